"""Names that look alike: UTS #39 skeletons, and what a hurried eye takes for one another besides."""

from __future__ import annotations

import random
import unicodedata

import pytest

from app.domain.text.scripts import mixed_words, scripts
from app.domain.text.skeletons import _table, look, skeleton
from tests.factories import NAMES

# From the standard's own examples and its table.
SAME_SKELETON = {
    "paypal": "раураl",
    "scope": "ѕсоре",
    "ǉeto": "ljeto",
    "Amnesty": "Аmnеsty",
    "Ꭺsparez": "Asparez",
    "Memorial": "Ме\u200bmorial".replace("Ме\u200bm", "Меm"),
    "\u0065\u0301tude": "\u00e9tude",
    "soft\u00adware": "software",
    "A\ufe0fmnesty": "Amnesty",
}
SAME_LOOK = {
    "Amnesty International": "Arnnesty Internationa1",
    "AMNESTY INTERNATIONAL": "amnesty lnternational",
    "350.org": "35O.org",
    "Illegal": "I11egaI",
    "WWF": "VVWF",
    "Journalists' Club": "Joumalists’ Club",
}
DIFFERENT = ("Amnesty", "Amnesti", "Armenia", "Армения", "Human Rights Watch", "Human Rights", "Ամնեսթի", "مركز", "केंद्र")


@pytest.mark.parametrize(("name", "other"), SAME_SKELETON.items())
def test_what_the_standard_calls_confusable_has_one_skeleton_and_so_one_look(name: str, other: str) -> None:
    assert skeleton(name) == skeleton(other)
    assert look(name) == look(other)


@pytest.mark.parametrize(("name", "other"), SAME_LOOK.items())
def test_what_a_hurried_eye_takes_for_the_same_has_one_look(name: str, other: str) -> None:
    assert look(name) == look(other)


def test_names_that_look_different_keep_their_looks() -> None:
    assert len({look(name) for name in DIFFERENT}) == len(DIFFERENT)
    assert len({look(name) for name in NAMES}) == len(NAMES)


def test_all_letters_that_look_the_same_give_a_name_one_look() -> None:
    alike: dict[str, list[str]] = {}
    for code, drawn in _table().items():
        alike.setdefault(drawn, []).append(chr(code))
    assert sum(map(len, alike.values())) > 5000
    for letters in alike.values():
        assert len({skeleton(f"Ho{letter}use") for letter in letters}) == 1
        assert len({look(f"Ho{letter}use") for letter in letters}) == 1


def test_a_skeleton_is_taken_apart() -> None:
    dice = random.Random(5)
    letters = [chr(code) for code in _table()] + list("amnestyАМНЯինա مركزके")
    for _ in range(300):
        text = skeleton("".join(dice.choices(letters, k=12)))
        assert text == unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("text", ["", " ", "!!!", "\u200b", "—", "\u0301"])
def test_what_has_no_letter_has_a_look_without_trouble(text: str) -> None:
    assert look(text) == look(text)


def test_a_thousand_marks_take_no_time() -> None:
    assert len(skeleton("A" + "\u0316" * 100_000)) < 100


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("Аmnesty International", ("Аmnesty",)),
        ("Journalists Αsparez", ("Αsparez",)),
        ("Հelsinki", ("Հelsinki",)),
        ("OVD-Инфо", ()),
        ("IREX-ის ოფისი", ()),
        ("NGO-ների ցանց", ()),
        ("ОО «Transparency International Россия»", ()),
        ("COVID19ը", ()),
        ("東京NPO法人", ()),
        ("Hội Nhà báo", ()),
        ("İnsan Hakları", ()),
        ("المركز USAID", ()),
        ("µ-Projekt Ω", ()),
    ],
)
def test_only_a_word_that_mixes_alphabets_drawn_alike_is_mixed(text: str, mixed: tuple[str, ...]) -> None:
    assert mixed_words(text) == mixed


def test_scripts_are_those_of_letters_alone() -> None:
    assert scripts("Asparez «Ասպարեզ», 2026!") == {"LATIN", "ARMENIAN"}
    assert scripts("350 – 1") == frozenset()
