"""The alphabets of readers: where a name stands in a list for those who read Armenian, Russian, Arabic or Spanish.

The order is the Unicode Collation Algorithm's, with what CLDR changes in it for a language: its script comes first, and
letters of its own stand where it has them. Quotes and other signs do not count, or names in quotes would come first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global
from pyuca import Collator

from app.domain.text.words import spelled

Weights = tuple[tuple[int, int], ...]  # for each letter: what tells it from others, what tells its accents apart

_DIGIT_NINE = "9"  # the last that comes before every letter
_PLAIN = 0x20  # the weight of having no accent
_AFTER_ALL = 0xFFFE  # after whatever can follow the letter before
_IMPLICIT = 0xFB00  # from here on, weights of what this version of Unicode does not order
_LONGEST = 1000  # bytes of a key; PostgreSQL keeps no more than 2704 in an index


@dataclass(frozen=True)
class Collation:
    """How one kind of reader sorts; letters as NFD writes them."""

    script: str  # ISO 15924; it comes first
    alphabet: str = ""  # its first and its last letter in Unicode's table; "": Unicode has it first already
    after: Mapping[str, str] = field(default_factory=dict)  # a letter of its own, right after this one
    read_as: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # sorted as these letters, with this accent


COLLATIONS: Mapping[str, Collation] = MappingProxyType(
    {
        "root": Collation("Latn"),
        "es": Collation("Latn", after={"n\u0303": "n"}),
        "hy": Collation("Armn", "\u0531\u0587", read_as={"և": ("եվ", _PLAIN)}),
        "ru": Collation("Cyrl", "\u0400\u052f"),
        "ar": Collation(
            "Arab",
            "\u0620\u06d3",
            read_as={
                "\u0629": ("\u062a", _PLAIN),  # teh marbuta, then teh
                "\u062a": ("\u062a", _PLAIN + 1),
                "\u06cc": ("\u064a", _PLAIN),  # the other two yehs, then yeh
                "\u0649": ("\u064a", _PLAIN + 1),
                "\u064a": ("\u064a", _PLAIN + 2),
                "\u0627\u0654": ("\u0621", _PLAIN + 1),  # hamza on alef, waw, under alef, on yeh, and alef itself
                "\u0648\u0654": ("\u0621", _PLAIN + 2),
                "\u0627\u0655": ("\u0621", _PLAIN + 3),
                "\u064a\u0654": ("\u0621", _PLAIN + 4),
                "\u0627": ("\u0621", _PLAIN + 5),
                "\u0627\u0653": ("\u0621\u0621", _PLAIN + 6),  # alef with madda
            },
        ),
    }
)


def script_of(locale: str) -> str:
    """The script that the language is written in, as ISO 15924 writes it: `Latn` for `en`, `Cyrl` for `sr`."""
    parsed = Locale.parse(locale, sep="-")
    likely = get_global("likely_subtags").get(parsed.language, "")
    return parsed.script or (likely.split("_")[1] if likely.count("_") else "Latn")


@lru_cache
def collation_of(locale: str) -> str:
    """Which of COLLATIONS readers of this language know: their own, or one that has their script first."""
    language, script = locale.split("-")[0], script_of(locale)
    if language in COLLATIONS and COLLATIONS[language].script == script:
        return language
    return next((name for name, one in COLLATIONS.items() if one.script == script), "root")


def collation_key(name: str, collation: str) -> bytes:
    """Bytes that sort as the name does; the same on every database."""
    text = unicodedata.normalize("NFD", (spelled(name) or name).lower())  # case does not count
    weights = list(_weights(text, collation))
    letters = [primary for primary, _ in weights if primary]
    accents = [secondary for _, secondary in weights if secondary]
    while accents and accents[-1] == _PLAIN:
        accents.pop()
    return b"".join(unit.to_bytes(2, "big") for unit in (*letters, 0, *accents))[:_LONGEST]


def _weights(text: str, collation: str) -> Iterator[tuple[int, int]]:
    """Of each letter in turn."""
    own = COLLATIONS[collation]
    start, end = _first(collation)
    letters = _letters_begin()
    place = 0
    while place < len(text):
        cluster = _cluster(text, place)
        place += len(cluster)
        read_as, accent = own.read_as.get(cluster, (own.after.get(cluster, cluster), 0))
        for primary, secondary in _elements(read_as):
            if start <= primary <= end:
                yield primary - start + letters, accent or secondary
            elif letters <= primary < start:
                yield primary + end - start + 1, secondary
            else:
                yield primary, secondary
        if cluster in own.after:
            yield _AFTER_ALL, 0


def _cluster(text: str, place: int) -> str:
    """The letter there with the marks on it."""
    end = place + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return text[place:end]


@lru_cache(maxsize=1 << 12)
def _elements(cluster: str) -> Weights:
    return tuple((primary, secondary) for primary, secondary, _ in _collator().collation_elements(cluster))


@cache
def _first(collation: str) -> tuple[int, int]:
    """Where the letters of the script begin and end that comes first; nowhere, where that is Unicode's order anyway."""
    alphabet = COLLATIONS[collation].alphabet
    if not alphabet:
        return 1, 0
    every = (chr(code) for code in range(ord(alphabet[0]), ord(alphabet[1]) + 1))
    letters = [one for one in every if unicodedata.category(one) in ("Lu", "Ll", "Lo")]
    nfd = (unicodedata.normalize("NFD", letter) for letter in letters)
    found = [primary for letter in nfd if 0 < (primary := _elements(letter)[0][0]) < _IMPLICIT]
    return min(found), max(found)


@cache
def _letters_begin() -> int:
    return _elements(_DIGIT_NINE)[0][0] + 1


@cache
def _collator() -> Collator:
    return Collator()
