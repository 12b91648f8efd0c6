"""Lists are in the order that their readers know, and each organisation is under the name that they can read."""

from __future__ import annotations

import random

import pytest

from app.domain.endorsements.naming import Names, names_in
from app.domain.text.collation import COLLATIONS, collation_key, collation_of, script_of

MIXED = ["350.org", "Amnistía", "Žurnalisti", "Ζωή", "Беллона", "Ասպարեզ", "اتحاد"]

# As ICU 72 (CLDR 42) sorts them.
ORDERS = {
    "root": [
        MIXED,
        ["cote", "coté", "côte", "côté", "coteau"],
        ["Nadal", "Ñandú", "Nazca", "nuez"],
        ["de la Torre", "Delacroix", "«Delta»", "DELTA plus"],
        ["U.N. Watch", "«Union»", "UNO"],
        ["Union 1", "Union 10", "Union 2"],
    ],
    "es": [MIXED, ["Nadal", "Nazca", "nuez", "Ñandú", "Oaxaca"], ["año", "añz", "aocho"]],
    "hy": [
        ["350.org", "Ասպարեզ", "Amnistía", "Žurnalisti", "Ζωή", "Беллона", "اتحاد"],
        ["Արդար", "Բարև", "Երգ", "Երևան", "Երեւան", "Եւրոպա", "Զարգացում", "Իրավունք"],
        ["ո", "ու", "փ", "ք", "օ", "ֆ"],
    ],
    "ru": [
        ["350.org", "Беллона", "Amnistía", "Žurnalisti", "Ζωή", "Ասպարեզ", "اتحاد"],
        ["Ёж", "Ежедневник", "Ежик", "Ель", "Журнал"],
        ["и", "й", "к"],
    ],
    "ar": [
        ["350.org", "اتحاد", "Amnistía", "Žurnalisti", "Ζωή", "Беллона", "Ասպարեզ"],
        ["آب", "أب", "اب", "بيت", "ة", "ت", "ى", "ي"],
    ],
}
CASES = [(collation, order) for collation, orders in ORDERS.items() for order in orders]


@pytest.mark.parametrize(("collation", "order"), CASES, ids=lambda one: one if isinstance(one, str) else one[0])
def test_names_stand_where_readers_of_the_language_look_for_them(collation: str, order: list[str]) -> None:
    shuffled = random.Random(1).sample(order, len(order))
    assert sorted(shuffled, key=lambda name: collation_key(name, collation)) == order


@pytest.mark.parametrize(
    ("locale", "collation", "script"),
    [
        ("en", "root", "Latn"), ("fr", "root", "Latn"), ("pt-BR", "root", "Latn"), ("es", "es", "Latn"),
        ("es-MX", "es", "Latn"), ("hy", "hy", "Armn"), ("ru", "ru", "Cyrl"), ("uk", "ru", "Cyrl"),
        ("sr", "ru", "Cyrl"), ("sr-Latn", "root", "Latn"), ("ar", "ar", "Arab"), ("fa", "ar", "Arab"),
        ("el", "root", "Grek"), ("zh-Hant", "root", "Hant"),
    ],
)  # fmt: skip
def test_every_language_has_an_order_and_a_script(locale: str, collation: str, script: str) -> None:
    assert (collation_of(locale), script_of(locale)) == (collation, script)


@pytest.mark.parametrize("collation", COLLATIONS)
@pytest.mark.parametrize("name", ["", "!?", "\ufdfa" * 200, "🕊" * 200, "\u0301", "香港記者協會", "e" + "\u0301" * 50])
def test_any_name_has_a_place_that_fits_into_an_index(name: str, collation: str) -> None:
    assert len(collation_key(name, collation)) <= 1000


ASPAREZ = "Ժուռնալիստների «Ասպարեզ» ակումբ"


@pytest.mark.parametrize(
    ("script", "given", "names"),
    [
        ("Latn", (ASPAREZ, "Asparez Club", ""), Names("Asparez Club", ASPAREZ)),
        ("Armn", (ASPAREZ, "Asparez Club", ""), Names(ASPAREZ, "Asparez Club")),
        ("Cyrl", (ASPAREZ, "Asparez Club", "ЖКА; Клуб «Аспарез»"), Names("Клуб «Аспарез»", ASPAREZ)),
        ("Cyrl", (ASPAREZ, "Asparez Club", "ЖКА"), Names(ASPAREZ, "Asparez Club")),
        ("Cyrl", (ASPAREZ, "", ""), Names(ASPAREZ, "")),
        ("Arab", ("Peace Dialogue", "", "حوار السلام, PD"), Names("حوار السلام", "Peace Dialogue")),
        ("Latn", ("Peace Dialogue", "", "حوار السلام"), Names("Peace Dialogue", "")),
        ("Latn", ("350", "", ""), Names("350", "")),
        ("Armn", ("350", "", "Երեք հարյուր հիսուն"), Names("Երեք հարյուր հիսուն", "350")),
    ],
)
def test_the_name_in_the_readers_script_comes_first(script: str, given: tuple[str, str, str], names: Names) -> None:
    assert names_in(script, *given) == names
