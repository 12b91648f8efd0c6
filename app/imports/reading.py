"""A file into a sheet, whatever kind of file it is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from app.imports.columns import organisations_in
from app.imports.decoding import decode
from app.imports.header import heading_count
from app.imports.package import Package, opened
from app.imports.separated import likely_separator, records_of, told_separator
from app.imports.sheet import MOST_BYTES, Sheet, Unreadable
from app.imports.workbook import Part, Workbook
from app.imports.worksheet import records_of_sheet

# How files begin that people send instead, and what they are.
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),  # also XLSX under a password
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_ZIPS = (
    ("word/document.xml", "word"),
    ("content.xml", "open_document"),
    ("xl/workbook.bin", "xlsb"),
    ("index/document.iwa", "numbers"),
    ("ppt/presentation.xml", "other_zip"),
)


def read(raw: bytes, filename: str, *, encoding: str | None = None, sheet: str | None = None) -> Sheet:
    """The sheet in these bytes: of a workbook the one named `sheet`, or else that with the most organisations.

    Raises Unreadable: the code says what the file is instead, or which bound it passes.
    """
    if len(raw) > MOST_BYTES:
        raise Unreadable("file_too_large", str(MOST_BYTES // 1_000_000))
    kind = next((kind for start, kind in _OTHER_KINDS if raw.startswith(start)), "")
    if kind:
        raise Unreadable(kind)
    digest = hashlib.sha256(raw).hexdigest()
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with opened(raw) as package:
            return _from_workbook(package, filename, digest, sheet)
    if sheet is not None:
        raise Unreadable("no_sheets", sheet)
    return _from_text(raw, filename, digest, encoding)


def _from_text(raw: bytes, filename: str, digest: str, encoding: str | None) -> Sheet:
    decoded = decode(raw, encoding)
    start = decoded.text[:2000].lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise Unreadable("html")
    text = decoded.text
    if _is_no_text(text):
        raise Unreadable("no_text")
    told = told_separator(text)
    separator = told or likely_separator(text, heading_count, filename=filename)
    records = tuple(records_of(text, separator))
    if not any(record.filled for record in records):
        raise Unreadable("empty")
    return Sheet(
        records=records,
        filename=filename,
        sha256=digest,
        encoding=decoded.encoding,
        guessed_encoding=decoded.guessed,
        separator=separator,
        separator_line=told is not None,
    )


def _is_no_text(text: str) -> bool:
    """Whether this is a file of another kind: what steers machines is frequent in it."""
    start = text[:20_000]
    return 50 * sum(character < " " and not character.isspace() for character in start) > len(start)


def _from_workbook(package: Package, filename: str, digest: str, wanted: str | None) -> Sheet:
    other = next((kind for path, kind in _ZIPS if package.has(path)), "")
    if other:
        raise Unreadable(other)
    workbook = Workbook(package)
    found = {part.name: _sheet_of(workbook, part, filename, digest) for part in _worth_reading(workbook, wanted)}
    filled = {name: sheet for name, sheet in found.items() if any(record.filled for record in sheet.records)}
    if wanted is not None and wanted not in found:
        raise Unreadable("no_such_sheet", ", ".join(part.name for part in workbook.parts))
    if wanted is not None:
        filled = {wanted: found[wanted]}
    if not filled:
        raise Unreadable("empty")
    name = max(filled, key=lambda name: organisations_in(filled[name]))
    others = tuple(part.name for part in workbook.parts if part.name != name and part.name in (filled or found))
    hidden = tuple(part.name for part in workbook.parts if part.hidden and part.name != name)
    return Sheet(**{**vars(filled[name]), "other_sheets": tuple(dict.fromkeys((*others, *hidden)))})


def _worth_reading(workbook: Workbook, wanted: str | None) -> Sequence[Part]:
    """The sheet that is asked for; else all that can be seen, or all where none can."""
    if wanted is not None:
        return [part for part in workbook.parts if part.name == wanted][:1]
    return [part for part in workbook.parts if not part.hidden] or workbook.parts


def _sheet_of(workbook: Workbook, part: Part, filename: str, digest: str) -> Sheet:
    """The digest is of this sheet: record 5 of another one is another record."""
    digest = hashlib.sha256(f"{digest} {part.name}".encode()).hexdigest()
    return Sheet(records=records_of_sheet(workbook, part), filename=filename, sha256=digest, name=part.name)
