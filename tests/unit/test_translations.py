"""The words of every language are complete, and fit the sources: nothing is missing, guessed, left over or broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from app.catalogues import FOLDER

WANTED = {"hy", "ru", "fr", "es", "ar"}
FILES = sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))
ARABIC = 6
PLURAL_FORMS = {"ar": ARABIC, "ru": 3, "uk": 3, "pl": 3}  # of the others, two
PLACE = re.compile(r"%\(\w+\)[a-z]|%%")
TAG = re.compile(r"</?\w+[^>]*>")


def catalogue(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale=file.parent.parent.name)


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (str(message.string or ""),)


def ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, tuple | list) else (str(message.id),)


def around(text: str) -> tuple[str, str, int]:
    """The space before and after it, and its lines."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.count("\n")


def faults(message: Message, forms: int) -> Iterator[str]:
    """What is wrong with one translation."""
    if message.fuzzy:
        yield "only guessed"
    said = ids(message)
    if len(strings(message)) != (forms if message.pluralizable else 1):
        yield f"{len(strings(message))} forms"
    for place, string in enumerate(strings(message)):
        if not string.strip():
            yield "not translated"
            continue
        places, known = sorted(PLACE.findall(string)), [sorted(PLACE.findall(one)) for one in said]
        # "One organisation", "two organisations" may be words without a figure; nothing else may be left out, but of
        # what is said of none, as Arabic does.
        without_figure = [[one for one in every if one not in ("%(num)s", "%(number)s")] for every in known]
        of_none = forms == ARABIC and place == 0 and set(places) <= set(known[-1])
        if places not in (known + without_figure if message.pluralizable else known) and not of_none:
            yield f"{places} for {known}"
        if "%" in PLACE.sub("", string) and "%" not in PLACE.sub("", said[0]):
            yield "a stray %"
        if sorted(TAG.findall(string)) not in [sorted(TAG.findall(one)) for one in said]:
            yield "other tags"
        if around(string) not in [around(one) for one in said]:
            yield "other space around it"


def test_the_interface_has_its_languages() -> None:
    assert {file.parent.parent.name for file in FILES} >= WANTED


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_every_string_is_translated_and_fits(file: Path) -> None:
    language, words = file.parent.parent.name, catalogue(file)
    assert words.num_plurals == PLURAL_FORMS.get(language, 2)
    wrong = [
        f"{message.id}: {fault}" for message in words if message.id for fault in faults(message, words.num_plurals)
    ]
    assert not wrong
    assert not words.obsolete


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_the_strings_are_those_of_the_sources(file: Path) -> None:
    template = {(message.context, ids(message)) for message in catalogue(FOLDER / "messages.pot") if message.id}
    translated = {(message.context, ids(message)) for message in catalogue(file) if message.id}
    assert (template - translated, translated - template) == (set(), set())


@pytest.mark.parametrize(
    ("string", "fault"),
    [
        ("%(name)s <b>ո</b>", None),
        ("<b>ո</b> %(name)s", None),
        ("", "not translated"),
        ("<b>ո</b>", "[] for [['%(name)s']]"),
        ("%(other)s <b>ո</b>", "['%(other)s'] for [['%(name)s']]"),
        ("%(name)s ո", "other tags"),
        ("%(name)s <b>ո</b> 5 %", "a stray %"),
        ("%(name)s <b>ո</b> ", "other space around it"),
    ],
)
def test_what_does_not_fit_is_found(string: str, fault: str | None) -> None:
    message = Message("%(name)s <b>a</b>", string)
    assert list(faults(message, 2)) == ([fault] if fault else [])


def test_a_plural_needs_all_its_forms() -> None:
    said = ("%(num)s day of %(name)s", "%(num)s days of %(name)s")
    assert not list(faults(Message(said, ("a day of %(name)s", "%(num)s days of %(name)s")), 2))
    assert list(faults(Message(said, ("%(num)s %(name)s",)), 2)) == ["1 forms"]
    assert list(faults(Message(said, ("%(num)s days", "%(num)s %(name)s")), 2))
    assert list(faults(Message(said, ("%(num)s %(name)s", "")), 2)) == ["not translated"]
    assert list(faults(Message(said, ("%(num)s %(name)s",) * 2, flags={"fuzzy"}), 2)) == ["only guessed"]
