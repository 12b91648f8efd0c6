"""A table as a file: rows go in one by one and out to the disk, however many there are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from app.exports.cells import safe_cell

LONGEST_CELL = 32_767  # characters of one cell of XLSX
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 cannot hold

Row = Sequence[str]


class Format(StrEnum):
    """Which kind of file."""

    CSV = "csv"
    XLSX = "xlsx"

    @property
    def mimetype(self) -> str:
        """Its media type."""
        spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return {Format.CSV: "text/csv; charset=utf-8", Format.XLSX: spreadsheet}[self]


def write_table(file: IO[bytes], wanted: Format, header: Row, rows: Iterable[Row]) -> int:
    """Write the table into the file; the number of rows below the header. Cells are text and never formulas."""
    return {Format.CSV: _write_csv, Format.XLSX: _write_xlsx}[wanted](file, header, rows)


def _write_csv(file: IO[bytes], header: Row, rows: Iterable[Row]) -> int:
    """RFC 4180 in UTF-8, with the mark by which spreadsheet programs know it."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(header)
    written = 0
    for row in rows:
        writer.writerow(map(safe_cell, row))
        written += 1
    text.detach()
    return written


def _write_xlsx(file: IO[bytes], header: Row, rows: Iterable[Row]) -> int:
    """Office Open XML. Its cells say that they are text, so they stand as they were typed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Endorsements")
    sheet.freeze_panes = "A2"
    sheet.append(header)
    written = 0
    for row in rows:
        sheet.append([_text_cell(sheet, value) for value in row])
        written += 1
    book.save(file)
    return written


def _text_cell(sheet: Any, value: str) -> Any:
    text = _NO_XML.sub("\ufffd", value)
    cell = WriteOnlyCell(sheet, text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…")
    cell.data_type = "s"
    cell.quotePrefix = True  # so that it stays text when somebody edits the cell
    return cell
