"""The history of a text: its revisions, their files and digests, and what changed between two in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from flask import url_for

from app.domain.statements.differences import Paragraph, paragraphs
from app.domain.statements.digest import manifest
from app.domain.statements.models import Revision, RevisionText, Statement
from app.web.locale import direction_of, native_name


class File(NamedTuple):
    """The exact text in one language."""

    name: str
    language: str
    digest: str
    url: str


class Changed(NamedTuple):
    """What became of the text in one language; no paragraphs where it is new, or gone."""

    name: str
    language: str
    direction: str
    fate: str  # changed, added, removed
    paragraphs: tuple[Paragraph, ...]


class Entry(NamedTuple):
    """One revision."""

    revision: Revision
    files: list[File]
    manifest: str
    changes: list[Changed]
    current: bool
    covers_current: bool  # a signature under it does
    signatories: int  # organisations on the register that signed it


def history(
    statement: Statement, revisions: Sequence[Revision], *, since: int, signed: Mapping[int, int]
) -> list[Entry]:
    """Every revision, the newest first, as they are given. `since`: from which on signatures cover the current text;
    `signed`: how many organisations signed which."""
    before = [*revisions[1:], None]
    return [
        Entry(
            revision,
            *_files(statement, revision),
            _changes(earlier.texts, revision.texts) if earlier else [],
            revision is revisions[0],
            revision.number >= since,
            signed.get(revision.number, 0),
        )
        for revision, earlier in zip(revisions, before, strict=True)
    ]


def _files(statement: Statement, revision: Revision) -> tuple[list[File], str]:
    """The files of a revision, and the manifest that names them."""
    contents = {text.language: text.file for text in revision.texts}
    files = [
        File(
            native_name(language),
            language,
            sha256(content).hexdigest(),
            url_for("statement.text", slug=statement.slug, number=revision.number, language=language),
        )
        for language, content in contents.items()
    ]
    return files, manifest(statement.slug, revision.number, contents).decode()


def _changes(before: Sequence[RevisionText], after: Sequence[RevisionText]) -> list[Changed]:
    old = {text.language: text.file.decode() for text in before}
    new = {text.language: text.file.decode() for text in after}
    found = []
    for language in [*new, *(language for language in old if language not in new)]:
        if old.get(language) == new.get(language):
            continue
        fate = "changed" if language in old and language in new else ("added" if language in new else "removed")
        pieces = paragraphs(old[language], new[language]) if fate == "changed" else ()
        found.append(Changed(native_name(language), language, direction_of(language), fate, pieces))
    return found
