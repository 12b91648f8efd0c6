"""A sheet as it was read: its physical records with their cells, nothing understood yet."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.domain.errors import DomainError

MOST_BYTES = 5_000_000
MOST_RECORDS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 600_000


class Unreadable(DomainError):
    """The file cannot be read as a sheet: `code` says why, `found` what was met."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(f"{code}: {found}" if found else code)
        self.code, self.found = code, found


class Kind(StrEnum):
    """What a spreadsheet says that a cell holds; in text files everything is text."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    FORMULA = "formula"  # and no value was kept: `text` is the formula


def _is_seen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, as text."""

    text: str = ""
    kind: Kind = Kind.TEXT
    computed: bool = False  # the text is what a formula gave when the file was saved
    merged: str = ""  # what the merged cell says of which this one is a covered part

    @property
    def is_blank(self) -> bool:
        """Whether nothing can be seen in it."""
        return not self.text or self.text.isspace() or not any(map(_is_seen, self.text))


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Record:
    """One physical record: a row of a spreadsheet, or a record of a text file; the first is number 1."""

    number: int
    cells: tuple[Cell, ...]
    broken: str = ""  # why it does not parse

    def cell(self, column: int) -> Cell:
        """The cell in that column, an empty one where the record ends before."""
        return self.cells[column] if column < len(self.cells) else EMPTY

    @property
    def filled(self) -> list[tuple[int, Cell]]:
        """The columns in which something stands, with it."""
        return [(column, cell) for column, cell in enumerate(self.cells) if not cell.is_blank]


@dataclass(frozen=True)
class Sheet:
    """All records of one sheet, and how they were read."""

    records: tuple[Record, ...]
    filename: str
    sha256: str
    encoding: str | None = None  # None for XLSX
    guessed_encoding: bool = False  # neither a mark nor the bytes themselves prove it
    separator: str | None = None  # None for XLSX, "" where records have one cell
    name: str | None = None  # of the sheet in its workbook
    other_sheets: tuple[str, ...] = ()  # of the workbook, those with something in them
    separator_line: bool = False  # the first record is `sep=;`

    @property
    def width(self) -> int:
        """How many columns the widest record has."""
        return max((len(record.cells) for record in self.records), default=0)

    def as_json(self) -> dict[str, Any]:
        """The sheet as JSON values, for `from_json`."""
        head = {name: getattr(self, name) for name in _HEAD}
        return head | {"records": [_record_as_json(record) for record in self.records]}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Sheet:
        """The sheet that `as_json` wrote."""
        head = {name: value[name] for name in _HEAD} | {"other_sheets": tuple(value["other_sheets"])}
        return cls(records=tuple(map(_record_from_json, value["records"])), **head)

    def without_trailing_blanks(self) -> Sheet:
        """The sheet without the empty rows that a spreadsheet formatted below its last line."""
        last = max((place for place, record in enumerate(self.records, 1) if record.filled), default=0)
        return replace(self, records=self.records[:last])


_HEAD = ("filename", "sha256", "encoding", "guessed_encoding", "separator", "name", "other_sheets", "separator_line")


def _record_as_json(record: Record) -> list[Any]:
    cells = [cell.text if cell == Cell(cell.text) else [*_parts(cell)] for cell in record.cells]
    return [record.number, cells, record.broken]


def _record_from_json(value: list[Any]) -> Record:
    number, cells, broken = value
    return Record(number, tuple(_cell_from_json(cell) for cell in cells), broken)


def _parts(cell: Cell) -> tuple[str, str, bool, str]:
    return cell.text, cell.kind.value, cell.computed, cell.merged


def _cell_from_json(value: Any) -> Cell:
    if isinstance(value, str):
        return Cell(value) if value else EMPTY
    text, kind, computed, merged = value
    return Cell(text, Kind(kind), computed, merged)
