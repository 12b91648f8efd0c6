"""Where the header stands, in one line or two, and what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from app.imports.contents import looks_like_email, looks_like_website
from app.imports.headings import folded_words, meaning
from app.imports.sheet import Cell, Kind, Record
from app.imports.worksheet import column_letters

_SEARCHED = 40  # filled records in which the header may be
_LONGEST = 300
_SHORT = 4  # words of a heading that stands alone
_NEEDED = frozenset({"organisation", "name", "organisation_latin", "email", "country"})  # one of them is in any header


def heading_count(texts: Sequence[str]) -> int:
    """How many fields the headings in a row ask for; 0 where the row is no header."""
    return _fields_asked([Cell(text) for text in texts])


def header_lines(records: Sequence[Record]) -> tuple[Record | None, list[Record]]:
    """The header, and all of its lines: the one above that groups its headings, or the one below that goes on."""
    header = _header(records)
    if header is None:
        return None, []
    place = records.index(header)
    if place + 1 < len(records) and _goes_on(header, records[place + 1]):
        return header, [header, records[place + 1]]
    if place and _is_above(records[place - 1], header):
        return header, [records[place - 1], header]
    return header, [header]


def lines_from(records: Sequence[Record], number: int) -> tuple[Record | None, list[Record]]:
    """The header where a person says that it is, with its second line; 0: there is none."""
    header = next((record for record in records if record.number == number and record.filled), None)
    if header is None:
        return None, []
    below = next((record for record in records if record.number == number + 1), None)
    return header, [header, below] if below is not None and _goes_on(header, below) else [header]


def _header(records: Sequence[Record]) -> Record | None:
    searched = [record for record in records if record.filled][:_SEARCHED]
    asked = {record.number: _fields_asked(record.cells) for record in searched}
    best = max(asked.values(), default=0)
    if best >= 2:
        return next(record for record in searched if asked[record.number] == best)
    for record in searched[:10]:
        texts = [cell.text for _, cell in record.filled]
        if _is_lonely_header(record) and not any(map(_is_data, (Cell(text) for text in texts))):
            return record
    return None


def _fields_asked(cells: Sequence[Cell]) -> int:
    """How many fields these headings ask for, if most of them ask for any."""
    filled = [cell for cell in cells if not cell.is_blank]
    if not filled or any(map(_is_data, filled)):
        return 0
    found = [meaning(cell.text) for cell in filled]
    known = {field for field in found if field} - {"ignore"}
    return len(known) if 2 * sum(map(bool, found)) >= len(found) and known & _NEEDED else 0


def _is_data(cell: Cell) -> bool:
    """Whether no heading looks like this."""
    text = cell.text.strip()
    if cell.kind in (Kind.DATE, Kind.NUMBER, Kind.BOOL, Kind.ERROR) or len(text) > _LONGEST:
        return True
    return text.isdigit() or looks_like_email(text) or looks_like_website(text) or text.startswith("http")


def _is_lonely_header(record: Record) -> bool:
    """Whether one heading names the organisations, and at most a few others are unknown."""
    found = [(meaning(cell.text), len(folded_words(cell.text))) for _, cell in record.filled]
    return (
        any(field in ("organisation", "name") and size <= _SHORT for field, size in found)
        and all(size <= _SHORT for _, size in found)
        and (len(found) == 1 or sum(bool(field) for field, _ in found) * 3 >= len(found))
    )


def _goes_on(header: Record, second: Record) -> bool:
    """Whether the header has a second line: below it stand headings too, and no name."""
    if len(second.filled) < 2 and len(header.filled) > 1:
        return False
    found = [meaning(cell.text) for _, cell in second.filled]
    return (
        bool(found) and all(found) and not any(_is_data(cell) for _, cell in second.filled) and len(header.filled) > 1
    )


def _is_above(above: Record, header: Record) -> bool:
    """Whether the line above groups the headings: "Contact" over name and e-mail."""
    filled = above.filled
    if len(filled) < 2 or len(filled) > len(header.filled):
        return False
    return all(meaning(cell.text) for _, cell in filled) and not any(_is_data(cell) for _, cell in filled)


def heading(lines: list[Record], column: int) -> str:
    """What stands over the column, in one line."""
    parts = [" ".join(line.cell(column).text.split()) for line in lines]
    return " / ".join(dict.fromkeys(part for part in parts if part))


def asked_for(lines: list[Record], column: int) -> str:
    """What the heading asks for; a name is one of what stands over it."""
    own = [line.cell(column).text for line in lines]
    field = meaning(own[-1]) or meaning(own[0])
    if len(lines) == 1 or field not in ("name", ""):
        return field
    group = next((text for at in range(column, -1, -1) if (text := lines[0].cell(at).text.strip())), "")
    over = meaning(group)
    return over if field == "name" and over in ("organisation", "representative") else field


def labels_of(headings: list[str]) -> tuple[str, ...]:
    """Each column's heading; its letter where it has none, and behind one that is there twice."""
    labels: list[str] = []
    for column, heading in enumerate(headings):
        label = heading or column_letters(column)
        labels.append(f"{label} ({column_letters(column)})" if label in labels else label)
    return tuple(labels)
