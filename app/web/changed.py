"""What changed between two revisions, for a page in the reader's language."""

from __future__ import annotations

from typing import NamedTuple

from app.domain.statements.differences import Paragraph, paragraphs
from app.domain.statements.models import Revision


class Difference(NamedTuple):
    """The texts of two revisions in one language, compared."""

    old: int
    new: int
    language: str
    paragraphs: tuple[Paragraph, ...]


def difference(before: Revision, after: Revision, locale: str) -> Difference:
    """In the reader's language where both have it, else between the authoritative texts."""
    in_both = {text.language for text in before.texts} & {text.language for text in after.texts}
    language = locale if locale in in_both else after.texts[0].language
    old, new = (revision.text_in(language).file.decode() for revision in (before, after))
    return Difference(before.number, after.number, language, paragraphs(old, new))
