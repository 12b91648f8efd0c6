"""Where the header is, and what each column holds: guessed by heading first, by content where headings say nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.imports.answers import Answer, answer_in
from app.imports.contents import field_by_content, weight_as_names
from app.imports.header import asked_for, header_lines, heading, labels_of, lines_from
from app.imports.headings import FIELDS, folded_words
from app.imports.sheet import Cell, Record, Sheet, Unreadable
from app.imports.worksheet import column_letters

_SAMPLE = 200  # records below the header


@dataclass(frozen=True)
class Columns:
    """Which field each column holds, what it is called, and where the header stands."""

    fields: tuple[str, ...]
    labels: tuple[str, ...]
    header_record: int | None = None
    header_records: tuple[int, ...] = ()  # all lines of it
    headed: tuple[bool, ...] = ()  # which columns have a heading; empty where there is no header

    @property
    def by_label(self) -> dict[str, str]:
        """Heading → field; the letter of a column without one, where it holds something that is used."""
        named = zip(self.labels, self.fields, self.headed or (True,) * len(self.labels), strict=True)
        return {label: field for label, field, headed in named if headed or field != "ignore"}

    def column_of(self, field: str) -> int | None:
        """The column that holds this field."""
        return self.fields.index(field) if field in self.fields else None

    def corrected(self, wanted: Mapping[str, str]) -> Columns:
        """With the fields that a person chose, by heading or by letter. Raises Unreadable for an unknown one."""
        fields = list(self.fields)
        for called, field in wanted.items():
            if field not in FIELDS:
                raise Unreadable("no_such_field", field)
            column = self._find(called)
            if field not in ("ignore", "note"):
                fields = ["ignore" if other == field else other for other in fields]
            fields[column] = field
        return replace(self, fields=tuple(fields))

    def as_json(self) -> dict[str, Any]:
        """As JSON values, for `from_json`."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Columns:
        """The columns that `as_json` wrote."""
        lists = {name: tuple(value[name]) for name in ("fields", "labels", "header_records", "headed")}
        return cls(**lists, header_record=value["header_record"])

    def _find(self, called: str) -> int:
        asked = folded_words(called)
        for column, label in enumerate(self.labels):
            if called.strip() == label or (asked and asked == folded_words(label)):
                return column
        letters = [column_letters(column) for column in range(len(self.labels))]
        if called.strip().upper() in letters:
            return letters.index(called.strip().upper())
        raise Unreadable("no_such_column", called)


def guess_columns(sheet: Sheet, *, header_record: int | None = None) -> Columns:
    """The header and the fields of a sheet, as far as they can be told.

    A person may say which record the header is; 0: there is none.
    """
    header, lines = header_lines(sheet.records) if header_record is None else lines_from(sheet.records, header_record)
    width = sheet.width
    if header is None:
        fields = _settled([""] * width, sheet.records[:_SAMPLE], width)
        return Columns(fields, labels_of([""] * width))
    below = [record for record in sheet.records if record.number > lines[-1].number][:_SAMPLE]
    headings = [heading(lines, column) for column in range(width)]
    fields = _settled([asked_for(lines, column) for column in range(width)], below, width)
    numbers = tuple(line.number for line in lines)
    return Columns(fields, labels_of(headings), header.number, numbers, tuple(map(bool, headings)))


def organisations_in(sheet: Sheet) -> int:
    """How many records below the header have something in the column of names; with a header, twice as many."""
    columns = guess_columns(sheet)
    names = columns.column_of("organisation")
    if names is None:
        return 0
    start = columns.header_record or 0
    found = sum(not record.cell(names).is_blank for record in sheet.records if record.number > start)
    return found * (2 if columns.header_record else 1)


def _settled(asked: list[str], below: Sequence[Record], width: int) -> tuple[str, ...]:
    """One column for each field: what headings ask for, then what the content shows."""
    fields = list(asked)
    cells = {column: [record.cell(column) for record in below] for column in range(width)}
    for field in dict.fromkeys(asked):
        _keep_one(fields, field, cells)
    for column in range(width):
        if fields[column] == "consent":
            fields[column] = _consent_or_how(cells[column], fields)
    for column in range(width):
        if not fields[column]:
            by_content = field_by_content(cells[column])
            known = by_content in ("email", "website", "country", "date", "number", "consent", "ignore")
            if known and (by_content not in fields or by_content == "ignore"):
                fields[column] = by_content if by_content != "consent" or not any(asked) else "ignore"
    _name_the_organisations(fields, cells)
    return tuple(field or "ignore" for field in fields)


def _keep_one(fields: list[str], field: str, cells: dict[int, list[Cell]]) -> None:
    """Of several columns for one field, the first that has something in it."""
    columns = [column for column, asked in enumerate(fields) if asked == field]
    if field in ("", "ignore", "note", "name") or len(columns) < 2:
        return
    kept = next((column for column in columns if any(not cell.is_blank for cell in cells[column])), columns[0])
    for column in columns:
        if column != kept:
            fields[column] = "ignore"
    other = next(column for column in columns if column != kept)
    if field == "organisation" and _is_latin(cells[other]) and not _is_latin(cells[kept]):
        fields[other] = "organisation_latin" if "organisation_latin" not in fields else "ignore"


def _is_latin(cells: list[Cell]) -> bool:
    """Whether most letters in the column are Latin ones."""
    letters = [letter for cell in cells for letter in cell.text if letter.isalpha()]
    return 2 * sum(letter <= "ɏ" for letter in letters) > len(letters)


def _consent_or_how(cells: list[Cell], fields: list[str]) -> str:
    """Whether a column headed "agreed" or "status" says yes and no, or how."""
    if not any(not cell.is_blank for cell in cells) or field_by_content(cells) in ("consent", "number"):
        return "consent"
    return "consent" if _answers(cells) else "agreed" if "agreed" not in fields else "ignore"


def _answers(cells: list[Cell]) -> bool:
    filled = [cell for cell in cells if not cell.is_blank]
    return sum(answer_in(cell) in (Answer.YES, Answer.NO) for cell in filled) * 2 >= len(filled)


def _name_the_organisations(fields: list[str], cells: dict[int, list[Cell]]) -> None:
    """Find the column of names where no heading does, and whose names the others are."""
    names = [column for column, field in enumerate(fields) if field == "name"]
    if "organisation" not in fields:
        free = names or [column for column, field in enumerate(fields) if not field]
        if not free and "organisation_latin" in fields:
            free = [fields.index("organisation_latin")]
        weighed = {column: weight_as_names(cells[column]) for column in free}
        best = max(weighed, key=lambda column: weighed[column], default=None)
        if best is not None and (weighed[best] > 0 or names):
            fields[best] = "organisation"
    for column in names:
        if fields[column] == "name":
            fields[column] = "representative" if "representative" not in fields else "ignore"
