"""Records of text files that do not have the shape of the others: what parts their cells is in the wrong places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from app.imports.columns import Columns
from app.imports.contents import looks_like_email, looks_like_website
from app.imports.countries import country_of
from app.imports.dates import day_of
from app.imports.reasons import Code, Reason
from app.imports.separated import BROKEN_QUOTES
from app.imports.sheet import Record, Sheet

_MOST = 0.8  # of the records have the usual shape, where a split one is looked for


def broken_shapes(sheet: Sheet, columns: Columns) -> dict[int, Reason]:
    """By record: why it does not parse."""
    found: dict[int, Reason] = {}
    if sheet.name is not None or not sheet.separator:
        return found
    start = max(columns.header_records, default=0)
    records = [record for record in sheet.records if record.number > start and record.filled]
    width = _width(sheet, columns, records)
    beyond = [record for record in records if any(column >= width for column, _ in record.filled)]
    common = 2 * len(beyond) > len(records)  # then it is a column that nobody gave a heading
    for record in beyond:
        fits = _fits(record, columns)
        if fits is False or (fits is None and not common):
            found[record.number] = Reason(Code.TOO_MANY_CELLS, "", str(len(record.filled)))
        elif not common:
            found[record.number] = Reason(Code.CELLS_BEYOND_HEADER, "", str(len(record.filled)))
    usual = Counter(len(record.cells) for record in records).most_common(1)
    if usual and usual[0][1] >= _MOST * len(records):
        for one, two in zip(sheet.records, sheet.records[1:], strict=False):
            sizes = len(one.cells), len(two.cells)
            halves = one.number > start and one.filled and two.filled and max(sizes) < usual[0][0]
            if halves and sum(sizes) - 1 == usual[0][0]:
                found[one.number] = Reason(Code.SPLIT_RECORD, "", str(two.number))
                found[two.number] = Reason(Code.SPLIT_RECORD, "", str(one.number))
    for record in records:
        if record.broken == BROKEN_QUOTES:
            found[record.number] = Reason(Code.BROKEN_QUOTES)
    return found


def _width(sheet: Sheet, columns: Columns, records: list[Record]) -> int:
    """How many columns have a heading; without a header, how many cells most records have."""
    header = next((record for record in sheet.records if record.number == columns.header_record), None)
    if header is not None:
        return max(column for column, _ in header.filled) + 1
    return Counter(len(record.cells) for record in records).most_common(1)[0][0] if records else 0


def _fits(record: Record, columns: Columns) -> bool | None:
    """Whether countries, websites, addresses and days stand where they should: then nothing is shifted.

    None where there is nothing to tell it by.
    """
    checks: dict[str, Callable[[str], bool]] = {
        "country": lambda text: country_of(text).code is not None,
        "website": looks_like_website,
        "email": looks_like_email,
        "date": lambda text: day_of(text).day is not None,
    }
    tried = [
        check(record.cell(column).text.strip())
        for field, check in checks.items()
        if (column := columns.column_of(field)) is not None and not record.cell(column).is_blank
    ]
    return all(tried) if tried else None
