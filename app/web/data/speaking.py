"""The language of what has none in its path: the one that is asked for, else the statement's own, else the site's."""

from __future__ import annotations

from flask import current_app, g, request

from app.domain.statements.models import Statement


def asked_language() -> str:
    """`?language=` where it is one of the site's, else ""."""
    asked = request.args.get("language", "")
    return asked if asked in current_app.config["LOCALES"] else ""


def speak(asked: str, statement: Statement) -> str:
    """From here on this request speaks that language; which one it is."""
    locales = current_app.config["LOCALES"]
    own = statement.language if statement.language in locales else str(locales[0])
    g.locale = asked or own
    return str(g.locale)
