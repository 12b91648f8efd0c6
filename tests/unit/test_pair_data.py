"""The labelled pairs of names and the genuine names: real, whole, and fit to measure with."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.domain.text import clean_name
from app.domain.text.countries import country_codes

DATA = Path(__file__).parent.parent / "data"
PAIRS = DATA / "organisation_pairs.csv"
HOLDOUT = DATA / "organisation_pairs_holdout.csv"
JUDGE = DATA / "organisation_pairs_judge.csv"
GENUINE = DATA / "genuine_names.txt"

COLUMNS = "name_a country_a name_b country_b label kind website_a website_b source".split()
SAME = set("typography spelling legal_form word_order inflection parts acronym transliteration spoof".split())
SAME |= {"translation", "website"}
DIFFERENT = set("chapter place similar acronym_collision opposite number generic person".split())
SETS = [(PAIRS, 500, 20, 20), (HOLDOUT, 190, 8, 15), (JUDGE, 400, 7, 12)]  # at least: pairs, of one kind, scripts

Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sides(row: Row) -> list[tuple[str, str]]:
    return [(row["name_a"], row["country_a"]), (row["name_b"], row["country_b"])]


def plain(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def scripts_of(names: list[str]) -> set[str]:
    letters = {letter for name in names for letter in name if letter.isalpha()}
    return {unicodedata.name(letter).split()[0].split("-")[0] for letter in letters} - {"MODIFIER", "IDEOGRAPHIC"}


@pytest.mark.parametrize(("path", "least", "of_a_kind", "scripts"), SETS)
def test_a_set_is_large_enough_in_every_kind_and_in_many_scripts(
    path: Path, least: int, of_a_kind: int, scripts: int
) -> None:
    rows = rows_of(path)
    kinds = Counter(row["kind"] for row in rows)
    assert len(rows) >= least
    assert set(kinds) == SAME | DIFFERENT
    assert {kind: count for kind, count in kinds.items() if count < of_a_kind} == {}
    assert len(scripts_of([name for row in rows for name, _ in sides(row)])) >= scripts
    same = sum(row["label"] == "same" for row in rows) / len(rows)
    assert 0.5 <= same <= 0.65


@pytest.mark.parametrize("path", [PAIRS, HOLDOUT, JUDGE])
def test_every_row_is_whole(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS
    for row in rows_of(path):
        assert None not in row, row
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row
        assert row["label"] == ("same" if row["kind"] in SAME else "different"), row
        assert row["name_a"], row
        assert row["name_b"], row
        assert row["source"], row
        assert {row["country_a"], row["country_b"]} <= {"", *country_codes()}, row


@pytest.mark.parametrize("path", [PAIRS, HOLDOUT, JUDGE])
def test_every_name_would_be_accepted_by_the_form(path: Path) -> None:
    for row in rows_of(path):
        for name, _country in sides(row):
            assert clean_name(name) == plain(name), row


@pytest.mark.parametrize("path", [PAIRS, HOLDOUT, JUDGE])
def test_websites_are_addresses_and_the_same_where_the_website_decides(path: Path) -> None:
    def host(address: str) -> str:
        return (urlsplit(address if "://" in address else f"//{address}").hostname or "").removeprefix("www.")

    for row in rows_of(path):
        for website in (row["website_a"], row["website_b"]):
            assert not website or "." in host(website), row
        if row["kind"] == "website":
            assert host(row["website_a"]) == host(row["website_b"]) != "", row


def test_no_pair_stands_twice_in_either_direction() -> None:
    seen = Counter(frozenset((plain(name), country) for name, country in sides(row)) for row in all_rows())
    assert [pair for pair, times in seen.items() if times > 1] == []


def test_the_sides_of_a_pair_differ_in_what_is_written() -> None:
    for row in all_rows():
        assert sides(row)[0] != sides(row)[1], row


def test_the_first_two_sets_share_no_organisation() -> None:
    main, holdout = (
        {plain(name).casefold() for row in rows_of(path) for name, _ in sides(row)} for path in (PAIRS, HOLDOUT)
    )
    assert main & holdout == set()


def all_rows() -> list[Row]:
    return [*rows_of(PAIRS), *rows_of(HOLDOUT), *rows_of(JUDGE)]


GENUINE_LINES = [line.split("\t") for line in GENUINE.read_text("utf-8").splitlines()]


def test_the_genuine_names_stand_once_each_in_many_scripts() -> None:
    names = [name for name, _country in GENUINE_LINES]
    assert len(names) == len(set(names)) >= 120
    assert {country for _name, country in GENUINE_LINES} <= {"", *country_codes()}
    assert len(scripts_of(names)) >= 30


@pytest.mark.parametrize("name", [line[0] for line in GENUINE_LINES])
def test_a_genuine_name_is_accepted_as_it_stands(name: str) -> None:
    assert clean_name(name) == plain(name)
