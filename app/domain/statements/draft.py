"""A statement as an editor writes it, checked in shape, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.statements.digest import revision_digest, text_file
from app.domain.statements.zones import NO_PLACE


@dataclass(frozen=True, kw_only=True)
class TextDraft:
    """The words in one language."""

    language: str
    title: str
    addressed_to: str
    body: str

    @property
    def file(self) -> bytes:
        """The bytes that the digest covers."""
        return text_file(title=self.title, addressed_to=self.addressed_to, body=self.body)


@dataclass(frozen=True, kw_only=True)
class Founder:
    """A founding signatory, with how it agreed."""

    name: str
    latin: str = ""
    country: str | None = None
    website: str = ""
    agreed: str = ""


@dataclass(frozen=True, kw_only=True)
class StatementDraft:
    """Everything a statement file says; the first text is the authoritative one."""

    slug: str
    sections: tuple[str, ...]
    issued: date
    texts: tuple[TextDraft, ...]
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    founders: tuple[Founder, ...] = ()
    zone: str = NO_PLACE

    def digest(self, number: int) -> str:
        """The digest of these texts as revision `number`."""
        return revision_digest(self.slug, number, {text.language: text.file for text in self.texts})
