"""Names that pretend: hostile ones are refused or flagged, genuine ones in every script never."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest

from app.domain.endorsements.evidence.letters import imitation, oddities, other_letters
from app.domain.text import InvalidText, clean_name, look, organisation_key, skeleton
from app.domain.text.skeletons import _table
from tests.factories import NAMES
from tests.unit.test_names import GENUINE

KNOWN = (
    "Amnesty International", "Human Rights Watch", "Helsinki Citizens' Assembly", "Open Society Foundations",
    "350.org",
    "Правозащитный центр «Мемориал»", "Ժուռնալիստների «Ասպարեզ» ակումբ", "Ελληνική Ένωση",
    "Journalists' Club Asparez", "WWF",
)  # fmt: skip
HOSTILE = [
    # another alphabet's letters
    "Аmnesty International", "Amnеsty International", "Amnesty Internаtional", "Αmnesty International",
    "Ꭺmnesty International", "Amnesty Ιnternational", "Аmnеstу Intеrnаtiоnаl", "Amneѕty International",
    "Ηuman Rights Watch", "Human Rіghts Watch", "Human Rights Wаtch", "Humаn Rights Watch", "Нuman Rights Watch",
    "Human Riɡhts Watch", "Հelsinki Citizens' Assembly", "Неlsіnki Citizens' Assembly", "Helsinki Citizens' Аssembly",
    "Оpen Society Foundations", "Open Ѕociety Foundations", "Open Society Fоundations", "Օpen Society Foundations",
    "Правозащитный центр «Mемориал»", "Правозащитный центр «Мемoриал»", "Правозащитный цeнтр «Мемориал»",
    "Ελληνική Eνωση", "Eλληνική Ένωση", "Journalists' Club Αsparez", "Journalists' Club Asраrеz",
    "ЈournaІists' CIub Asparez",
    "35O.org", "З50.org", "ᎳᎳF", "ԜԜF", "WᎳF", "Ոuman Rights Watch", "Ժուռնալիստների «Ասպարեզ» ակumբ",
    # what only looks like them in a hurry
    "Arnnesty International", "Amnesty lnternational", "Amnesty Internationa1", "AMNESTY lNTERNATlONAL",
    "Hurnan Rights Watch", "Human Rights VVatch", "0pen Society Foundations", "Open Society F0undations", "VVVVF",
    # letters made for formulas
    "𝐀𝐦𝐧𝐞𝐬𝐭𝐲 International", "𝒜mnesty International", "🄰mnesty International", "Ⓐmnesty International",
    "Ａｍｎｅｓｔｙ International",
    # what nobody can see, and what turns the direction
    "Amnesty\u200b International", "Amnesty\u2060 International", "\ufeffAmnesty International",
    "Am\u00adnesty International",
    "Amnesty \u202elanoitanretnI", "Amnesty \u2066International\u2069", "Amnesty\u200f International",
    "Amnesty\u061c Int",
    "Amnesty\u3164International", "Amnesty\u115f Int", "Amnesty\u2800Int", "Amnesty\uffa0Int",
    "Amnesty\U000e0041 Int",
    "Amn\u200desty International", "Amn\u200cesty International", "A\ufe0fmnesty International", "Amnesty\u034f Int",
    "A\u0301\u0302\u0303\u0304\u0305mnesty International",
]  # fmt: skip
SCRIPTS = Path(__file__).parents[2] / "data" / "genuine_names.txt"


def genuine() -> list[str]:
    """The kept names, one a line, without what says where they come from."""
    lines = [line.split("\t")[0].strip() for line in SCRIPTS.read_text("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def flags(name: str) -> set[str]:
    """Why a moderator is told to look at this name, where the known ones are there; or why the form refuses it."""
    try:
        clean_name(name)
    except InvalidText as error:
        return {error.code}
    found = {finding.code for finding in oddities([name])}
    if imitation([name], KNOWN):
        found.add("looks_like")
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_refused_or_flagged(name: str) -> None:
    assert flags(name)


def test_there_are_sixty_of_them() -> None:
    assert len(set(HOSTILE)) >= 60


def test_genuine_names_are_never_flagged() -> None:
    names = [*genuine(), *GENUINE, *NAMES]
    assert len(names) > 150
    assert {name: flags(name) for name in names if flags(name) - {"looks_like"}} == {}
    assert [name for name in names if imitation([name], KNOWN)] == []


def test_no_genuine_name_looks_like_another_one() -> None:
    by_look: dict[str, list[str]] = {}
    for name in {*genuine(), *GENUINE, *NAMES}:
        by_look.setdefault(look(name), []).append(name)
    pairs = [pair for names in by_look.values() for pair in combinations(names, 2)]
    assert [pair for pair in pairs if imitation([pair[0]], [pair[1]])] == []


def test_five_hundred_pairs_with_the_same_skeleton_are_always_flagged() -> None:
    """Letters of known names changed for others of the table: an imitation, or by its key the very same name."""
    dice = random.Random(39)
    alike: dict[str, list[str]] = {}
    for code, drawn in _table().items():
        alike.setdefault(drawn, []).append(chr(code))
    names = [*KNOWN, *NAMES]
    tried = 0
    while tried < 500:
        name = dice.choice(names)
        places = [place for place, letter in enumerate(name) if skeleton(letter) in alike or letter in alike]
        letters = list(name)
        for place in dice.sample(places, min(len(places), dice.randint(1, 3))):
            letters[place] = dice.choice(alike.get(skeleton(letters[place])) or alike[letters[place]])
        spoof = "".join(letters)
        if spoof == name or skeleton(spoof) != skeleton(name):
            continue
        tried += 1
        same_key = organisation_key(spoof) == organisation_key(name)
        assert same_key or imitation([spoof], [name]), (spoof, name)
        assert same_key or imitation([name], [spoof])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Journalists’ Club", "Journalists' Club"),
        ("AMNESTY INTERNATIONAL", "Amnesty International"),
        ("مركز حقوق الإنسان", "مرکز حقوق الإنسان"),
        ("Об'єднання", "Обʼєднання"),
        ("Ｈｕｍａｎ Rights Watch", "Human Rights Watch"),
        ("Café de la Paix", "Cafe\u0301 de la Paix"),
        ("Transparency International", "Transparency International Armenia"),
        ("Мир", "Mir"),
    ],
)
def test_another_spelling_is_no_imitation(name: str, other: str) -> None:
    assert imitation([name], [other]) is None


def test_the_letters_that_differ_are_named() -> None:
    assert other_letters("Аmnеsty", "Amnesty") == ["а", "е"]
    assert other_letters("Amnesty", "Amnesty") == []


def test_any_of_the_names_counts() -> None:
    assert imitation(["Peace Club", "Аmnesty"], ["Human Rights Watch", "Amnesty"]) == ("Аmnesty", "Amnesty")
    assert [finding.code for finding in oddities(["Peace Club", "Pеace"])] == ["mixed"]
    assert not list(oddities([]))
