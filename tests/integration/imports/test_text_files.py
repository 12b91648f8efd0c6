"""CSV and TSV: every encoding, every separator, quotes that close and quotes that do not."""

from __future__ import annotations

from typing import Any

import pytest

RUSSIAN = "Организация;Страна\nПравозащитный центр «Наследие»;Россия\nКлуб «Родина» №3;Армения\n"
FRENCH = "Organisation;Pays\nMédecins pour l’Égalité;Sénégal\nŒuvre des bâtisseurs – Genève;Suisse\n"


@pytest.mark.parametrize(
    ("text", "written_in", "found"),
    [
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "utf-8-sig", "utf-8"),
        (RUSSIAN, "utf-16", "utf-16-le"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN.upper(), "cp1251", "windows-1251"),
        (RUSSIAN.replace("№", "N").replace("«", '"').replace("»", '"'), "koi8-r", "koi8-r"),
        (RUSSIAN.replace("«", "<").replace("»", ">"), "cp866", "cp866"),
        (FRENCH, "cp1252", "windows-1252"),
        (FRENCH, "mac-roman", "mac-roman"),
        ("Organisation;Land\nFriedensbüro Österreich;Österreich\nGrüne Wölfe;Deutschland\n", "cp1252", "windows-1252"),
        ("Organisation;Country\nWomen’s Fund – “Hope”;Kenya\nPeace;Kenya\n", "cp1252", "windows-1252"),
        ("Organizacja;Kraj\nHelsińska Fundacja Łódź;Polska\nŚląskie Centrum Pokoju;Polska\n", "cp1250", "windows-1250"),
        ("Kurum;Ülke\nİnsan Hakları Derneği;Türkiye\nBarış İçin Kadınlar;Türkiye\n", "cp1254", "windows-1254"),
        ("Οργάνωση;Country\nΈνωση για τα Δικαιώματα;Ελλάδα\nΚέντρο Ειρήνης;Ελλάδα\n", "cp1253", "windows-1253"),
        ("المنظمة;الدولة\nمركز القاهرة لدراسات حقوق الإنسان;مصر\nجمعية السلام;تونس\n", "cp1256", "windows-1256"),
    ],
)
def test_the_encoding_is_found_out(read_in: Any, text: str, written_in: str, found: str) -> None:
    read = read_in(text.encode(written_in))
    assert read.all["encoding"] == found
    names = [line.split(";")[0] for line in text.splitlines()[1:]]
    assert [record["organisation"] for record in read][1:] == names
    assert read.verdicts[0] == "ignore"
    assert set(read.verdicts[1:]) <= {"new", "warn"}


def test_an_encoding_can_be_told(read_in: Any) -> None:
    read = read_in("Organisation;Country\nÞekking;Ísland\n".encode("cp1252"), "--encoding", "windows-1252")
    assert (read.all["encoding"], read[2]["organisation"], read[2]["country"]) == ("windows-1252", "Þekking", "IS")


