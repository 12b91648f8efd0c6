"""Marks for an index: what two alike organisations nearly always share, and two others seldom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from app.domain.likeness.acronyms import LONGEST, english_initial
from app.domain.likeness.addresses import domains
from app.domain.likeness.compare import other_names
from app.domain.likeness.glossary import inner_initials
from app.domain.likeness.letters import abjad_skeleton, is_unspaced, sound
from app.domain.likeness.named import Named
from app.domain.likeness.reading import Reading, Unit, read
from app.domain.text.words import in_latin

MOST_MARKS = 24
LONGEST_MARK = 40  # characters; the rest becomes a digest
_BONES = 4  # consonants of a word that are compared; endings come after
_PAIRED = 6  # words of a name that are marked in pairs
_SHORTEST_ALONE = 3
_FEW = 3  # words
_WHOLE = 12  # consonants of a whole name


def marks(named: Named) -> frozenset[str]:
    """At most MOST_MARKS short strings; two alike organisations share one. The rarer a mark, the more it says.

    Marks of an organisation change with its name, its other names, its website and its e-mail address, and with nothing
    else.
    """
    found = [f"@{domain}" for address in (named.website, named.email) for domain in sorted(domains(address))]
    names = dict.fromkeys(name for name in (named.organisation, named.organisation_latin, *other_names(named)) if name)
    each = [_of_name(name) for name in names]
    # The strongest of every name before the weaker ones of the first.
    ranked = sorted((rank, place) for place, marked in enumerate(each) for rank in range(len(marked)))
    found += [each[place][rank] for rank, place in ranked]
    return frozenset(list(dict.fromkeys(map(_short, found)))[:MOST_MARKS])


@lru_cache(maxsize=8192)
def _of_name(name: str) -> tuple[str, ...]:
    """The marks of one name, the strongest first."""
    reading = read(name)
    words = [unit for unit in reading.content if unit.kind in ("name", "acronym")]
    found = [f"={reading.key}", f"w{abjad_skeleton(reading.compact)[:_WHOLE]}"]
    found += [f"^{letters}" for letters in _acronyms(reading)]
    found += [f"c{letters}" for letters in _consonants(reading)]
    found += [f"s{_bones(unit)}" for unit in words]
    if len(reading.content) <= _FEW:  # of which a slip can spoil what the rest would be found by
        known = [unit for unit in reading.content if unit.kind not in ("name", "acronym", "weak")]
        found += [f"s{_bones(unit)}" for unit in known]
    if len(reading.content) == 1:
        found += [f"d{bones}" for unit in words for bones in _with_a_slip(abjad_skeleton(unit.text))]
    meant = [unit for unit in reading.content if unit.means]
    if len(meant) == 1 and not words:
        found += [f"m{one}" for one in sorted(meant[0].means)]
    if reading.parts and len(reading.parts[0]) == 1:  # what stands before a dash can be all that it is called
        found += [f"m{one}" for one in sorted(reading.parts[0][0].means)]
    found += [f"m{pair}" for pair in _pairs(meant)]
    found += [f"~{reading.drawn}", *(f"^{letters}" for letters in _shorter_acronyms(reading))]
    return tuple(dict.fromkeys(found))


def _acronyms(reading: Reading) -> Iterator[str]:
    """The letters that the name is, or could be, known by."""
    letters = "".join(unit.text for unit in reading.units)
    if is_unspaced(letters):  # shortened to its first letter and some of the others
        yield from (letters[0] + unit.text[0] for unit in reading.units[1:_PAIRED])
        yield from (letters[0] + letter for letter in letters[1:_PAIRED])
    for unit in reading.content:
        alone = len(reading.content) == 1 and len(unit.text) <= LONGEST
        if (unit.capitals or alone) and len(unit.text) >= 2:
            yield "".join(in_latin(letter)[:1] for letter in unit.text)
    content = [unit for unit in reading.content if unit.kind != "weak"]
    at_home = [unit for unit in content if unit.kind != "place"]
    for units in (reading.units, reading.content, content, at_home):
        if 2 <= len(units) <= LONGEST:
            latin = [in_latin(unit.text) for unit in units]
            yield "".join(word[:1] for word in latin)
            if len(units) <= _FEW:
                yield "".join(word[:1] + "".join(inner_initials(word)[:1]) for word in latin)
    if len(content) >= _SHORTEST_ALONE and any(unit.text != in_latin(unit.text) for unit in content):
        yield "".join(english_initial(unit) for unit in content)


def _consonants(reading: Reading) -> Iterator[str]:
    """The consonants among the letters of an acronym, which are the initials also where it takes vowels from words."""
    content = [in_latin(unit.text) for unit in reading.content]
    if len(content) == 1 and 4 <= len(content[0]) <= LONGEST:
        letters = content[0]
    elif _SHORTEST_ALONE <= len(content) <= LONGEST:
        letters = "".join(word[:1] for word in content)
    else:
        return
    bare = re.sub(r"(.)\1+", r"\1", re.sub("[aeiou]", "", letters))
    if len(bare) >= 2:
        yield bare


def _shorter_acronyms(reading: Reading) -> Iterator[str]:
    """The initials where one of many words is left out."""
    initials = "".join(in_latin(unit.text)[:1] for unit in reading.content if unit.kind != "weak")
    if _PAIRED - 2 < len(initials) <= _PAIRED + 1:
        yield from (initials[:place] + initials[place + 1 :] for place in range(1, len(initials)))


def _bones(unit: Unit) -> str:
    bones = abjad_skeleton(unit.text)
    return bones[:_BONES] if len(bones) > 1 else f"{bones}.{sound(unit.text)[:_BONES]}"


def _with_a_slip(bones: str) -> Iterable[str]:
    """The consonants, and what is left of them where any one is missing: two with a slip each meet in one."""
    if len(bones) < _SHORTEST_ALONE:
        return ()
    bones = bones[:_PAIRED]
    return (bones, *(bones[:place] + bones[place + 1 :] for place in range(len(bones))))


def _pairs(units: list[Unit]) -> Iterator[str]:
    """Every two things that the words mean, the most telling first."""
    telling = sorted((unit for unit in units if unit.kind != "weak"), key=lambda unit: -unit.weight)[:_PAIRED]
    meanings = [sorted(unit.means)[0] for unit in telling]
    for one, other in combinations(meanings, 2):
        yield "+".join(sorted((one, other)))
    for place, unit in enumerate(telling):  # a word of two meanings is sought under the second, too
        for second in sorted(unit.means)[1:2]:
            for other in meanings[:place] + meanings[place + 1 :]:
                yield "+".join(sorted((second, other)))


def _short(mark: str) -> str:
    written = mark.encode("utf-8", "replace")
    if len(mark) <= LONGEST_MARK:
        return written.decode()
    return written.decode()[:8] + blake2b(written, digest_size=12).hexdigest()
