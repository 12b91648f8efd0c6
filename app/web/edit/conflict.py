"""What the other editor changed, for the second of two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from app.domain.statements.differences import Paragraph, paragraphs
from app.domain.statements.digest import text_file
from app.domain.statements.models import Statement
from app.domain.statements.writing import saved, written
from app.web.locale import native_name

FIELDS: dict[str, LazyString] = {
    "slug": _l("Name in the address"),
    "sections": _l("Sections"),
    "issued": _l("Date of issue"),
    "zone": _l("Time zone"),
    "opens_at": _l("Opens for endorsements"),
    "closes_at": _l("Closes for endorsements"),
}


@dataclass(frozen=True)
class Changed:
    """Something that is not as it was when the page was opened, old and new at once."""

    label: str
    language: str
    paragraphs: tuple[Paragraph, ...]


def changed_since(session: Session, statement: Statement, version: int) -> list[Changed]:
    """Every part that another editor changed since that version; all of what stands, where it is not known any more."""
    before, now = saved(session, statement.id, version) or {}, written(session, statement)
    was, stands = before.get("filing", {}), now["filing"]
    found = [
        Changed(str(label), "", paragraphs(_plain(was.get(name)), _plain(stands.get(name))))
        for name, label in FIELDS.items()
        if was.get(name) != stands.get(name)
    ]
    languages = [part for part in {**before, **now} if part != "filing"]
    return found + [
        Changed(native_name(language), language, paragraphs(_file(before.get(language)), _file(now.get(language))))
        for language in languages
        if before.get(language) != now.get(language)
    ]


def _plain(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def _file(text: dict[str, str] | None) -> str:
    return text_file(**text).decode() if text else ""
