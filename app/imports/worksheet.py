"""One sheet of an XLSX workbook into records, values and formulas in one reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from app.imports.package import local_name
from app.imports.sheet import EMPTY, MOST_CELLS, MOST_COLUMNS, MOST_RECORDS, Cell, Kind, Record, Unreadable
from app.imports.workbook import Part, Workbook, text_of, unescaped

Rows = dict[int, dict[int, Cell]]

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LAST_DAY = 2_958_465  # 9999-12-31
_LONGEST = 100_000  # characters in a cell; spreadsheets themselves stop at 32,767


def records_of_sheet(workbook: Workbook, part: Part) -> tuple[Record, ...]:
    """Every row up to the last one that the file has, each with the number it has in the spreadsheet."""
    rows: Rows = {}
    merges: list[str] = []
    number = cells = 0
    for element in workbook.package.elements(part.path, "row", "mergeCell"):
        if local_name(element) == "mergeCell":
            merges.append(element.get("ref", ""))
            continue
        number = int(element.get("r") or number + 1)
        found = dict(_cells_of(element, workbook))
        element.clear()
        cells += len(found)
        if cells > MOST_CELLS:
            raise Unreadable("too_many_cells", str(MOST_CELLS))
        if found or number <= MOST_RECORDS:
            rows[number] = found
    _spread(rows, merges)
    filled = [row for row, found in rows.items() if any(not cell.is_blank for cell in found.values())]
    if filled and max(filled) > MOST_RECORDS:
        raise Unreadable("too_many_records", str(MOST_RECORDS))
    last = max(rows, default=0) if len(rows) < MOST_RECORDS else max(filled, default=0)
    return tuple(Record(row, _in_line(rows.get(row, {}))) for row in range(1, min(last, MOST_RECORDS) + 1))


def column_number(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """The letters by which a spreadsheet calls that column; 0 is A."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cells_of(row: Element, workbook: Workbook) -> Iterator[tuple[int, Cell]]:
    column = -1
    for element in row:
        if local_name(element) != "c":
            continue
        place = _REFERENCE.fullmatch(element.get("r", ""))
        column = column_number(place[1]) if place else column + 1
        cell = _cell(element, workbook)
        if not cell.is_blank and column >= MOST_COLUMNS:
            raise Unreadable("too_many_columns", str(MOST_COLUMNS))
        if column < MOST_COLUMNS:
            yield column, cell


def _cell(element: Element, workbook: Workbook) -> Cell:
    parts = {local_name(child): child for child in element}
    kind = element.get("t", "n")
    value = parts["v"].text or "" if "v" in parts else ""
    is_day = int(element.get("s") or 0) in workbook.date_styles
    cell = _number(value.strip(), is_day, workbook.from_1904) if kind == "n" else _text(parts, value, kind, workbook)
    if len(cell.text) > _LONGEST:
        raise Unreadable("too_long_cell", str(_LONGEST))
    if "f" not in parts:
        return cell
    if cell.text or kind == "str":
        return replace(cell, computed=True)
    return Cell("=" + (parts["f"].text or ""), Kind.FORMULA)


def _text(parts: dict[str, Element], value: str, kind: str, workbook: Workbook) -> Cell:
    match kind:
        case "s":
            place = int(value or -1)
            return Cell(workbook.texts[place]) if 0 <= place < len(workbook.texts) else EMPTY
        case "inlineStr":
            return Cell(text_of(parts["is"])) if "is" in parts else Cell(unescaped(value))
        case "b":
            return Cell("TRUE" if value.strip() in ("1", "true") else "FALSE", Kind.BOOL)
        case "e":
            return Cell(value, Kind.ERROR)
        case "d":
            return Cell(value[:10], Kind.DATE)
    return Cell(unescaped(value)) if value else EMPTY


def _number(value: str, is_day: bool, from_1904: bool) -> Cell:
    """A number as a person would type it: 350, and not 350.0; a day as its date."""
    if not value:
        return EMPTY
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Cell(value)
    if not number.is_finite() or abs(number) >= 10**15:
        return Cell(value, Kind.NUMBER)
    day = serial_day(number, from_1904=from_1904) if is_day else None
    if day is not None:
        return Cell(day.isoformat(), Kind.DATE)
    shown = round(number, 10).normalize()
    return Cell(f"{shown:f}", Kind.NUMBER)


def serial_day(number: Decimal, *, from_1904: bool = False) -> date | None:
    """The day that a spreadsheet counts so, from 1900 (with the 29 February that never was) or from 1904."""
    if not 1 <= number <= _LAST_DAY:
        return None
    if from_1904:
        return date(1904, 1, 1) + timedelta(days=int(number)) if number < _LAST_DAY - 1462 else None
    return date(1899, 12, 31 if number < 60 else 30) + timedelta(days=int(number))


def _spread(rows: Rows, merges: list[str]) -> None:
    """Note in each covered part of a merged cell what the cell says."""
    budget = MOST_CELLS
    for merge in merges:
        first, _, last = merge.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if not start or not end:
            continue
        top, left = int(start[2]), column_number(start[1])
        bottom, right = min(int(end[2]), MOST_RECORDS), min(column_number(end[1]), MOST_COLUMNS - 1)
        text = rows.get(top, {}).get(left, EMPTY).text
        budget -= max(0, bottom - top + 1) * max(0, right - left + 1)
        if not text or budget < 0:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                covered = rows.setdefault(row, {}).get(column, EMPTY)
                if (row, column) != (top, left) and covered.is_blank:
                    rows[row][column] = Cell(merged=text)


def _in_line(found: dict[int, Cell]) -> tuple[Cell, ...]:
    return tuple(found.get(column, EMPTY) for column in range(max(found, default=-1) + 1))
