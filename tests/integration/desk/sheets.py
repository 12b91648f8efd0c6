"""Spreadsheets as people send them, made in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from tests.page import Browser, Page

Upload = Callable[..., Page]


def xlsx(rows: Iterable[Sequence[Any]], *, title: str = "Sign-ons", merged: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The file of a workbook."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    """A text file of these lines."""
    return "\r\n".join([*lines, ""]).encode(encoding)


def sent(
    browser: Browser, raw: bytes, name: str = "list.csv", *, agreed: str = "by e-mail, 28 July", status: int = 200
) -> Page:
    """The file goes up through the form; what comes back is its preview."""
    form = browser.visit("/moderation/imports/")
    return form.submit({"agreed": agreed}, form="/imports/", files={"file": (raw, name)}, status=status)


def verdicts(page: Page) -> dict[int, str]:
    """The verdict of every record that the page lists, by number."""
    marks = {int(one.get("value", "0")): one for one in page.all(".//ol[@class='sheet']/li")}
    return {number: words_of(one, "mark").split(maxsplit=1)[1] for number, one in marks.items()}


def record(page: Page, number: int) -> str:
    """The words of one record."""
    found = page.all(f".//*[@id='record-{number}']")
    return " ".join("".join(found[0].itertext()).split())


def words_of(element: Any, kind: str) -> str:
    """The words of the first part of that class."""
    part = next(one for one in element.iter() if kind in one.get("class", "").split())
    return " ".join("".join(part.itertext()).split())
