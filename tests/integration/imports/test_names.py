"""Names with notes behind them, of several organisations, of persons: pointed out, and never changed."""

from __future__ import annotations

from typing import Any

import pytest

ODD = {
    "Peace House NGO (signed by phone, 28.07)": "note_in_name: (signed by phone, 28.07)",
    "Helsinki Circle of Ararat - TBC": "note_in_name: - TBC",
    "Open Door – waiting for confirmation": "note_in_name",
    "Free Press [duplicate?]": "note_in_name: [duplicate?]",
    "House of Rights / to be confirmed by the board": "note_in_name",
    "Dawn Foundation: agreed by e-mail": "note_in_name",
    "Центр инициатив «Весна» (по телефону)": "note_in_name",
    "Правозащитный дом - ждем подтверждения": "note_in_name",
    "Կանանց ձայնը (հաստատված է)": "note_in_name",
    "Réseau des femmes du Sud (à confirmer)": "note_in_name",
    "Asparuk Club ??": "question_in_name: ??",
    "Women's Voice Centre*": "footnote_mark: *",
    "Green Valley Union¹": "footnote_mark",
    "3. Youth of the Mountains": "numbering: 3.",
    "- Youth of the Valley": "numbering",
    "Union of Writers; Union of Painters": "several_organisations",
    "Press Centre, Peace Foundation, Women's Union and Youth Club, Rights Network": "several_organisations",
    "MARTAKERT WOMEN COMMUNITY COUNCIL": "all_capitals",
    "Anna Petrosyan": "perhaps_a_person",
    "Dr. Karl Weber": "perhaps_a_person",
    "Иванов Иван Иванович": "perhaps_a_person",
    "Иванов И.И.": "perhaps_a_person",
    "International Committee for the Protection of": "perhaps_cut_off",
    "Coalition for a Free and Open Inter...": "perhaps_cut_off",
    "Georgia": "other_field: country",
    "Agreed": "other_field: consent",
    "Pe\u0430ce House of Ruritania": "mixed_scripts",
    "FÃ©dÃ©ration des Ã©coles": "wrong_encoding",
    "test": "test_entry",
    "+Plus Initiative": "begins_with_sign",
}
PLAIN = """
Christian Aid
Norwegian Guardians
The Guardian
Свободная Украина
Institute of Total Democracy 2000
Union of Informed Citizens (UIC)
350.org
ARTICLE 19
PEN International
UNESCO Chair of Peace
Women, Peace and Security Network
Signed Peace Foundation
Union of Journalists (founded 1959)
Journalists for Human Rights - Armenia
Հասարակություն առանց բռնության
Society Without Violence - Հասարակություն առանց բռնության
مركز القاهرة لدراسات حقوق الإنسان
Trung tâm Phát triển Cộng đồng
मानव अधिकार संस्था
人権ネットワーク東京
Médecins pour l’Égalité
“Spring” Youth Centre
Reporters Without Borders (RSF)
Public Verdict Foundation
Confirmation Hearing Watch
Act!
Yes We Can Coalition
John Smith Trust
Law & Order Initiative
Pink Ararat
Phone Helpline for Women
L'Arche en France
Human Rights Watch – Europe
Group of 20 Women
""".strip().splitlines()
BAD = {
    "Union of Writers; Union of Painters; Union of Actors; Union of Singers": "lists_organisations: 4",
    "Yes": "boolean_in_name: Yes",
    "ditto": "name_missing: ditto",
    "same as above": "name_missing: same as above",
    "=A2&B2": "formula",
    "=cmd|' /C calc'!A0": "formula",
    "info@civil.am": "name_refused",
    "https://civil.am": "name_refused",
    "#REF!": "error_value",
    "29.07.2021": "date_in_name",
    "n/a": "name_missing",
    "—": "name_missing",
    "???": "name_missing",
    "Caf\ufffd de la paix": "damaged_character",
    "A" * 201: "name_refused: too_long",
}


def listed(names: list[str]) -> str:
    """A list with those names, and something else in each record."""
    return "Organisation\tCountry\tComment\n" + "".join(f"{name}\tArmenia\tok\n" for name in names)


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_pointed_out_and_the_name_left_alone(read_in: Any, name: str) -> None:
    read = read_in(
        listed(
            [
                "Peace and Rights Union of Hayastan",
                name,
                "Open Society of Ruritania and Neighbours, the Longest Name Here",
            ]
        )
    )
    assert read.verdicts[2] == "warn", read.why(3)
    assert ODD[name] in read.why(3)
    assert read[3]["organisation"] == name


@pytest.mark.parametrize("name", PLAIN)
def test_genuine_names_are_not_doubted(read_in: Any, name: str) -> None:
    read = read_in(listed([name]))
    assert (read.verdicts[1], read[2]["organisation"]) == ("new", name), read.why(2)


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_a_name_must_be_mended(read_in: Any, name: str) -> None:
    read = read_in(listed(["Peace House", name]))
    assert read.verdicts[2] == "fix"
    assert BAD[name] in read.why(3)


def test_a_name_in_latin_script_alone_is_the_name_and_that_is_said(read_in: Any) -> None:
    read = read_in("Organisation,Name in English,Country\nԽաղաղության տուն,House of Peace,AM\n,Open Door,AM\n")
    assert (read.verdicts, read[3]["organisation"]) == (["ignore", "new", "warn"], "Open Door")
    assert "latin_name_alone" in read.why(3)


def test_a_line_break_in_a_name_is_a_space_and_said(read_in: Any) -> None:
    read = read_in('Organisation,Country\n"Union of\nFree Writers",AM\nPeace House,AM\n')
    assert (read[2]["organisation"], read.verdicts[1]) == ("Union of Free Writers", "warn")
    assert "line_break" in read.why(2)
