"""Countries, websites, days and addresses as people write them."""

from __future__ import annotations

from typing import Any

import pytest

COUNTRIES = {
    "Armenia": "AM",
    "Հայաստան": "AM",
    "РА": "AM",
    "ARM": "AM",
    "am": "AM",
    "Armenia / Армения": "AM",
    "Yerevan, Armenia": "AM",
    "🇦🇲": "AM",
    "USA": "US",
    "U.S.A.": "US",
    "UK": "GB",
    "England": "GB",
    "Holland": "NL",
    "Czech Republic": "CZ",
    "Türkiye": "TR",
    "Deutschland": "DE",
    "République tchèque": "CZ",
    "Российская Федерация": "RU",
    "مصر": "EG",
    "საქართველო": "GE",
    "Україна": "UA",
    "Kosovo": "XK",
    "South Korea": "KR",
    "DR Congo": "CD",
    "Côte d'Ivoire": "CI",
}


@pytest.mark.parametrize("written", COUNTRIES)
def test_countries(read_in: Any, written: str) -> None:
    read = read_in(f"Organisation\tCountry\nPeace House\t{written}\nOpen Door\tGeorgia\nDawn\tFrance\n")
    assert (read[2]["country"], read.verdicts[1]) == (COUNTRIES[written], "new")


@pytest.mark.parametrize(
    ("written", "code", "proposed"),
    [
        ("Nagorno-Karabakh", "country_unknown", None),
        ("International", "country_unknown", None),
        ("Armania", "country_unknown", "AM"),
        ("Armenia, Georgia", "country_several", None),
    ],
)
def test_countries_that_are_none_are_not_guessed(read_in: Any, written: str, code: str, proposed: str | None) -> None:
    read = read_in(f"Organisation\tCountry\nPeace House\t{written}\nOpen Door\tGeorgia\nDawn\tFrance\n")
    assert (read[2]["country"], read.verdicts[1], read[2]["proposed"].get("country")) == (None, "warn", proposed)
    assert code in read.why(2)


@pytest.mark.parametrize(
    ("written", "website", "verdict"),
    [
        ("peace.am", "https://peace.am", "new"),
        ("www.peace.am/", "https://www.peace.am", "new"),
        ("HTTP://Peace.AM/en", "http://peace.am/en", "new"),
        ("none", None, "new"),
        ("-", None, "new"),
        ("peace.am; facebook.com/peace", "https://peace.am", "warn"),
        ("a@peace.am", None, "warn"),
        ("coming soon", None, "warn"),
        ("http://127.0.0.1/", None, "warn"),
    ],
)
def test_websites(read_in: Any, written: str, website: str | None, verdict: str) -> None:
    read = read_in(f"Organisation\tCountry\tWebsite\nPeace House\tAM\t{written}\nOpen Door\tGE\tdoor.ge\n")
    assert (read[2]["website"], read.verdicts[1]) == (website, verdict)


@pytest.mark.parametrize(
    ("others", "day", "verdict"),
    [
        (["29/07/2021"], "2021-04-03", "new"),
        (["07/29/2021"], "2021-03-04", "new"),
        (["2021-03-01", "2021-03-09"], "2021-03-04", "new"),
        (["2021-07-29"], None, "warn"),
        ([], None, "warn"),
    ],
)
def test_a_day_that_could_be_two_is_told_by_the_column_or_not_at_all(
    read_in: Any, others: list[str], day: str | None, verdict: str
) -> None:
    lines = "".join(f"Union number {place},AM,{other}\n" for place, other in enumerate(others))
    read = read_in(f"Organisation,Country,Date\nPeace House,AM,03/04/2021\n{lines}")
    assert (read[2]["date"], read.verdicts[1]) == (day, verdict)


@pytest.mark.parametrize("written", ["32.13.2021", "last week", "28 July", "July 2021"])
def test_what_is_no_day_is_said(read_in: Any, written: str) -> None:
    read = read_in(f"Organisation\tDate\nPeace House\t{written}\nOpen Door\t2021-07-29\n")
    assert (read[2]["date"], read.verdicts[1]) == (None, "warn")
    assert "date_unreadable" in read.why(2)


def test_a_day_to_come_is_said(read_in: Any) -> None:
    read = read_in("Organisation,Date\nPeace House,2087-01-01\nOpen Door,2021-07-29\n")
    assert "date_in_future" in read.why(2)


def test_one_address_is_kept_once(read_in: Any) -> None:
    read = read_in(
        "Organisation,Country,E-mail\nPeace House,AM,ani@mail.ru\nWriters of Georgia,GE,Ani@mail.ru\nDawn,FR,a@@dawn\n"
    )
    assert "email_taken: record 2" in read.why(3)
    assert "email_refused" in read.why(4)
    assert "new" not in read.verdicts[2:]
