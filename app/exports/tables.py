"""A table as a file: rows go in one by one and out to the disk, however many there are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import IO

from app.exports.cells import safe_cell
from app.exports.workbook import write_workbook

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


def write_table(
    file: IO[bytes], wanted: Format, header: Row, rows: Iterable[Row], *, title: str, made_at: datetime
) -> int:
    """Write the table into the file; the number of rows below the header. Cells are text and never formulas.

    The same rows of the same moment are the same bytes. `title` names the sheet of a workbook, whose cells say that
    they are text, so that they stand as they were typed.
    """
    if wanted is Format.CSV:
        return _write_csv(file, header, rows)
    return write_workbook(file, title, header, rows, made_at=made_at.astimezone(UTC))


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
