"""A name as it is read: its words, what each means and how much it says, its acronym, its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.domain.likeness.glossary import Entry, meaning, parted, phrase
from app.domain.likeness.letters import is_latin, is_unspaced, plain, unvowelled
from app.domain.text import organisation_key
from app.domain.text.legal_forms import without_legal_forms
from app.domain.text.look_alikes import drawn
from app.domain.text.words import QUOTES, words

MOST_WORDS = 24  # of a name; what follows is not compared
# How much it says about which organisation this is, by the kind of word.
WEIGHTS = {
    "name": 1.2, "number": 1.2, "acronym": 1.0, "place": 1.0, "people": 1.0, "field": 0.9, "scope": 0.7, "type": 0.6,
    "weak": 0.2, "turn": 1.5, "stop": 0.0,
}  # fmt: skip

_NOTHING: frozenset[str] = frozenset()
_ELISION = re.compile(r"\b(dell|dall|nell|sull|all|quell|[lLdDnNsSqQjJ])['’‘`ʼ](?=\w)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<=[^\W\d_]{4})['’‘`ʼ][a-zçğıöşü]{1,4}(?!\w)")  # Derneği'nden, Women's
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_PARTS = re.compile(r"\s*(?:[/|;:：／]|\s[-–—−]+\s|,\s|\.\s|[–—])\s*")
_QUOTED = re.compile(f"[{QUOTES}‘‚]([^{QUOTES}]{{2,}}?)[{QUOTES}’]")
_INNERMOST = re.compile(f"[«„“‹「『]([^{QUOTES}]{{2,}})[»”“›」』]")
_CAPITALS = re.compile(r"^[^\W\d_]{2,8}\d?$")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity, which thousands of comparisons look up fast
class Unit:
    """One word of a name, plainly spelt. Made by `unit_of`, so that equal ones are one."""

    text: str
    kind: str
    means: frozenset[str] = frozenset()
    weight: float = 0.0
    capitals: bool = False  # it was written as an acronym is


@lru_cache(maxsize=50_000)
def unit_of(text: str, kind: str, means: frozenset[str], weight: float, capitals: bool) -> Unit:
    """The one Unit that is so."""
    return Unit(text, kind, means, weight, capitals)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A name as it is read. `units` has every word; `content` those that are not only there to hold others together."""

    name: str
    key: str
    drawn: str
    units: tuple[Unit, ...]
    content: tuple[Unit, ...]
    parts: tuple[tuple[Unit, ...], ...]  # what stands before and after a dash, in brackets, in quotes; none if only one
    quoted: tuple[Unit, ...]  # what alone stands in quotes, as the name proper does in the East
    weight: float
    compact: str  # all its letters in one
    run: str  # the same in a script that parts no words; else empty


@lru_cache(maxsize=8192)
def read(name: str) -> Reading:
    """The reading of a name; of any text, in time that its length bounds."""
    units = _units(name)
    content = tuple(unit for unit in units if unit.kind != "stop") or units
    parts = tuple(part for text in _parts(name) if (part := tuple(u for u in _units(text) if u.kind != "stop")))
    weight = sum(unit.weight for unit in content)
    key = organisation_key(name)
    return Reading(
        name, key, drawn(name), units, content, parts, _quoted(name), weight, key.replace(" ", ""), _run(units)
    )


def _run(units: tuple[Unit, ...]) -> str:
    letters = "".join(unit.text for unit in units)
    return letters if is_unspaced(letters) else ""


def _quoted(name: str) -> tuple[Unit, ...]:
    found = _INNERMOST.findall(name) or _QUOTED.findall(name)
    return tuple(unit for unit in _units(found[0]) if unit.kind != "stop") if len(found) == 1 else ()


def _parts(name: str) -> list[str]:
    """The pieces of a name that could be a name of their own."""
    inside = _BRACKETS.findall(name)
    outside = _BRACKETS.sub(" ", name) if inside else name
    pieces = [piece for piece in _PARTS.split(outside) if piece.strip()]
    quoted = _QUOTED.findall(name)
    found = [*inside, *(pieces if len(pieces) > 1 or inside else []), *quoted]
    if inside and len(pieces) > 1:
        found.append(outside)
    return [piece.strip() for piece in found if piece.strip() and piece.strip() != name.strip()][:8]


def _units(name: str) -> tuple[Unit, ...]:
    """The words of the name without legal forms, each with its meaning."""
    spaced = _DOTTED.sub(lambda found: found[0].replace(".", ""), name)
    spaced = _SUFFIX.sub("", spaced)
    spaced = _ELISION.sub(r"\1 ", spaced.replace("&", " and ").replace("+", " "))
    capitals = _capitals(spaced)
    quoted = any(character in QUOTES for character in name)
    kept = without_legal_forms(words(spaced)[: 2 * MOST_WORDS], quoted=quoted)
    plainly = [word for long in kept for word in _pieces(plain(long))][:MOST_WORDS]
    units: list[Unit] = []
    place = 0
    while place < len(plainly):
        said = phrase(plainly[place:])
        size, entry = said or (1, meaning(plainly[place]))
        text = "".join(plainly[place : place + size])
        units += _as_units(text, entry, text in capitals)
        place += size
    return tuple(units)


def _pieces(word: str) -> list[str]:
    return parted(word) if is_unspaced(word) else [word]


def _capitals(name: str) -> frozenset[str]:
    """The words that are written as acronyms are: in capitals where not everything is, or dotted."""
    raw = [word for word in re.split(r"[\s\-–—/(),;:]+", name.strip()) if word]
    bare = [word.strip(QUOTES + "'’.") for word in raw]
    shouted = len(bare) > 2 and name.upper() == name and name.lower() != name
    found = {
        plain(piece)
        for word in bare
        if word.isupper() and _CAPITALS.match(word) and not shouted
        for piece in words(word)
    }
    return frozenset(found)


def _as_units(text: str, entry: Entry | None, capitals: bool) -> list[Unit]:
    if text.isdecimal():
        return [unit_of(text.lstrip("0") or "0", "number", _NOTHING, WEIGHTS["number"], False)]
    bare = text.removeprefix("ال") if unvowelled(text) and len(text) > 3 else text
    if entry is None:
        kind = "acronym" if capitals else "name"
        short = is_latin(bare) and len(bare) < 3
        return [unit_of(bare, kind, _NOTHING, WEIGHTS[kind] * (0.5 if short else 1.0), capitals)]
    several = [meant for meant in entry.meanings if len(meant) > 1]
    if several:  # one word that says two things is read as two
        kinds = ["turn" if one == "against" else entry.kind for one in several[0]]
        return [
            unit_of(bare, kind, frozenset({one}), WEIGHTS["turn" if kind == "turn" else "field"], False)
            for kind, one in zip(kinds, several[0], strict=True)
        ]
    means = frozenset(meant[0] for meant in entry.meanings)
    return [unit_of(bare, entry.kind, means, WEIGHTS[entry.kind], capitals)]
