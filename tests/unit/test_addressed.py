"""Plain lines of names and addresses, and the words that people write for languages."""

from __future__ import annotations

import pytest

from app.imports import guess_columns, read
from app.imports.addressed import as_table
from app.imports.languages import Languages, language_column

LINES = {
    "Open Union <a@example.org>": ("Open Union", "a@example.org"),
    "Open Union, a@example.org": ("Open Union", "a@example.org"),
    "Open Union – a@example.org": ("Open Union", "a@example.org"),
    "a@example.org: Open Union": ("Open Union", "a@example.org"),
    "a@example.org (Open Union)": ("Open Union", "a@example.org"),
    '"Open Union" <a@example.org>': ("Open Union", "a@example.org"),
    'Club "Open" a@example.org': ('Club "Open"', "a@example.org"),
    "Union, open, of all a@example.org": ("Union, open, of all", "a@example.org"),
    "مركز الحقوق a@example.org": ("مركز الحقوق", "a@example.org"),
    "a@example.org": ("", "a@example.org"),
    "Open Union": ("Open Union", ""),
    "Open Union @@x": ("Open Union", "@@x"),
}


@pytest.mark.parametrize("line", LINES)
def test_a_name_and_an_address_however_they_are_parted(line: str) -> None:
    others = "Another one <b@example.org>\nA third one <c@example.org>\n"
    sheet = read(as_table(f"{line}\n\n{others}").encode(), "")
    columns = guess_columns(sheet)
    assert set(columns.fields) == {"organisation", "email"}
    record = sheet.records[1]
    places = [columns.column_of(field) for field in ("organisation", "email")]
    assert tuple(record.cell(place).text for place in places) == LINES[line]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Organisation\tE-mail\nOpen Union\ta@example.org\n",
        "Organisation;E-mail\nOpen Union;a@example.org\n",
        "Organisation,E-mail\nOpen Union,a@example.org\n",
        "Open Union,AM,a@example.org\nOther Union,GE,b@example.org\n",
        "One Union\nOther Union\n",
    ],
)
def test_what_is_a_table_already_stays_one(text: str) -> None:
    assert as_table(text) == text


@pytest.mark.parametrize(
    ("said", "code"),
    [("hy", "hy"), ("HY", "hy"), ("Armenian", "hy"), ("հայերեն", "hy"), ("Армянский", "hy"), ("fr", None), ("", None)],
)
def test_languages_are_known_by_every_name(said: str, code: str | None) -> None:
    assert Languages(("en", "hy", "ru")).of(said) == code


@pytest.mark.parametrize("heading", ["Language", "preferred language", "Язык", "langue"])
def test_the_column_of_languages_is_found_by_its_heading(heading: str) -> None:
    sheet = read(f"Organisation,E-mail,{heading}\nOpen Union,a@example.org,ru\n".encode(), "x.csv")
    assert language_column(guess_columns(sheet)) == 2
