"""Countries as people write them: by name in many languages, by code, by flag, twice, or by a town before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale
from rapidfuzz import fuzz, process

from app.domain.text.countries import country_codes
from app.domain.text.words import in_latin, words
from app.imports.country_words import SHARED, THREE_LETTERS, USUAL_NAMES

_FIRST = "en hy ru fr es ar de uk ka tr pt it pl".split()
_OTHERS = """
nl sv cs sk ro hu bg el fa he zh ja ko hi vi id az sr hr sl fi da nb lt lv et sq
mk be kk uz ky tg mn ms sw am ur bn ta th ca eu gl is ga cy hr bs
""".split()
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FLAG_A = 0x1F1E6
_PARTS = re.compile(r"[/,;()\[\]|\n–—]| - ")
_ALIKE = 80
_SHORTEST = 5  # letters of a name of which one may be wrong


@dataclass(frozen=True)
class Place:
    """The country that a cell names, or None; whether it names several; what was perhaps meant."""

    code: str | None = None
    several: bool = False
    perhaps: str | None = None


@cache
def country_of(text: str) -> Place:
    """The country that this text names."""
    flags = {_flag(found) for found in _FLAG.findall(text)} & country_codes()
    bare = _FLAG.sub(" ", text).strip()
    if not flags and _in_letters(bare) in SHARED:
        return Place(several=True)
    whole = _code(bare) or _code(_turned(bare))
    if whole or (flags and not bare):
        return Place(whole or min(flags), several=len(flags | {whole} - {None}) > 1)
    found = {code for part in _PARTS.split(bare) if (code := _code(part))} | flags
    if len(found) == 1:
        return Place(found.pop())
    if found:
        return Place(several=True)
    near = process.extractOne(_folded(bare), list(_names()), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return Place(perhaps=_names()[near[0]] if near and len(bare) >= _SHORTEST else None)


def is_country(text: str) -> bool:
    """Whether this names a country and nothing else, once or in several languages."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    codes = {_code(part) for part in parts}
    return _code(text) is not None or (len(codes) == 1 and None not in codes)


def _code(text: str) -> str | None:
    text = text.strip(" .:;*\u00a0\t\n\"'«»")
    shouted = text.replace(".", "").replace(" ", "").upper()
    if shouted in USUAL_NAMES:
        return USUAL_NAMES[shouted]
    if len(shouted) == 2 and shouted in country_codes():
        return shouted
    if shouted in THREE_LETTERS:
        return THREE_LETTERS[shouted]
    if _in_letters(text) in SHARED:
        return None
    folded = _folded(text)
    return _names().get(folded) or _names_elsewhere().get(folded)


def _flag(pair: str) -> str:
    return "".join(chr(ord("A") + ord(letter) - _FLAG_A) for letter in pair)


def _turned(text: str) -> str:
    """What lists write behind a comma put before: "Korea, Republic of"."""
    name, comma, kind = text.partition(",")
    return f"{kind} {name}" if comma else ""


def _in_letters(text: str) -> str:
    return " ".join(map(in_latin, words(text)))


def _folded(text: str) -> str:
    """In Latin letters, so that accents and scripts are no matter; without what makes a state of a country."""
    kept = [word for word in words(text) if word not in _STATE]
    return " ".join(map(in_latin, kept or words(text)))


# Written before or behind the name, or not; what both Koreas and both Congos need stays.
_STATE = frozenset(
    """
    the of and state republic rep federation kingdom islamic republica république republique республика республики
    федерация հանրապետություն հանրապետության republik جمهورية რესპუბლიკა cumhuriyeti republika repubblica
    """.split()
)


@cache
def _names() -> dict[str, str]:
    """Every name of every country, folded, with its code: as people say it, and in the languages met most."""
    return _named_in(_FIRST) | {_folded(name): code for name, code in USUAL_NAMES.items()}


@cache
def _names_elsewhere() -> dict[str, str]:
    return _named_in(_OTHERS)


def _named_in(locales: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for locale in locales:
        for code, name in Locale(locale).territories.items():
            if code in country_codes():
                found.setdefault(_folded(str(name)), code)
    return found
