"""Blank lines, totals, titles of sections, footnotes: no sign-ons, and nothing else is taken for one of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.imports.conftest import rows

TOTALS = [
    "Total: 45 organisations,,",
    "TOTAL,45,",
    "Total,,",
    "Grand total:,2,",
    "Итого: 45 организаций,,",
    "Всего подписантов,45,",
    "Ընդամենը՝ 45,,",
    "Summe,45,",
    "Total : 45 organisations signataires,,",
    "Razem,45,",
    "المجموع,45,",
    "45 organisations,,",
    ",Total,45",
    "Total number of signatories: 45,,",
    "Total organisations as of 29 July,45,",
]


@pytest.mark.parametrize("total", TOTALS)
def test_totals(read_in: Any, total: str) -> None:
    read = read_in(f"Organisation,Country,Website\nPeace House,AM,peace.am\nOpen Door,GE,door.ge\n\n{total}\n")
    assert read.verdicts == ["ignore", "new", "new", "ignore", "ignore"]
    assert "total" in read.why(5)


@pytest.mark.parametrize(
    "name", ["Total Human Rights Initiative", "Itogo Media", "Sum of Us", "Counting Votes", "Total"]
)
def test_what_only_sounds_like_a_total_is_an_organisation(read_in: Any, name: str) -> None:
    read = read_in(f"Organisation,Country,Website\nPeace House,AM,peace.am\n{name},GE,total.ge\n")
    assert read.verdicts[2] in ("new", "warn")


def test_a_total_that_is_a_formula(read_in: Any) -> None:
    content = rows(
        ["Organisation", "Country"],
        ["Peace House", "AM"],
        ["Open Door", "GE"],
        ["=COUNTA(A2:A3)"],
        ["Total", "=ROWS(A2:A3)"],
    )
    assert read_in(content, filename="list.xlsx").verdicts == ["ignore", "new", "new", "ignore", "ignore"]


def test_titles_of_sections_propose_their_country(read_in: Any) -> None:
    read = read_in(
        "№;Организация;Сайт\n;АРМЕНИЯ;\n1;Клуб «Весна»;vesna.am\n2;Дом прессы;\n"
        ";Грузия:;\n3;Институт мира;mir.ge\n4;;\n"
        ";Международные организации;\n5;Репортеры мира;rm.org\n;;\n* по телефону;;\n"
    )
    assert read.verdicts == [
        "ignore",
        "ignore",
        "warn",
        "warn",
        "ignore",
        "warn",
        "ignore",
        "ignore",
        "new",
        "ignore",
        "ignore",
    ]
    assert [record["proposed"].get("country") for record in read] == [None, None, "AM", "AM", None, "GE", *[None] * 5]
    assert {record["country"] for record in read} == {None}


def test_rules_and_spaces_are_blank_lines(read_in: Any) -> None:
    read = read_in("Organisation,Country\n-----,-----\n  ,\u00a0\nPeace House,AM\n,\n\n\n")
    assert read.verdicts == ["ignore", "ignore", "ignore", "new", "ignore", "ignore", "ignore"]


def test_a_name_alone_is_an_organisation_even_below_full_records(read_in: Any) -> None:
    read = read_in(
        "Organisation,Country,Website\nPeace House,AM,peace.am\nOpen Door,,\nFree Press,,\n"
        "The Netherlands Institute,,\n"
    )
    assert read.verdicts == ["ignore", "new", "warn", "warn", "warn"]


def test_a_record_without_a_name_is_not_lost(read_in: Any) -> None:
    read = read_in(
        "Organisation,Country,Website,E-mail\nPeace House,AM,peace.am,a@peace.am\n,GE,door.ge,b@door.ge\n,,,c@x.ge\n"
    )
    assert read.verdicts == ["ignore", "new", "fix", "fix"]


def test_a_list_of_names_and_nothing_else(read_in: Any) -> None:
    read = read_in("Signatories:\n\nPeace House\nOpen Door NGO\nUnion of Journalists, Armenia\n\n3 organisations\n")
    assert read.verdicts == ["ignore", "ignore", "new", "new", "new", "ignore", "ignore"]


def test_a_country_in_the_first_of_a_group_is_proposed_for_the_others(read_in: Any) -> None:
    read = read_in("Country,Organisation\nArmenia,Peace House\n,Open Door\n,Free Press\nGeorgia,Dawn\n,Dusk\n")
    assert [record["country"] for record in read] == [None, "AM", None, None, "GE", None]
    assert [record["proposed"].get("country") for record in read] == [None, None, "AM", "AM", None, "GE"]
    assert read.verdicts == ["ignore", "new", "warn", "warn", "new", "warn"]
