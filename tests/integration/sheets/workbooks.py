"""Workbooks as Excel saves them: merged cells, formulas with what they came to, serial dates, sheets beside sheets."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.integration.sheets.expected import Sheet, broken, doubted, excluded, ignored, looked_at, new, taken, warned
from tests.integration.sheets.many_names import names

Rows = list[list[Any]]


def workbook(
    sheets: dict[str, Rows], *, touch: Callable[[Workbook], None] | None = None, cached: dict[str, Any] | None = None
) -> bytes:
    """A workbook of these sheets; `cached` gives what the formula in a cell of any sheet came to."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if touch:
        touch(book)
    written = io.BytesIO()
    book.save(written)
    return _computed(written.getvalue(), cached or {})


def _computed(content: bytes, cached: dict[str, Any]) -> bytes:
    """openpyxl cannot write what a formula came to, so it is written into the file."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = part.decode()
                for cell, value in cached.items():
                    kind = ' t="str"' if isinstance(value, str) else ""
                    kind = ' t="e"' if str(value).startswith("#") else kind
                    text = re.sub(
                        rf'<c r="{cell}"([^>]*?)(?: t="\w+")?>(<f>.*?</f>)<v ?/?>(</v>)?',
                        lambda m, k=kind, v=value: f'<c r="{cell}"{m[1]}{k}>{m[2]}<v>{escape(str(v))}</v>',  # noqa: B023
                        text,
                    )
                part = text.encode()
            target.writestr(name, part)
    return result.getvalue()


def _first(book: Workbook) -> Worksheet:
    return book.worksheets[0]


def _merge(*ranges: str) -> Callable[[Workbook], None]:
    def merge(book: Workbook) -> None:
        for each in ranges:
            _first(book).merge_cells(each)

    return merge


def _hide(title: str, state: str = "hidden") -> Callable[[Workbook], None]:
    def hide(book: Workbook) -> None:
        book[title].sheet_state = state

    return hide


def _since_1904(book: Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904


def _far_away(book: Workbook) -> None:
    _first(book)["XFD3"] = " "
    _first(book)["C1048576"] = None
    _first(book).append([])


HEAD = ["Organisation", "Country", "Website", "Date"]
LINK = '=HYPERLINK("https://peace.am","Peace Dialogue")'
PLAIN: Rows = [HEAD, ["Peace Dialogue", "Armenia", "peace.am", date(2021, 7, 29)], ["Rafto", "Norway", None, None]]
IN_PLAIN = [
    ignored(),
    new("Peace Dialogue", "AM", website="https://peace.am", date="2021-07-29"),
    new("Rafto", "NO", website=None, date=None),
]
DATES: list[tuple[Any, Any]] = [
    (date(2021, 7, 29), new(date="2021-07-29")),
    (datetime.fromisoformat("2021-07-29T23:59:59"), new(date="2021-07-29")),
    (44406, taken(date="2021-07-29")),
    (44406.75, taken(date="2021-07-29")),
    ("29.07.2021", new(date="2021-07-29")),
    ("July 29, 2021", new(date="2021-07-29")),
    ("44406", taken(date="2021-07-29")),
    (2021, doubted(date=None)),
    (7, doubted(date=None)),
    (-5, doubted(date=None)),
    (True, doubted(date=None)),
    ("=DATE(2021,7,29)", doubted()),
]
NAMES: list[tuple[Any, Any]] = [
    (350, doubted("350")),
    (1325.0, doubted("1325")),
    (2024, doubted("2024")),
    (True, broken()),
    (date(2021, 7, 29), broken()),
    ("  Bellona\xa0", taken("Bellona")),
    ("Nota\nBene", looked_at()),
    ("=CONCATENATE(A2,A3)", broken()),
    ("#REF!", broken()),
    ("_x000D_Kestrel Guild", taken("Kestrel Guild")),
    ("Fritt Ord", new("Fritt Ord")),
]
MERGED: Rows = [
    ["Country", "Organisation", "Consent"],
    ["Armenia", "Peace Dialogue", "yes"],
    [None, "Union of Roses", "yes"],
    [None, "Asparez Club", "no"],
    ["Georgia", "Studio Monitor", "yes"],
    [None, "Tbilisi Archive Group", True],
    ["Norway", "Rafto", False],
]
TITLED: Rows = [
    ["Signatories of the joint statement", None, None, None],
    [None, None, None, None],
    ["Confirmed", None, "Details", None],
    ["Organisation", "Country", "Website", "Date"],
    ["Peace Dialogue", "Armenia", None, None],
    ["Rafto", "Norway", None, None],
    ["Total", '=COUNTA(A5:A6)&" organisations"', None, None],
    ["=COUNTA(A5:A6)", None, None, None],
]
COVER: Rows = [["Campaign for open archives"], ["Prepared by: secretariat"], ["See the next sheet"]]
OLD: Rows = [HEAD, *[[name, "Armenia", None, None] for name in names(30)]]

FILES = [
    Sheet("plain.xlsx", workbook({"Sheet1": PLAIN}), IN_PLAIN, 1, {"sheet": "Sheet1"}),
    Sheet("cover.xlsx", workbook({"Cover": COVER, "Signatories": PLAIN}), IN_PLAIN, 1, {"sheet": "Signatories"}),
    Sheet("hidden.xlsx", workbook({"Old": OLD, "New": PLAIN}, touch=_hide("Old")), IN_PLAIN, 1, {"sheet": "New"}),
    Sheet(
        "very-hidden.xlsx",
        workbook({"Old": OLD, "New": PLAIN}, touch=_hide("Old", "veryHidden")),
        IN_PLAIN,
        1,
        {"sheet": "New"},
    ),
    Sheet("since-1904.xlsx", workbook({"Sheet1": PLAIN}, touch=_since_1904), IN_PLAIN, 1),
    Sheet("far-away.xlsx", workbook({"Sheet1": PLAIN}, touch=_far_away), IN_PLAIN, 1),
    Sheet("really-xlsx.csv", workbook({"Sheet1": PLAIN}), IN_PLAIN, 1),
    Sheet(
        "dates.xlsx",
        workbook(
            {
                "Sheet1": [
                    ["Name", "Country", "Date"],
                    *[[n, "Armenia", d] for n, (d, _) in zip(names(12), DATES, strict=True)],
                ]
            }
        ),
        [ignored(), *[expected for _, expected in DATES]],
        1,
    ),
    Sheet(
        "names.xlsx",
        workbook({"Sheet1": [["Name", "Country"], *[[name, "Armenia"] for name, _ in NAMES]]}),
        [ignored(), *[expected for _, expected in NAMES]],
        1,
    ),
    Sheet(
        "merged.xlsx",
        workbook({"Sheet1": MERGED}, touch=_merge("A2:A4", "A5:A6")),
        [
            ignored(),
            new("Peace Dialogue", "AM"),
            warned("Union of Roses", ("AM", None)),
            excluded("Asparez Club"),
            new("Studio Monitor", "GE"),
            warned("Tbilisi Archive Group", ("GE", None)),
            excluded("Rafto"),
        ],
        1,
    ),
    Sheet(
        "titled.xlsx",
        workbook({"List": TITLED}, touch=_merge("A1:D1", "A3:B3"), cached={"B7": "2 organisations", "A8": 2}),
        [*[ignored()] * 4, new("Peace Dialogue", "AM"), new("Rafto", "NO"), ignored(), ignored()],
        4,
    ),
    Sheet(
        "formulas.xlsx",
        workbook(
            {
                "Sheet1": [
                    HEAD,
                    [LINK, '="Arm"&"enia"', None, "=DATE(2021,7,29)"],
                    [LINK, "Norway"],
                    ["=A99", "Norway"],
                    ["=B2&C2", "Norway"],
                ]
            },
            cached={"A2": "Peace Dialogue", "B2": "Armenia", "D2": 44406, "A4": "#REF!", "A5": "Fritt Ord"},
        ),
        [ignored(), warned("Peace Dialogue", "AM", date="2021-07-29"), broken(), broken(), doubted("Fritt Ord", "NO")],
        1,
    ),
]
