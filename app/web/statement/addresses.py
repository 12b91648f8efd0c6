"""Where a page is, where it is in other languages, and where else its text can be read."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import current_app, url_for

from app.domain.statements.models import Revision, RevisionText, Statement
from app.web.locale import direction_of, native_name


class TextLanguage(NamedTuple):
    """A language that the text exists in."""

    code: str
    name: str
    direction: str
    url: str
    current: bool
    authoritative: bool


def picture_url(statement: Statement) -> str:
    """The picture of a shared link: a new address whenever it shows another number, since others keep it by that."""
    path = url_for("statement.picture", slug=statement.slug, v=statement.register_version)
    return str(current_app.config["BASE_URL"]) + path


def text_languages(
    statement: Statement, revision: Revision, shown: RevisionText, *, preview: bool = False
) -> list[TextLanguage]:
    """Every language of the text, each with a page that shows it."""
    return [
        TextLanguage(
            text.language,
            native_name(text.language),
            direction_of(text.language),
            _page_in(statement.slug, text.language, "statement.preview" if preview else "statement.show"),
            text is shown,
            text.is_authoritative,
        )
        for text in revision.texts
    ]


def text_addresses(languages: list[TextLanguage]) -> dict[str, Any]:
    """For the head of a statement: where its text is, and where it is in other languages.

    A page that falls back to another text is none in its own language: search engines are led to that text's page.
    """
    base = current_app.config["BASE_URL"]
    alternates = [(one.code, base + one.url) for one in languages]
    original = next(base + one.url for one in languages if one.authoritative)
    return {
        "canonical": next(base + one.url for one in languages if one.current),
        "alternates": [*alternates, ("x-default", original)] if len(alternates) > 1 else [],
    }


def _page_in(slug: str, language: str, endpoint: str) -> str:
    """The whole page in that language where the site speaks it, else this page with the text in it."""
    if language in current_app.config["LOCALES"]:
        return url_for(endpoint, locale=language, slug=slug)
    return url_for(endpoint, slug=slug, language=language)
