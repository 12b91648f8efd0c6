"""A statement in somebody else's page: a small frame, and a badge with the number."""

from __future__ import annotations

import unicodedata
from functools import partial
from typing import Any

from babel.numbers import format_decimal
from flask import Response, render_template
from flask_babel import ngettext

from app.domain.endorsements.register import newest_listed, register_page
from app.domain.statements.queries import current_revision, published
from app.domain.statements.snapshot import Phase, Snapshot, snapshot
from app.extensions import db
from app.web.caching import statement_page
from app.web.data.blueprint import bp
from app.web.data.speaking import asked_language, speak
from app.web.locale import babel_locale, direction_of
from app.web.work import now

SVG = "image/svg+xml; charset=utf-8"
MOST_FOUNDERS, MOST_NAMES = 5, 8
HEIGHT, PADDING = 28, 12  # of the badge
NARROW, WIDE = 8, 14  # of a letter, with room for every font


@bp.get("/statements/<slug>/embed")
def embed(slug: str) -> Response:
    """How many stand behind it, some of their names, and where to read it: for a frame."""
    seen, asked = snapshot(db.session(), slug, at=now()), asked_language()
    return statement_page(slug, seen, (asked,), partial(_embed, slug, seen.phase, asked))


@bp.get("/statements/<slug>/count.svg")
def count(slug: str) -> Response:
    """The number as a picture."""
    seen, asked = snapshot(db.session(), slug, at=now()), asked_language()
    return statement_page(slug, seen, (asked,), partial(_count, slug, seen, asked), kind=SVG)


def _embed(slug: str, phase: Phase, asked: str) -> str:
    facts = _facts(slug, asked)
    names, statement_id = facts["register"].entries, facts["statement"].id
    chosen = [one for one in names if one.founding][:MOST_FOUNDERS]
    newest = [one for _, one in newest_listed(db.session(), statement_id, most=MOST_NAMES) if one not in chosen]
    chosen += newest[: MOST_NAMES - len(chosen)]
    return render_template("data/embed.html", phase=phase, names=chosen, **facts)


def _count(slug: str, seen: Snapshot, asked: str) -> str:
    facts = _facts(slug, asked)
    number = facts["register"].count.organisations
    shown = format_decimal(number, locale=babel_locale())
    words = ngettext("%(number)s organisation", "%(number)s organisations", number, number=shown)
    return render_template("data/count.svg", words=words, width=_width(words), height=HEIGHT, **facts)


def _facts(slug: str, asked: str) -> dict[str, Any]:
    session = db.session()
    statement = published(session, slug)
    locale = speak(asked, statement)
    return {
        "statement": statement,
        "text": current_revision(session, statement.id).text_in(locale),
        "register": register_page(session, statement.id, most=MOST_NAMES),
        "language": locale,
        "direction": direction_of(locale),
    }


def _width(words: str) -> int:
    """Of the badge. Its letters stand in the middle, so one font more or less is no matter."""
    letters = sum(WIDE if unicodedata.east_asian_width(letter) in "WF" else NARROW for letter in words)
    return letters + 2 * PADDING
