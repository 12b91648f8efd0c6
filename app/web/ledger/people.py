"""The ledger for people: what happened, and what it proves. The pages are made for the reader who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.domain.ledger.entries import Kind
from app.domain.ledger.history import Told, told
from app.domain.statements.queries import numbers_by_digest, published_by_slug, published_statements
from app.extensions import db
from app.web.addresses import addresses
from app.web.caching import answer, as_kept
from app.web.checking import check_site, check_words
from app.web.ledger.blueprint import bp
from app.web.locale import current_locale, preferred_locale
from app.web.work import now

A_PAGE = 100  # entries


@dataclass(frozen=True)
class Row:
    """One entry as it is told."""

    index: int
    kind: str
    day: date
    about: int | None  # the entry with which the listing began
    name: str | None  # of whoever is listed by it still
    slug: str
    title: str
    number: int | None  # of the revision
    vkey: str | None

    @property
    def gone(self) -> bool:
        """Whether it is of a listing that ended."""
        return self.kind in (Kind.ENDORSE, Kind.AMEND, Kind.REBIND) and self.name is None


@bp.get("/ledger/")
def home() -> Response:
    """To the ledger in the reader's language."""
    response = redirect(url_for("ledger.index", locale=preferred_locale()), 302)
    response.vary.add("Accept-Language")
    return response


@bp.get("/<locale:locale>/ledger/")
def index(locale: str) -> Response:
    """What happened, the newest first, a page at a time; on the first page everything can be checked."""
    session = db.session()
    before = request.args.get("before", type=int)
    found = told(session, before=before, most=A_PAGE)
    rows = _rows(session, found)
    statements = published_statements(session, at=now()) if before is None else ()
    page = render_template(
        "ledger/index.html",
        days=[(day, list(entries)) for day, entries in groupby(rows, key=lambda row: row.day)],
        before=before,
        site=check_site(statements),
        words=check_words(),
        next_url=url_for("ledger.index", before=found[-1].index) if found and found[-1].index else None,
        first_url=url_for("ledger.index") if before is not None else None,
        **addresses("ledger.index"),
    )
    return answer(as_kept(page.encode()))


@bp.get("/<locale:locale>/ledger/about")
def about(locale: str) -> Response:
    """What the ledger proves, and what it cannot prove, for somebody who never heard of such a thing."""
    return answer(as_kept(render_template("ledger/about.html", **addresses("ledger.about")).encode()))


def _rows(session: Session, found: Sequence[Told]) -> list[Row]:
    statements = published_by_slug(session, {one.entry.slug for one in found if one.entry.slug})
    titles = {one.slug: one.revisions[-1].text_in(current_locale()).title for one in statements}
    numbers = numbers_by_digest(session, {one.entry.digest for one in found if one.entry.digest})
    return [
        Row(
            index=one.index,
            kind=one.entry.kind.value,
            day=one.entry.day,
            about=one.about,
            name=one.name,
            slug=one.entry.slug or "",
            title=titles.get(one.entry.slug or "", one.entry.slug or ""),
            number=one.entry.number or numbers.get(one.entry.digest or ""),
            vkey=one.entry.vkey,
        )
        for one in found
    ]
