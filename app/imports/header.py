"""Where the header stands, in one line or two, and what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from app.imports.answers import says_nothing
from app.imports.contents import field_by_content, looks_like_email, looks_like_website
from app.imports.countries import is_country
from app.imports.headings import folded_words, meaning
from app.imports.sheet import Cell, Kind, Record
from app.imports.worksheet import column_letters

_SEARCHED = 40  # filled records in which the header may be
_LONGEST = 300
_SHORT = 4  # words of a heading that stands alone
_LONGEST_AGAIN = 40
_JOINING = frozenset(
    folded_words("of the and a full official complete list all de des la le l les del di da и all от in")
)
_KINDS = frozenset("network networks group groups union unions coalition association associations institution".split())
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


def is_header_again(record: Record) -> bool:
    """Whether this begins another table: nothing but headings, of several fields."""
    texts = [cell.text for _, cell in reversed(record.filled)]  # what stands beside a name shows at once that it is one
    if not all(len(text) <= _LONGEST_AGAIN and not is_country(text) and _is_heading(text) for text in texts):
        return False
    return any(map(_only_asks_for_names, texts)) and len({meaning(text) for text in texts}) > 1


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
    return _by_contrast(searched)


def _by_contrast(searched: Sequence[Record]) -> Record | None:
    """A first row in words that nobody here knows, over columns of addresses, days or countries: a header, too."""
    full = [record for record in searched if len(record.filled) > 1]
    if len(full) < 3 or any(_is_data(cell) for _, cell in full[0].filled):
        return None
    met = {column: field_by_content([record.cell(column) for record in full[1:]]) for column, _ in full[0].filled}
    differs = {met[column] for column, cell in full[0].filled if not _is_alike(cell, met[column])}
    known = any(meaning(cell.text) for _, cell in full[0].filled)
    return full[0] if differs & {"email", "website", "date", "consent"} or (known and "country" in differs) else None


def _is_alike(cell: Cell, field: str) -> bool:
    return says_nothing(cell.text) or field_by_content([cell]) == field


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
    if not meaning(text) and is_country(text):
        return True
    if cell.kind in (Kind.DATE, Kind.NUMBER, Kind.BOOL, Kind.ERROR) or len(text) > _LONGEST:
        return True
    return text.isdigit() or looks_like_email(text) or looks_like_website(text) or text.startswith("http")


def _is_lonely_header(record: Record) -> bool:
    """Whether one heading names the organisations, in no word more than it needs, and the others are short."""
    texts = [cell.text for _, cell in record.filled]
    known = [bool(meaning(text)) for text in texts]
    if any(len(folded_words(text)) > _SHORT for text in texts) or 3 * sum(known) < len(known):
        return False
    return any(map(_only_asks_for_names, texts))


def _only_asks_for_names(text: str) -> bool:
    said = folded_words(text)
    asks = [meaning(word) in ("organisation", "name") for word in said if len(said) == 1 or word not in _KINDS]
    if len(asks) < len(said):
        return False  # "Network of Organisations" is somebody
    return any(asks) and all(asked or word in _JOINING for asked, word in zip(asks, said, strict=True))


def _goes_on(header: Record, second: Record) -> bool:
    """Whether the header has a second line: below it stand headings too, and no name."""
    if len(second.filled) < 2 and len(header.filled) > 1:
        return False
    if len(header.filled) < 2 or any(_is_data(cell) for _, cell in second.filled):
        return False
    return all(_is_heading(cell.text) for _, cell in second.filled)


def _is_heading(text: str) -> bool:
    field = meaning(text)
    return _only_asks_for_names(text) if field in ("organisation", "name", "organisation_latin") else bool(field)


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
