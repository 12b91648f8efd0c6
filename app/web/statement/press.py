"""A few lines for those who report about a statement: who signed, how many, where to check it; to be copied."""

from __future__ import annotations

from functools import partial

from babel.lists import format_list
from flask import render_template
from werkzeug.wrappers import Response

from app.domain.endorsements.press import named_for_the_press
from app.domain.endorsements.queries import PublicSignatory, register_count
from app.domain.statements import queries
from app.domain.statements.snapshot import snapshot
from app.domain.text.collation import collation_of
from app.extensions import db
from app.web.addresses import addresses
from app.web.bidi import set_apart
from app.web.caching import statement_page
from app.web.locale import babel_locale, current_locale, direction_of
from app.web.names import named
from app.web.statement.blueprint import bp
from app.web.work import now


@bp.get("/<locale:locale>/statements/<slug>/press")
def press(locale: str, slug: str) -> Response:
    """The summary; it counts with the register."""
    seen = snapshot(db.session(), slug, at=now())
    return statement_page(slug, seen, (locale,), partial(_page, slug))


def _page(slug: str) -> str:
    session, locale = db.session(), current_locale()
    statement = queries.published(session, slug)
    revision = queries.current_revision(session, statement.id)
    text = revision.text_in(locale)
    count = register_count(session, statement.id)
    some = named_for_the_press(session, statement.id, collation=collation_of(locale))
    found = addresses("statement.press", slug=slug)
    facts = {
        "statement": statement,
        "revision": revision,
        "text": text,
        "text_direction": direction_of(text.language),
        "count": count,
        "everybody": len(some) == count.organisations,
        "names": format_list([_name(one) for one in some], locale=babel_locale()) if some else "",
        "page_url": found["canonical"].removesuffix("/press"),
        "check_url": found["canonical"].removesuffix("/press") + "/revisions",
    }
    return render_template("statement/press.html", **facts, **found)


def _name(signatory: PublicSignatory) -> str:
    """The name for readers of this page, marked off only where it runs the other way: these lines are copied."""
    shown = named(signatory).shown
    return set_apart(shown.text) if shown.language and direction_of(current_locale()) == "rtl" else shown.text
