"""Text into records: the separator found out, quotes honoured where they close, and no record swallowed where not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.imports.quoting import QUOTE, literally, scan
from app.imports.sheet import EMPTY, MOST_CELLS, MOST_COLUMNS, MOST_RECORDS, Cell, Record, Unreadable

_SEPARATORS = ",;\t|"
_LINES = re.compile(r"\r\n|\n|\r")
_TOLD = re.compile(r'"?sep=(.)"?;*', re.IGNORECASE)
_SAMPLE = 300  # lines that tell the separator
_LONGEST_CELL = 100  # lines within one pair of quotes
_ENOUGH_ALIKE = 0.6  # of the lines have as many cells as the others

BROKEN_QUOTES = "broken_quotes"


def told_separator(text: str) -> str | None:
    """The separator that the first line tells: `sep=;`."""
    told = _TOLD.fullmatch(_LINES.split(text, 1)[0].strip(" \ufeff"))
    return told[1] if told else None


def likely_separator(text: str, headings: Callable[[Sequence[str]], int], *, filename: str) -> str:
    """The sign that parts the cells; "" where every line is one cell. `headings` counts those it knows in a row."""
    lines = [line for line in _first_lines(text, _SAMPLE) if line.strip()]
    scored = {sign: _score(lines, sign, headings) for sign in _SEPARATORS}
    if filename.lower().endswith((".tsv", ".tab")):
        scored["\t"] *= 1.5
    best = max(scored, key=lambda sign: scored[sign])
    return best if scored[best] > 0 else ""


def records_of(text: str, separator: str) -> Iterator[Record]:
    """Every physical record. Raises Unreadable where there are too many, or too many cells."""
    lines = _LINES.split(text)
    if lines[-1] == "":
        lines.pop()  # after the last line end nothing begins
    if len(lines) > 3 * MOST_RECORDS:
        raise Unreadable("too_many_records", str(MOST_RECORDS))
    reader = _Reader(lines, separator, _usual_width(lines, separator))
    place, number, size = 0, 0, 0
    while place < len(lines):
        number += 1
        cells, used, broken = reader.record_at(place)
        size += sum(map(bool, cells))
        if number > MOST_RECORDS:
            raise Unreadable("too_many_records", str(MOST_RECORDS))
        if size > MOST_CELLS or any(map(str.strip, cells[MOST_COLUMNS:])):
            raise Unreadable("too_many_columns", str(MOST_COLUMNS))
        yield Record(number, tuple(Cell(cell) if cell else EMPTY for cell in cells[:MOST_COLUMNS]), broken)
        place += used


@dataclass
class _Reader:
    """The lines of a file, and how much work its quotes may still cause."""

    lines: list[str]
    separator: str
    width: int
    patience: int = 10_000_000  # characters; a file that needs more has no quotes that close

    def record_at(self, place: int) -> tuple[list[str], int, str]:
        """The cells of the record that begins on this line, how many lines it takes, what is broken about it."""
        alone = scan(self.lines[place], self.separator)
        if not alone.is_open:
            return alone.cells, 1, ""
        for more in range(1, min(_LONGEST_CELL, len(self.lines) - place)):
            if QUOTE not in self.lines[place + more]:
                continue
            taken = self.lines[place : place + more + 1]
            together = "\n".join(taken)
            self.patience -= len(together)
            found = scan(together, self.separator, spans_lines=True) if self.patience > 0 else alone
            if found.is_open and self.patience > 0:
                continue
            if not found.is_open and _belong_together(taken, found.cells, self.separator, self.width):
                return found.cells, more + 1, ""
            break
        return literally(self.lines[place], self.separator), 1, BROKEN_QUOTES


def _belong_together(lines: list[str], cells: list[str], separator: str, width: int) -> bool:
    """Whether these lines are one record, and not several behind a quote that somebody forgot to close."""
    if width < 2:  # nothing tells: a cell that closes properly is one, unless it took half the file
        return len(lines) <= 10
    whole = [_cells_in(line, separator) == width and line.count(QUOTE) % 2 == 0 for line in lines[1:]]
    if whole[-1]:
        return False  # what closes the quote opens another one there
    if len(cells) == width:
        return not (any(whole[:-1]) and len(literally(lines[0], separator)) == width)
    return not any(whole)


def _usual_width(lines: list[str], separator: str) -> int:
    """How many cells most records have."""
    counts = Counter(_cells_in(line, separator) for line in lines if line.strip())
    del counts[0]
    several = {count: number for count, number in counts.items() if count > 1}
    return max(several, key=lambda count: (several[count], count)) if several else 1


def _cells_in(line: str, separator: str) -> int:
    """How many cells this line has by itself; 0 where a quote stays open."""
    found = scan(line, separator)
    return 0 if found.is_open else len(found.cells)


def _score(lines: list[str], sign: str, headings: Callable[[Sequence[str]], int]) -> float:
    counts = [_cells_in(line, sign) or len(literally(line, sign)) for line in lines]
    several = Counter(count for count in counts if count > 1)
    if not several:
        return 0.0
    width, number = max(several.items(), key=lambda item: (item[1], item[0]))
    known = max((headings(scan(line, sign).cells) for line in lines[:30]), default=0)
    alike = number / len(counts)
    if known < 2 and (alike < _ENOUGH_ALIKE or number < 2):
        return 0.0
    return alike + 0.05 * min(width, 10) + 0.4 * known


def _first_lines(text: str, most: int) -> list[str]:
    return _LINES.split(text[:200_000], most)[:most]
