"""Whether letters are the initials of words: in their own script, in Latin letters, or of the words in English."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from app.domain.likeness.glossary import inner_initials
from app.domain.likeness.reading import Unit
from app.domain.text.words import in_latin

SHORTEST = 2
LONGEST = 10
_LONG = 4  # letters of an acronym that can leave a word out
_SYLLABLE = 3  # letters that one word can give
_FEWEST_SYLLABLES = 3
_SKIPPED = 100  # counted for a word left out, so that it happens once
_DIGRAPHS = frozenset("sz cs zs gy ny ty ch sh kh zh ts th gh dz ph".split())
_ATTACHED = ("የ", "ለ", "በ", "ال", "ה")  # written together with the word that the initial is of
# What a word can be said to begin with in English, where its meaning is named by another word here.
_ALSO = {
    "defence": "pd", "law": "l", "citizen": "c", "women": "w", "youth": "y", "speech": "es", "support": "sa",
    "children": "c", "human": "h", "lgbt": "l", "international": "i", "monitoring": "mw", "aid": "ahr",
    "freedom": "fl", "environment": "e", "against": "a", "people": "p", "doctor": "dm",
    "centre": "c", "journalist": "j",
}  # fmt: skip


def expands(acronym: str, units: Sequence[Unit]) -> tuple[int, int] | None:
    """Where in these units the words stand whose initials the acronym is: the first place, and the one after."""
    if not SHORTEST <= len(acronym) <= LONGEST:
        return None
    known = frozenset().union(*map(_heads, units))
    for letters in dict.fromkeys((acronym, _latin(acronym))):
        if not known.issuperset(letters):
            continue
        for start in range(len(units)):
            if units[start].kind != "stop" or units[start].text[:1] == letters[:1]:
                end = _spelt(letters, 0, units, start, 0)
                if end and _words(units[start:end]) >= SHORTEST:
                    return start, end
    return None


def syllables(acronym: str, units: Sequence[Unit], *, skipping: bool) -> bool:
    """Whether the letters are how these words begin, some with several: FEDO, Feminist Dalit Organisation.

    `skipping`: one word can be left out.
    """
    if not _LONG <= len(acronym) <= LONGEST:
        return False
    content = [unit.text for unit in units if unit.kind != "stop"][:LONGEST]
    tried = [(acronym, content), (in_latin(acronym), [in_latin(text) for text in content])]
    return len(content) >= _FEWEST_SYLLABLES and any(
        _begun(letters, texts, skipping=skipping) for letters, texts in tried
    )


def _begun(letters: str, texts: list[str], *, skipping: bool) -> bool:
    """Whether beginnings of the texts in their order make up the letters."""
    reached = {(0, 0)}  # letters spelt, words left out
    for number, text in enumerate(texts):
        begun = {
            (at + size, left)
            for at, left in reached
            for size in range(1, _SYLLABLE + 1)
            if len(text) >= size and letters.startswith(text[:size], at)
        }
        skipped = {(at, left + 1) for at, left in reached if skipping and number and not left}
        reached = begun | skipped
    return any(at == len(letters) for at, _ in reached)


def _words(units: Sequence[Unit]) -> int:
    return sum(unit.kind != "stop" for unit in units)


def _spelt(letters: str, at: int, units: Sequence[Unit], place: int, used: int) -> int:
    """The place after the words that spell the rest of the letters, or 0."""
    if at == len(letters):
        while 0 < place < len(units) and units[place].text == units[place - 1].text:
            place += 1  # one word that says two things has one initial
        return place
    if place == len(units) or used % _SKIPPED > LONGEST + 6:
        return 0
    unit = units[place]
    for initial in _initials(unit):
        if letters.startswith(initial, at) and (end := _spelt(letters, at + len(initial), units, place + 1, used + 1)):
            return end
    if place and unit.text == units[place - 1].text:
        return _spelt(letters, at, units, place + 1, used)
    if at and unit.kind in ("stop", "weak"):  # not every acronym counts its prepositions
        return _spelt(letters, at, units, place + 1, used + 1)
    if at >= 2 and len(letters) >= _LONG and used < _SKIPPED:  # nor every word, where it has many
        return _spelt(letters, at, units, place + 1, used + _SKIPPED)
    return 0


_latin = lru_cache(maxsize=20_000)(in_latin)


@lru_cache(maxsize=20_000)
def _heads(unit: Unit) -> frozenset[str]:
    """The letters that the word can stand for in an acronym."""
    return frozenset("".join(_initials(unit)))


@lru_cache(maxsize=20_000)
def _initials(unit: Unit) -> tuple[str, ...]:
    latin = in_latin(unit.text)
    found = [unit.text[:1], latin[:1]]
    if latin[:2] in _DIGRAPHS:
        found.append(latin[:2])
    found += [unit.text[len(mark) : len(mark) + 1] for mark in _ATTACHED if unit.text.startswith(mark)]
    found += [latin[0] + letter for letter in inner_initials(latin)]
    for meant in unit.means:
        found += meant[:1] if meant[0] != "@" else ""
        found += _ALSO.get(meant, "")
    if unit.kind == "number":
        found.append(unit.text)
    return tuple(dict.fromkeys(filter(None, found)))


def english_initial(unit: Unit) -> str:
    """The letter that the word would begin with in English, as far as we know it."""
    meant = min(unit.means, default="")
    if meant.startswith("@"):
        country, _, city = meant.removeprefix("@").partition(".")
        return (city or country)[:1].lower()
    return (meant or in_latin(unit.text))[:1]
