"""What is left over when the words of two names are paired: whether it tells two organisations apart."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA, Prefix

from app.domain.likeness.alignment import Alignment, align
from app.domain.likeness.letters import script
from app.domain.likeness.named import Ground
from app.domain.likeness.reading import Unit

TELLING = 0.5  # a word that weighs less is left over without harm
_SHORTEST_BRAND = 4  # letters
_LONGEST_ENDING = 2
_CONTEXT = 1.5  # what the words that agree weigh, where they vouch for one that nearly does
_TRANSLATED = 2  # words that were translated, where the names are of two languages
_WINGS = frozenset(("youth", "student", "women"))
_MOSTLY = 3  # words that were translated, where they vouch for one that is unknown


def telling(aligned: Alignment, countries: tuple[str, str]) -> tuple[list[Unit], list[Unit]]:
    """The words left over on each side that say something: not weak ones, nor the country that both are in anyway."""
    shared = {unit.means for pair in aligned.pairs for unit in pair[:2] if unit.means}

    def of(units: list[Unit], others: list[Unit]) -> list[Unit]:
        named = any(unit.kind in ("name", "acronym", "place") for unit in others)
        called = any(unit.kind == "type" for unit in others)  # what is no association can well be an organisation
        return [
            unit
            for unit in units
            if (unit.weight >= TELLING or (called and "organisation" in unit.means))
            and (named or not (is_at_home(unit, countries) or unit.means in shared))
        ]

    return of(aligned.left, aligned.right), of(aligned.right, aligned.left)


def is_at_home(unit: Unit, countries: tuple[str, str]) -> bool:
    """Whether this is the country, or a place in it, that both say they are in."""
    if unit.kind != "place" or not countries[0] or countries[0] != countries[1]:
        return False
    return any(place.removeprefix("@").partition(".")[0] == countries[0] for place in unit.means)


def turned(aligned: Alignment, one: Sequence[Unit], other: Sequence[Unit]) -> bool:
    """Whether the same words stand on the other side of `against`, or only one has it."""
    if any(ground is Ground.ACRONYM for *_, ground in aligned.pairs):
        return False  # it is in the acronym
    mine = [place for place, unit in enumerate(one) if unit.kind == "turn"]
    theirs = [place for place, unit in enumerate(other) if unit.kind == "turn"]
    slips = [
        pair
        for pair in aligned.pairs
        if len({unit.kind for unit in pair[:2]} & {"turn"}) and pair[0].kind != pair[1].kind
    ]
    if len(mine) != len(theirs):
        return not slips
    if not mine:
        return False
    if mine[-1] + 1 < len(one) and theirs[-1] + 1 < len(other):
        after, there = one[mine[-1] + 1 :], other[theirs[-1] + 1 :]
        before = one[: mine[0]]
        if before and after and not align(after, there).pairs and align(before, there).pairs:
            return True
    return False


def contradict(left: list[Unit], right: list[Unit], aligned: Alignment) -> bool:
    """Whether what is left over on the one side speaks against what is left over on the other."""
    translated = sum(ground in (Ground.TRANSLATION, Ground.OTHER_SCRIPT) for *_, ground in aligned.pairs)
    if translated >= 2 and len(left) == len(right) == 1:
        kinds = {left[0].kind, right[0].kind}
        return not kinds <= {"type"} or aligned.shared < 2.5
    return True


def elsewhere(aligned: Alignment) -> bool:
    """Whether each has a place that the other has not, and neither place lies in the other."""
    return apart(places(aligned.left), places(aligned.right))


def apart(mine: set[str], theirs: set[str]) -> bool:
    """Whether there are places on both sides, and none of them is or lies in one of the other."""
    return bool(mine and theirs) and not any(
        one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.") for one in mine for other in theirs
    )


def in_context(aligned: Alignment, left: Unit, right: Unit, countries: tuple[str, str]) -> Ground | None:
    """On what ground two words are one that would not be by themselves, where all the others of the names agree."""
    if (
        (left.means and right.means)
        or {left.kind, right.kind} & {"number", "turn"}
        or (left.capitals and right.capitals)
    ):
        return None
    one, other = left.text, right.text
    if script(one) == script(other) and min(len(one), len(other)) >= _SHORTEST_BRAND and aligned.shared >= _CONTEXT:
        if OSA.distance(one, other, score_cutoff=1) <= 1:
            return Ground.SPELLING
        shared = Prefix.similarity(one, other)
        if shared >= _SHORTEST_BRAND - 1 and max(len(one), len(other)) - shared <= _LONGEST_ENDING:
            return Ground.INFLECTION
    at_one = bool(countries[0]) and countries[0] == countries[1]
    if not at_one:
        return None
    agreed = sum(ground in (Ground.TRANSLATION, Ground.OTHER_SCRIPT) for *_, ground in aligned.pairs)
    unknown = script(one) != script(other) and left.kind == right.kind == "name"
    return Ground.TRANSLATION if agreed >= (_MOSTLY - 1 if unknown else _MOSTLY) else None


def _translated(aligned: Alignment) -> int:
    return sum(ground is Ground.TRANSLATION for *_, ground in aligned.pairs)


def chapter(aligned: Alignment, one: Sequence[Unit], other: Sequence[Unit]) -> bool:
    """Whether one is a network whose name ends in International, and the other names a country besides."""
    for name, rest in ((one, aligned.right), (other, aligned.left)):
        if "international" in name[-1].means and any("." not in place for place in places(rest)):
            return True
    return False


def places(units: Sequence[Unit]) -> set[str]:
    """Where the words say that something is."""
    return {place for unit in units if unit.kind == "place" for place in unit.means}


def is_wing(rest: Sequence[Unit]) -> bool:
    """Whether these words make a part of a party or a network of its own: its youth, its women."""
    about = [unit for unit in rest if unit.kind in ("field", "people")]
    return bool(about) and all(unit.means & _WINGS for unit in about)


def extra_weight(aligned: Alignment, left: list[Unit], right: list[Unit]) -> float | None:
    """What the words left over weigh, or None where they make it another organisation."""
    extra = left + right
    weight = sum(unit.weight for unit in extra)
    if not extra:
        return 0.0
    if left and right:
        return weight / 2  # two words for what an organisation calls itself
    kinds = {unit.kind for unit in extra}
    if "place" in kinds or is_wing(extra):
        return None
    if kinds <= {"type"} and any(
        unit.kind == "name" or (unit.capitals and len(unit.text) >= _SHORTEST_BRAND)
        for pair in aligned.pairs
        for unit in pair[:2]
    ):
        return 0.35 * weight
    if kinds <= {"type"} and len(extra) == 1 and _translated(aligned) >= _TRANSLATED:
        return weight / 2  # in one language it says what it is, in the other not
    own = [pair for pair in aligned.pairs if any(u.kind == "name" and len(u.text) >= _SHORTEST_BRAND for u in pair[:2])]
    if own and not kinds & {"name", "acronym"}:
        return min(0.35 * weight, 0.5 * aligned.shared)
    if kinds & {"scope", "people"} or aligned.shared < 2.8 * weight:
        return None
    return weight
