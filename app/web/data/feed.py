"""What is new at a statement, for feed readers (Atom, RFC 4287): who was listed, which texts were published."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Response, current_app, render_template
from flask_babel import gettext as _

from app.domain.endorsements.queries import PublicSignatory
from app.domain.endorsements.register import newest_listed
from app.domain.statements.models import Revision, RevisionKind, Statement
from app.domain.statements.queries import published, published_revisions
from app.domain.statements.snapshot import snapshot
from app.extensions import db
from app.web.caching import statement_page
from app.web.countries import country_name
from app.web.data.blueprint import bp
from app.web.data.speaking import asked_language, speak
from app.web.embedding import absolute
from app.web.names import named
from app.web.work import now

ATOM = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 50


class Entry(NamedTuple):
    """One thing that happened. Its id stays the same for good."""

    id: str
    at: datetime
    title: str
    text: str
    url: str


@bp.get("/statements/<slug>/feed.atom")
def feed(slug: str) -> Response:
    """The newest signatories and revisions; who withdrew is not in it any more."""
    seen, asked = snapshot(db.session(), slug, at=now()), asked_language()
    return statement_page(slug, seen, (asked,), partial(_feed, slug, asked), kind=ATOM)


def _feed(slug: str, asked: str) -> str:
    session = db.session()
    statement = published(session, slug)
    locale = speak(asked, statement)
    revisions = published_revisions(session, statement.id)
    title = revisions[0].text_in(locale).title
    signed = [
        _signed(statement, title, locale, *one) for one in newest_listed(session, statement.id, most=MOST_ENTRIES)
    ]
    texts = [_text(statement, revision, locale) for revision in revisions]
    entries = sorted([*texts, *signed], key=lambda entry: entry.at, reverse=True)[:MOST_ENTRIES]
    return render_template(
        "data/feed.xml",
        id=_id(statement),
        language=locale,
        title=_("%(title)s – signatories and revisions", title=title),
        updated=entries[0].at,
        self_url=absolute("data.feed", slug=slug, **({"language": asked} if asked else {})),
        page_url=absolute("statement.show", slug=slug),
        entries=entries,
    )


def _signed(statement: Statement, title: str, locale: str, at: datetime, one: PublicSignatory) -> Entry:
    who = {"organisation": named(one).shown.text, "title": title, "number": one.revision}
    if one.country:
        who["country"] = country_name(one.country, locale)
        text = _("%(organisation)s (%(country)s) stands behind “%(title)s”, revision %(number)s.", **who)
    else:
        text = _("%(organisation)s stands behind “%(title)s”, revision %(number)s.", **who)
    url = absolute("statement.signatories", slug=statement.slug)
    return Entry(_id(statement, f"/signatories/{one.cursor}"), at, _("Signed: %(organisation)s", **who), text, url)


def _text(statement: Statement, revision: Revision, locale: str) -> Entry:
    facts = {"title": revision.text_in(locale).title, "number": revision.number, "digest": revision.digest}
    title = {
        RevisionKind.FIRST: _("Published: %(title)s", **facts),
        RevisionKind.CORRECTION: _("The text was corrected: revision %(number)s", **facts),
        RevisionKind.SUBSTANTIVE: _("A new text: revision %(number)s", **facts),
    }[RevisionKind(revision.kind)]
    text = _("Revision %(number)s of “%(title)s” was published. Its SHA-256 digest is %(digest)s.", **facts)
    text = "\n".join(part for part in (revision.note, text) if part)
    url = absolute("statement.revisions", slug=statement.slug) + f"#revision-{revision.number}"
    at = revision.published_at or revision.created_at
    return Entry(_id(statement, f"/revisions/{revision.number}"), at, title, text, url)


def _id(statement: Statement, part: str = "") -> str:
    """A tag (RFC 4151): of this host on the day of publication, so nobody else can ever mint it."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    day = (statement.published_at or statement.created_at).astimezone(UTC).date()
    return f"tag:{host},{day}:statements/{statement.slug}{part}"
