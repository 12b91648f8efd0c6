"""What an import says to a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from app.imports import Columns, ImportRefused, Judged, Sheet, Unreadable, Verdict
from app.imports.reasons import Reason

FORMAT = """\b
Fields for --column: organisation, organisation_latin, also_known_as, country,
website, representative, position, email, date, consent, agreed, note, number,
ignore. HEADING is the heading as it stands in the file, or the letter of the
column: --column "Who=organisation" --column C=website.

\b
Verdicts: ignore, new, new_with_warnings, suspected_duplicate, duplicate,
fix_needed, excluded (consent refused).

\b
--json prints one object: encoding, sheet, header_record, columns (heading ->
field), records. Each record: record (1 is the first row), verdict,
organisation, country (ISO code), website, date, same_as, reasons, proposed.
same_as is null, {"record": N} for one further up in the file, or
{"signatory": ID, "organisation": NAME} for one on the site. A reason is
"field: code: what was met"; proposed is what nobody typed.
"""

_SAVE_AS = "open it and save it as XLSX or CSV"
_UNREADABLE = {
    "file_too_large": "the file is larger than {found} MB",
    "old_excel": f"this is an old Excel file (.xls), or one with a password: {_SAVE_AS}, without a password",
    "open_document": f"this is an OpenDocument file: {_SAVE_AS}",
    "xlsb": f"this is a binary Excel file (.xlsb): {_SAVE_AS}",
    "numbers": "this is a Numbers file: export it as XLSX or CSV",
    "pdf": "this is a PDF: ask for the spreadsheet it was made from, or copy its table into one and save that as XLSX",
    "word": "this is a Word document: copy its table into a spreadsheet and save that as XLSX",
    "rtf": "this is a text document: copy its table into a spreadsheet and save that as XLSX",
    "html": f"this is a web page, whatever its name says: {_SAVE_AS}",
    "picture": "this is a picture",
    "archive": "this is an archive: unpack it first",
    "other_zip": "this is no spreadsheet",
    "no_workbook": "this is a ZIP archive without a workbook in it: unpack it first",
    "encrypted": "the file has a password: save it without one",
    "damaged": "the file is damaged, or was cut off on its way: ask for it again",
    "hostile_xml": "the file holds what no spreadsheet program writes",
    "too_large_inside": "unpacked, the file is larger than {found} MB: it cannot be a list of organisations",
    "too_many_records": "there are more than {found} records: split the file",
    "too_many_columns": "there are more than {found} columns",
    "too_many_cells": "there are more than {found} cells: remove what is not needed",
    "too_long_cell": "a cell is longer than {found} characters",
    "no_text": "this is no text file",
    "empty": "there is nothing in it",
    "unknown_encoding": "no encoding is called {found!r}; try utf-8, windows-1251 or windows-1252",
    "no_sheets": "only workbooks (XLSX) have sheets",
    "no_such_sheet": "there is no such sheet, but these: {found}",
    "no_such_field": "no field is called {found!r}; see --help",
    "no_such_column": "no column is headed {found!r}",
}
_NOT_IMPORTED = {
    "draft": "the statement is a draft: “flask statement publish” comes first",
    "not_importable": "these records cannot be imported: {records}. Only new ones and suspected duplicates can",
}


def why_unreadable(error: Unreadable) -> str:
    """Why a file cannot be read, and what to do, in one line."""
    return _UNREADABLE.get(error.code, error.code.replace("_", " ")).format(found=_printable(error.found))


@contextmanager
def why_not_imported() -> Iterator[None]:
    """A refusal to import becomes one line and exit code 1; the transaction inside is undone."""
    try:
        yield
    except ImportRefused as error:
        records = ", ".join(map(str, error.records[:20])) + (", …" if len(error.records) > 20 else "")
        raise click.ClickException(_NOT_IMPORTED[error.code].format(records=records)) from None


def as_lines(
    sheet: Sheet, columns: Columns, judged: Sequence[Judged], imported: dict[int, str] | None
) -> Iterator[str]:
    """Every record in a line with its verdict and reasons, then the numbers, then what to do next."""
    yield f"{_printable(sheet.filename)}: {_how_it_was_read(sheet, columns)}"
    if sheet.other_sheets:
        yield f"Not read: the sheets {_printable(', '.join(sheet.other_sheets))} (--sheet NAME)"
    for label, field in columns.by_label.items():
        yield f"  column {_printable(label)!r} = {field}"
    for one in judged:
        yield f"{one.record:>6}  {one.verdict:<19}  {_printable(one.facts.organisation)}{_because(one)}"
    counts = Counter(one.verdict for one in judged)
    yield f"{len(judged)} records: " + ", ".join(
        f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict]
    )
    ready = counts[Verdict.NEW] + counts[Verdict.NEW_WITH_WARNINGS]
    if imported is None:
        yield f"Nothing was changed. Without --dry-run {ready} would be imported."
    else:
        yield f"{len(imported)} imported; they wait for a moderator."
    if counts[Verdict.SUSPECTED_DUPLICATE]:
        yield "Look at the suspected duplicates; those that are none: --with-suspected N,N"
    if counts[Verdict.FIX_NEEDED]:
        yield "Mend what needs it in the file and import it again: what is there already is not added twice."


def listed_lines(found: Sequence[dict[str, Any]], state: str) -> Iterator[str]:
    """The register, a line for each organisation."""
    for one in found:
        parts = (one["organisation"], one["country"], one["website"], one["state"])
        yield "  ".join(_printable(part) for part in parts if part)
    if not found:
        yield f"Nobody is {state}." if state != "all" else "Nobody yet."


def _how_it_was_read(sheet: Sheet, columns: Columns) -> str:
    parts = [f"sheet {_printable(sheet.name)!r}"] if sheet.name else [str(sheet.encoding)]
    if sheet.guessed_encoding:
        parts.append("(a guess; --encoding if letters are wrong)")
    header = columns.header_record
    parts.append(f"header in record {header}" if header else "no header; columns were guessed")
    return ", ".join(parts)


def _because(one: Judged) -> str:
    same = one.same_as
    other = "" if same is None else f" [record {same.record}]" if same.record else f" [{same.signatory}]"
    reasons = "; ".join(_printable(_said(reason)) for reason in one.reasons)
    return f"{other} — {reasons}" if reasons else other


def _said(reason: Reason) -> str:
    return str(reason).replace("_", " ")


def _printable(text: str | None) -> str:
    """Nothing in it that a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text or "")