def test_a_few_damaged_bytes_do_not_make_nonsense_of_the_rest(read_in: Any) -> None:
    good = "Organisation,Country\nԱսպարեզ ակումբ,Armenia\nԽաղաղություն,Armenia\n".encode()
    read = read_in(good + b"Caf\xe9 de la paix,France\n")
    assert read.names[:2] == ["Ասպարեզ ակումբ", "Խաղաղություն"]
    assert read.verdicts == ["ignore", "new", "new", "fix"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(read_in: Any, separator: str, line_end: str) -> None:
    lines = [["Organisation", "Country", "Website"], ["Peace House", "Armenia", "peace.am"], ["", "", ""]]
    lines += [["Union of Free Artists", "Georgia", "ufa.ge"]]
    read = read_in(line_end.join(separator.join(line) for line in lines))
    assert read.verdicts == ["ignore", "new", "ignore", "new"]
    assert [read[4][field] for field in ("organisation", "country", "website")] == [
        "Union of Free Artists",
        "GE",
        "https://ufa.ge",
    ]


def test_the_separator_may_be_told_by_the_first_line(read_in: Any) -> None:
    read = read_in("sep=;\nOrganisation;Country\nPeace, and Rights;AM\n")
    assert read.verdicts == ["ignore", "ignore", "new"]
    assert (read.all["header_record"], read[3]["organisation"]) == (2, "Peace, and Rights")


def test_quotes_hold_separators_line_breaks_and_quotes(read_in: Any) -> None:
    read = read_in(
        "Organisation,Country,Comment\n"
        '"Union of Writers, Artists and Actors",AM,\n'
        '"The ""Asparez"" Club",AM,"first line\nsecond, line\nthird"\n'
        "Peace House,GE,\n"
    )
    assert read.verdicts == ["ignore", "new", "new", "new"]
    assert read.names == ["Union of Writers, Artists and Actors", 'The "Asparez" Club', "Peace House"]


def test_a_quote_that_nobody_closed_swallows_no_record(read_in: Any) -> None:
    read = read_in(
        "Organisation,Country,Website\n"
        '"Union of Writers,AM,writers.am\n'
        "Peace House,GE,peace.ge\n"
        'Open Door,"GE",door.ge\n'
        "Last One,AM,last.am\n"
    )
    assert read.verdicts == ["ignore", "fix", "new", "new", "new"]
    assert "broken_quotes" in read.why(2)
    assert read.names == ['"Union of Writers', "Peace House", "Open Door", "Last One"]


def test_two_broken_quotes_are_two_broken_records(read_in: Any) -> None:
    read = read_in('Organisation,Country\n"Dawn,AM\nPeace House,GE\n"Dusk,AM\nLast One,AM\n')
    assert read.verdicts == ["ignore", "fix", "new", "fix", "new"]


def test_quotes_that_are_part_of_a_name_stay(read_in: Any) -> None:
    read = read_in(
        'Organisation\tCountry\n"Asparez" Club\tAM\nClub "Dawn"\tAM\n"The "Old" House"\tAM\nNGO "Sun\tAM\nLast\tAM\n'
    )
    assert read.names == ['"Asparez" Club', 'Club "Dawn"', 'The "Old" House', 'NGO "Sun', "Last"]


def test_a_record_with_more_cells_than_headings_is_shifted(read_in: Any) -> None:
    read = read_in(
        "Organisation,Country,Website\n"
        "Union, of Painters,AM,p.am\n"
        "Peace House,GE,peace.ge,call them\n"
        "Open Door,GE,\n"
        "Free Press,GE\n"
    )
    assert read.verdicts == ["ignore", "fix", "warn", "new", "new"]
    assert "too_many_cells" in read.why(2)
    assert "cells_beyond_header" in read.why(3)


def test_a_record_torn_in_two_is_seen(read_in: Any) -> None:
    lines = "".join(f"House number {number},AM,h{number}.am,ok\n" for number in range(20))
    read = read_in(f"Organisation,Country,Website,Comment\n{lines}Torn Organisation,A\nM,torn.am,ok\n")
    assert read.verdicts[-2:] == ["fix", "fix"]


def test_zeros_and_invisible_characters_do_not_hide_a_name(read_in: Any) -> None:
    read = read_in("Organisation,Country\n\u200bPeace\u00ad House\ufeff ,AM\nOpen\0 Door,AM\n\u202eSun\u202c,AM\n")
    assert read.names == ["Peace House", "Open Door", "Sun"]
    assert "invisible_removed" in read.why(2)
    assert "direction_removed" in read.why(4)


def test_names_that_need_their_joiners_keep_them(read_in: Any) -> None:
    names = ["کانون نمی‌خواهیم", "ശ്രീ‍മതി", "क्‍ष संस्था"]
    read = read_in("Organisation\n" + "\n".join(names) + "\n")
    assert [name for name in read.names if name in names] == [name for name in names if name in read.names]
    assert read[2]["organisation"] == names[0]


def test_decomposed_letters_are_composed_and_nothing_else_changes(read_in: Any) -> None:
    read = read_in("Organisation,Country\n  Me\u0301decins  du Monde ,FR\n")
    assert read[2]["organisation"] == "Médecins  du Monde"
    assert read[2]["verdict"] == "new"
