"""What the words of a name mean: the field's own words and the places, in many languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from app.domain.likeness.letters import is_latin, is_unspaced, plain, unvowelled
from app.domain.text.words import words

_FOLDER = Path(__file__).parent
_LONGEST_ENDING = 7  # letters that a star can stand for
_SHORTEST_STEM = 3
_SHORTEST_PART = 4  # letters of a word within a compound
_KEY = 2  # letters by which phrases are found
_LONGEST_RUN = 8
_PARTICLES = ("وال", "بال", "لل", "ال", "و", "ل", "ب", "ה", "ל", "ב", "ו", "מ", "ש")
_RANK = {kind: rank for rank, kind in enumerate("number turn stop place people field scope type weak".split())}

Tuples = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Entry:
    """What a word can mean: its kind, and alternatives, each of one meaning or of several at once."""

    kind: str
    meanings: Tuples

    def joined(self, other: Entry) -> Entry:
        kind = min(self.kind, other.kind, key=_RANK.__getitem__)
        return Entry(kind, tuple(dict.fromkeys(self.meanings + other.meanings)))


@dataclass(frozen=True)
class _Glossary:
    words: dict[str, Entry]
    stems: dict[str, Entry]
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]]  # by their first letters
    unspaced: dict[str, Entry]  # of scripts that do not part words


@cache
def _glossary() -> _Glossary:
    found = _Glossary({}, {}, {}, {})
    for name in ("glossary.tsv", "places.tsv", "demonyms.tsv"):
        for line in (_FOLDER / name).read_text("utf-8").splitlines():
            if not line.startswith("#"):
                _add(found, line.split("\t"), plainly=name == "places.tsv")
    return found


def _add(found: _Glossary, cells: list[str], *, plainly: bool) -> None:
    """Enter one line. `plainly`: it is spelt plainly already, which saves most of the time that this takes."""
    kind, meaning = cells[:2] if len(cells) == 3 else ("place", f"@{cells[0]}")
    entry = Entry(kind, (tuple(meaning.split("+")),))
    for said in cells[-1].split(","):
        spelt = said.split() if plainly else [plain(word) + "*" * said.strip().endswith("*") for word in words(said)]
        if len(spelt) > 1:
            found.phrases.setdefault(spelt[0][:_KEY], []).append((tuple(spelt), entry))
        elif spelt:
            word = spelt[0].rstrip("*").replace("ություն", "ությ")  # as which both its cases begin
            table = (
                found.unspaced
                if is_unspaced(word)
                else found.stems
                if spelt[0].endswith("*") or word.endswith("ությ")
                else found.words
            )
            table[word] = table[word].joined(entry) if word in table else entry


@lru_cache(maxsize=20_000)
def meaning(word: str) -> Entry | None:
    """What a plainly spelt word means, in any case or number; None where it is a name, or unknown."""
    for tried in _without_particles(word):
        if entry := _listed(tried):
            return entry
    return _compound(word) if len(word) >= 2 * _SHORTEST_PART else None


def phrase(these: list[str]) -> tuple[int, Entry] | None:
    """The longest phrase that these words begin with: how many words it has, and what it means."""
    longest: tuple[int, Entry] | None = None
    for said, entry in _glossary().phrases.get(these[0][:_KEY], ()):
        if (longest is None or len(said) > longest[0]) and len(said) <= len(these) and all(map(_says, these, said)):
            longest = len(said), entry
    return longest


def parted(run: str) -> list[str]:
    """The words of a run of letters whose script parts none, as far as they are known."""
    known, found, unknown = _glossary().unspaced, [], ""
    place = 0
    while place < len(run):
        sizes = range(min(_LONGEST_RUN, len(run) - place), 0, -1)
        size = next((size for size in sizes if run[place : place + size] in known), 0)
        if size == 1 and len(run) > 1 and not _stands_alone(run, place):
            size = 0
        if size:
            found += [unknown, run[place : place + size]]
            unknown = ""
        else:
            unknown += run[place]
        place += size or 1
    return [word for word in [*found, unknown] if word]


def _stands_alone(run: str, place: int) -> bool:
    """Whether one letter here is a word of its own: between words that are known it can be."""
    known = _glossary().unspaced
    return known[run[place]].kind == "stop" and place > 0 and run[place] in "のと的及与和並为為"


def _listed(word: str) -> Entry | None:
    known = _glossary()
    if entry := known.words.get(word) or known.unspaced.get(word):
        return entry
    for size in range(len(word), max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING) - 1, -1):
        if entry := known.stems.get(word[:size]):
            return entry
    return None


def _compound(word: str) -> Entry | None:
    """What two known words written together mean, as German, Dutch, Hungarian and the Nordic languages do."""
    if not is_latin(word):
        return None
    for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first = _exactly(word[:place]) or (_exactly(word[: place - 1]) if word[place - 1] in "sne" else None)
        if first and (second := _listed(word[place:])) and "stop" not in (first.kind, second.kind):
            together = tuple(one + other for one in first.meanings for other in second.meanings)
            return Entry(min(first.kind, second.kind, key=_RANK.__getitem__), together)
    return None


def inner_initials(word: str) -> list[str]:
    """The letters with which words within a compound begin, as far as they are known: b of Gewerkschaftsbund."""
    places = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1) if len(word) >= 2 * _SHORTEST_PART else ()
    return [word[place] for place in places if word[place:] in _glossary().words]


def _exactly(word: str) -> Entry | None:
    return _glossary().words.get(word) or _glossary().stems.get(word)


def _says(word: str, said: str) -> bool:
    return word.startswith(said[:-1]) if said.endswith("*") else word == said


def _without_particles(word: str) -> list[str]:
    """The word, and the word without what Arabic and Hebrew write together with it: and, of, in, for, the."""
    found = [word]
    if unvowelled(word):
        found += [
            bare for mark in _PARTICLES if len(bare := word.removeprefix(mark)) >= _SHORTEST_STEM and bare != word
        ]
    return found
