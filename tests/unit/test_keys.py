"""Which names are one organisation, where a name stands in the alphabet, and what finds it."""

from __future__ import annotations

import pytest

from app.domain.text import organisation_key, search_key, sort_name

SAME = [
    ("«Asparez» Journalists' Club NGO", "Asparez Journalists Club"),
    ("“Asparez” Journalists’ Club (NGO)", "ASPAREZ JOURNALISTS’ CLUB"),
    ("NGO “Asparez”", "Asparez non-governmental organisation"),
    ("«Ասպարեզ» ՀԿ", "Ասպարեզ հասարակական կազմակերպություն"),
    ("«Ասպարեզ» Հ/Կ", "Asparez"),
    ("Ձայն և իրավունք", "Ձայն եւ իրավունք"),
    ("ГО «Центр громадянських свобод»", "Центр громадянських свобод"),
    ("Региональная общественная организация «Мемориал»", "РОО Мемориал"),
    ("Pro Asyl e.V.", "PRO ASYL e. V."),
    ("Stiftung Wort gGmbH", "Stiftung Wort"),
    ("Human Rights Watch, Inc.", "Human Rights Watch"),
    ("Article 19 Ltd", "Article 19"),
    ("Médecins du Monde ASBL", "Medecins du monde, A.S.B.L."),
    ("The International Federation for Human Rights AISBL", "International Federation for Human Rights"),
    ("L’Observatoire", "observatoire"),
    ("Al-Haq", "al Haq"),
    ("الجمعية المصرية", "جمعية المصرية"),
    ("U.N. Women", "UN Women"),
    ("Law & Justice", "Law and Justice"),
    ("İHD", "ihd"),
    ("NPO法人アムネスティ", "特定非営利活動法人 アムネスティ"),
    ('אמנסטי ישראל (ע"ר)', "אמנסטי ישראל"),
    ("خانه‌ی آزادی", "خانهی آزادی"),
    ("المنتدى المصرى", "المنتدي المصري"),
    ("مؤسسة حرية الإنسان", "مؤسسه حريه الانسان"),
    ("کانون نویسندگان ایران", "كانون نويسندگان ايران"),
    ("Центр «Сёстры»", "Центр «Сестры»"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_organisation_have_one_key(one: str, other: str) -> None:
    assert organisation_key(one) == organisation_key(other)


DIFFERENT = [
    ("Transparency International", "Transparency International Anti-Corruption Center"),
    ("Amnesty International", "Amnesty International Armenia"),
    ("Open Society Foundations", "Open Society Foundations – Armenia"),
    ("Journalists of Asparez", "Journalists Asparez"),
    ("Women against Violence", "Women Violence"),
    ("İnsan Hakları Derneği", "İnsan Hakları Vakfı"),
    ("Go Vote", "Vote"),
    ("NGO Center", "Center"),
    ("UN Women", "Women"),
    ("Center for NGO Development", "Center for Development"),
    ("350.org", "360.org"),
    ("中国人权捍卫者", "中国人权"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_organisations_have_two_keys(one: str, other: str) -> None:
    assert organisation_key(one) != organisation_key(other)


@pytest.mark.parametrize("name", ["NGO", "The", "ՀԿ", "Inc. NGO", "ʻʻ", "ا", "法人", "e.V."])
def test_a_name_of_nothing_but_what_is_dropped_still_has_a_key(name: str) -> None:
    assert organisation_key(name)
    assert sort_name(name)


def test_the_register_is_in_alphabetical_order_whatever_stands_before_a_name() -> None:
    names = [
        "Öko-Institut",
        "“Asparez” Journalists Club NGO",
        "Բաց հասարակություն",
        "The Hague Centre",
        "Central",
        "≡ Art",
    ]
    assert sorted(names, key=sort_name) == [
        "≡ Art",
        "“Asparez” Journalists Club NGO",
        "Բաց հասարակություն",
        "Central",
        "Öko-Institut",
        "The Hague Centre",
    ]


def test_a_search_looks_through_case_accents_quotes_and_script() -> None:
    assert search_key("«ASPAREZ» journ") in search_key("“Asparez” Journalists’ Club NGO")
    assert search_key("asparez") in search_key("«Ասպարեզ» ակումբ ՀԿ")
    assert search_key("memorial") in search_key("Общество «Мемориал»")
    assert search_key("médecins") in search_key("Medecins du Monde")
    assert search_key("ngo") in search_key("Asparez NGO")
