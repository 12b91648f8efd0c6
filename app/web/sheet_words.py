"""What an import says in codes, in words: verdicts, fields, and why a file cannot be read."""

from __future__ import annotations

import unicodedata

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.imports import Unreadable, Verdict
from app.web.forms import printable

VERDICTS: dict[str, LazyString] = {
    Verdict.NEW: _l("new"),
    Verdict.NEW_WITH_WARNINGS: _l("new, with warnings"),
    Verdict.SUSPECTED_DUPLICATE: _l("perhaps here already"),
    Verdict.DUPLICATE: _l("here already"),
    Verdict.FIX_NEEDED: _l("must be fixed"),
    Verdict.EXCLUDED: _l("did not agree"),
    Verdict.IGNORE: _l("no sign-on"),
}
MARKS = {
    Verdict.NEW: "ok",
    Verdict.NEW_WITH_WARNINGS: "care",
    Verdict.SUSPECTED_DUPLICATE: "care",
    Verdict.FIX_NEEDED: "stop",
    Verdict.EXCLUDED: "stop",
}
FIELDS: dict[str, LazyString] = {
    "ignore": _l("– not used –"),
    "organisation": _l("Name of the organisation"),
    "organisation_latin": _l("Name in Latin letters"),
    "also_known_as": _l("Also known as"),
    "country": _l("Country"),
    "website": _l("Website"),
    "representative": _l("Representative"),
    "position": _l("Position"),
    "email": _l("E-mail"),
    "date": _l("Date"),
    "consent": _l("Whether it agreed (yes or no)"),
    "agreed": _l("How it agreed"),
    "note": _l("Note"),
    "number": _l("Number of the row"),
}

_SAVE_AS = _l("Open it in a spreadsheet program and save it as XLSX or CSV.")
_AS_TABLE = _l("Copy its table into a spreadsheet and save that as XLSX.")
_UNREADABLE: dict[str, tuple[LazyString, LazyString | str]] = {
    "file_too_large": (_l("The file is larger than %(found)s MB."), _l("Remove pictures and sheets not needed here.")),
    "old_excel": (_l("This is an old Excel file (.xls), or one with a password."), _SAVE_AS),
    "open_document": (_l("This is an OpenDocument file."), _SAVE_AS),
    "xlsb": (_l("This is a binary Excel file (.xlsb)."), _SAVE_AS),
    "numbers": (_l("This is a Numbers file."), _l("Export it as XLSX or CSV.")),
    "pdf": (_l("This is a PDF, not a spreadsheet."), _l("Ask for the spreadsheet that it was made from.")),
    "word": (_l("This is a Word document."), _AS_TABLE),
    "rtf": (_l("This is a text document."), _AS_TABLE),
    "html": (_l("This is a web page, whatever its name says."), _SAVE_AS),
    "picture": (_l("This is a picture."), _l("Choose the spreadsheet.")),
    "archive": (_l("This is an archive."), _l("Unpack it first.")),
    "other_zip": (_l("This is no spreadsheet."), _SAVE_AS),
    "no_workbook": (_l("This is a ZIP archive without a spreadsheet in it."), _l("Unpack it first.")),
    "encrypted": (_l("The file has a password."), _l("Save it without one.")),
    "damaged": (_l("The file is damaged, or was cut off on its way."), _l("Ask for it again.")),
    "hostile_xml": (_l("The file holds what no spreadsheet program writes."), _SAVE_AS),
    "too_large_inside": (
        _l("Unpacked, the file is larger than %(found)s MB: it cannot be a list of organisations."),
        "",
    ),
    "too_many_records": (_l("There are more than %(found)s records in it."), _l("Split the file.")),
    "too_many_columns": (_l("There are more than %(found)s columns in it."), _l("Remove those not needed here.")),
    "too_many_cells": (_l("There are more than %(found)s cells in it."), _l("Remove what is not needed here.")),
    "too_long_cell": (_l("One cell is longer than %(found)s characters."), _l("Shorten it.")),
    "no_text": (_l("This is neither a spreadsheet nor a text file."), _SAVE_AS),
    "empty": (_l("There is nothing in this file."), _l("Choose another one.")),
    "unknown_encoding": (_l("No encoding is called %(found)s."), _l("Choose one of the list.")),
    "no_such_sheet": (_l("There is no such sheet in the file."), _l("Choose one of the list.")),
}


def why_unreadable(error: Unreadable) -> str:
    """Why the file cannot be read, and what to do."""
    what, then = _UNREADABLE.get(error.code, (_l("This file cannot be read."), _SAVE_AS))
    return f"{what % {'found': visible(error.found)}} {then}".strip()


def visible(text: str) -> str:
    """Text of a file as a page can show it: what would turn the direction of the words around it is named instead."""
    turning = (character for character in text if unicodedata.bidirectional(character) in _TURNING)
    for character in set(turning):
        text = text.replace(character, f"[U+{ord(character):04X}]")
    return printable(text)


_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
