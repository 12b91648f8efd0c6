"""What readers ask for. Every page is made once for each state of its statement, and kept (app/web/caching.py)."""

from __future__ import annotations

from functools import partial

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import NotFound
from app.domain.statements import queries
from app.domain.statements.snapshot import snapshot, snapshots
from app.extensions import db
from app.web.caching import answer, as_kept, kept_page, statement_page
from app.web.locale import preferred_locale
from app.web.statement import pages
from app.web.statement.blueprint import bp
from app.web.work import now

JSON = "application/json; charset=utf-8"
MARKDOWN = "text/markdown; charset=utf-8"
LONGEST_SEARCH = 100
FOR_A_DAY = "public, max-age=86400"  # a published text never changes


@bp.get("/")
def home() -> Response:
    """To the statements in the reader's language, or straight to the only one."""
    locale = preferred_locale()
    slugs = queries.published_slugs(db.session(), most=2)
    if len(slugs) == 1:
        response = redirect(url_for("statement.show", locale=locale, slug=slugs[0]), 302)
    else:
        response = redirect(url_for("statement.index", locale=locale), 302)
    response.vary.add("Accept-Language")
    return response


@bp.get("/<locale:locale>/")
def index(locale: str) -> Response:
    """Every published statement, or those of one section."""
    section = request.args.get("section", "")
    key = ("statement.index", locale, section, snapshots(db.session(), at=now()))
    return kept_page(key, partial(pages.index, section))


@bp.get("/<locale:locale>/statements/<slug>")
def show(locale: str, slug: str) -> Response:
    """The statement, who stands behind it, and how to endorse it."""
    seen = snapshot(db.session(), slug, at=now())
    language = request.args.get("language", "") or locale
    make = partial(pages.show, slug, seen.phase, language)
    return statement_page(slug, seen, (locale, language), make)


@bp.get("/<locale:locale>/statements/<slug>/signatories")
def signatories(locale: str, slug: str) -> Response:
    """The whole register, a page at a time, or what a search finds in it."""
    seen = snapshot(db.session(), slug, at=now())
    q = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    country, after = request.args.get("country", ""), request.args.get("after", "")
    make = partial(pages.signatories, slug, seen, q=q, country=country, after=after)
    if q:  # what everybody types is different, and not worth keeping
        return answer(as_kept(make().encode()))
    return statement_page(slug, seen, (locale, country, after), make)


@bp.get("/<locale:locale>/statements/<slug>/share")
def share(locale: str, slug: str) -> Response:
    """The statement in other people's pages: what to copy, and how it looks."""
    seen = snapshot(db.session(), slug, at=now())
    return statement_page(slug, seen, (locale,), partial(pages.share, slug))


@bp.get("/<locale:locale>/statements/<slug>/revisions")
def revisions(locale: str, slug: str) -> Response:
    """Every revision of the text, and what changed from one to the next."""
    seen = snapshot(db.session(), slug, at=now())
    return statement_page(slug, seen, (locale,), partial(pages.revisions, slug))


@bp.get("/<locale:locale>/statements/<slug>/revisions/<int(max=999999):number>")
def revision(locale: str, slug: str, number: int) -> Response:
    """One revision as it was published, and what became of it."""
    seen = snapshot(db.session(), slug, at=now())
    language = request.args.get("language", "") or locale
    make = partial(pages.revision, slug, number, language)
    return statement_page(slug, seen, (locale, number, language), make)


@bp.get("/statements/<slug>/revisions.json")
def revisions_data(slug: str) -> Response:
    """Every revision with its files and its digest, for scripts of any page."""
    seen = snapshot(db.session(), slug, at=now())
    return statement_page(slug, seen, (), partial(pages.revisions_data, slug), kind=JSON)


@bp.get("/statements/<slug>/revisions/<int(max=999999):number>/<language>.md")
def text(slug: str, number: int, language: str) -> Response:
    """The exact text of a revision, byte for byte what its digest covers."""
    revision = queries.published_revision(db.session(), slug, number)
    found = revision.text_in(language)
    if found.language != language:
        raise NotFound(language)
    response = answer(as_kept(found.file), kind=MARKDOWN)
    response.headers["Cache-Control"] = FOR_A_DAY
    return response
