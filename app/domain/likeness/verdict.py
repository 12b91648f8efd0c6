"""Two names side by side: one organisation, or merely alike?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from app.domain.likeness.acronyms import expands, syllables
from app.domain.likeness.alignment import Alignment, align
from app.domain.likeness.leftovers import (
    TELLING,
    apart,
    chapter,
    contradict,
    elsewhere,
    extra_weight,
    in_context,
    is_at_home,
    places,
    telling,
    turned,
)
from app.domain.likeness.letters import abjad_skeleton, script, sound, unvowelled
from app.domain.likeness.name_proper import DECISIVE, by_head, by_name_proper, sets_apart
from app.domain.likeness.named import Found, Ground
from app.domain.likeness.reading import Reading, Unit

SHOWN = 60  # of 100: from here on a moderator is shown the one beside the other
_BRAND = 0.9  # what a part of a name weighs at least to be a name by itself


def compare(one: Reading, other: Reading, countries: tuple[str, str]) -> Found | None:
    """How alike two names are, or None. `countries`: of both, "" where unknown."""
    here, there = countries
    abroad = bool(here and there and here != there)
    if one.key == other.key:
        if abroad and not _is_brand(one):
            return None
        return Found(100, ((Ground.SAME_KEY, one.name),))
    if one.drawn and one.drawn == other.drawn and sorted(one.compact) != sorted(other.compact):
        return None if abroad and not _is_brand(one) else Found(97, ((Ground.LOOKS_ALIKE, one.name),))
    found = max(_judgements(one, other, countries), key=lambda each: each.score, default=None)
    if found is None or found.score < SHOWN:
        return None
    if abroad and (found.score < 88 or not (_is_brand(one) and _is_brand(other))):
        return None
    return Found(found.score - 10, found.grounds) if abroad else found


def _is_brand(reading: Reading) -> bool:
    """Whether the name is more than words that any organisation could be called by."""
    named = [unit for unit in reading.content if unit.kind == "name" and len(unit.text) > 3]
    return bool(named) or len([unit for unit in reading.content if unit.kind != "weak"]) >= 5


def _judgements(one: Reading, other: Reading, countries: tuple[str, str]) -> Iterable[Found]:
    if found := _as_acronym(one, other, countries) or _as_acronym(other, one, countries):
        yield found
    if found := _judge(one.content, other.content, countries, one, other):
        yield found
    if found := _as_abbreviation(one, other, countries) or _as_abbreviation(other, one, countries):
        yield found
    if found := _as_letters(one, other):
        yield found
    if found := by_name_proper(one, other, countries) or by_name_proper(other, one, countries):
        yield found
    if found := by_head(one, other, countries) or by_head(other, one, countries):
        yield found
    yield from _by_parts(one, other, countries)
    yield from _by_parts(other, one, countries)


def _judge(
    one: Sequence[Unit], other: Sequence[Unit], countries: tuple[str, str], mine: Reading, theirs: Reading
) -> Found | None:
    aligned = align(one, other)
    if not aligned.pairs or turned(aligned, one, other):
        return None
    if elsewhere(aligned) or chapter(aligned, one, other):
        return None
    left, right = telling(aligned, countries)
    if len(left) == len(right) == 1 and (ground := in_context(aligned, left[0], right[0], countries)):
        aligned.pairs.append((left[0], right[0], ground))
        aligned.shared += 0.8 * max(left[0].weight, right[0].weight)
        left, right = [], []
    if any(unit.kind in DECISIVE for unit in left + right):
        return None
    if left and right and contradict(left, right, aligned):
        return None
    extra = extra_weight(aligned, left, right)
    if extra is None:
        return None
    shared = aligned.shared
    if not shared:
        return None  # words that say nothing
    score = round(100 * shared / (shared + extra))
    certainty = min((_certainty(ground, a, b) for a, b, ground in aligned.pairs), default=1.0)
    return Found(min(96, round(score * certainty)), _grounds(aligned, left + right))


def _certainty(ground: Ground, one: Unit, other: Unit) -> float:
    return 0.97 if ground is Ground.SPELLING else 1.0


def _as_acronym(short: Reading, long: Reading, countries: tuple[str, str]) -> Found | None:
    """Whether one name is nothing but the initials of the other."""
    if len(short.content) != 1 or len(long.content) < 2:
        return None
    unit = short.content[0]
    if (
        unit.kind == "number"
        or not 2 <= len(unit.text) <= 10
        or (countries[0] and countries[1] and countries[0] != countries[1])
    ):
        return None
    where = expands(unit.text, long.units)
    if where is None:
        spelt = syllables(unit.text, long.units, skipping=unit.capitals)
        return Found(72, ((Ground.ACRONYM, f"{short.name} – {long.name}"),)) if spelt else None
    rest = [u for u in (*long.units[: where[0]], *long.units[where[1] :]) if u.weight >= TELLING]
    rest = [u for u in rest if not is_at_home(u, countries)]
    if rest or len(unit.text) < 3:
        return None
    return Found(80, ((Ground.ACRONYM, f"{short.name} – {long.name}"),))


def _as_abbreviation(short: Reading, long: Reading, countries: tuple[str, str]) -> Found | None:
    """Whether one name is made of letters of the other in their order, as Chinese and Korean shorten names."""
    few, many = short.run, long.run
    if not (few and many) or not 2 <= len(few) <= 4 or len(many) < 2 * len(few):
        return None
    if few[0] not in {unit.text[0] for unit in long.units[:2]} or (all(countries) and countries[0] != countries[1]):
        return None
    begins = "".join(unit.text[:1] for unit in long.units) if len(few) == 2 else many
    rest = iter(begins)
    return Found(72, ((Ground.ACRONYM, f"{short.name} – {long.name}"),)) if all(each in rest for each in few) else None


def _as_letters(one: Reading, other: Reading) -> Found | None:
    """Whether two names are the same run of letters but for a slip, or sound the same, wherever their words part."""
    longest = max(len(one.compact), len(other.compact))
    if longest < 6 or abs(len(one.compact) - len(other.compact)) > 3:
        return None
    if one.compact == other.compact:
        return Found(96, ((Ground.SPELLING, one.name),))
    if _numbers(one) != _numbers(other):
        return None
    scripts = {script(reading.content[0].text) for reading in (one, other) if reading.content}
    if not any(unit.means for unit in (*one.content, *other.content)) or len(scripts) > 1:
        mine, theirs = sound(one.compact), sound(other.compact)
        bones = [abjad_skeleton(reading.name) for reading in (one, other)]
        if bones[0] == bones[1] and len(bones[0]) >= 3 and unvowelled(one.name) != unvowelled(other.name):
            return Found(75, ((Ground.OTHER_SCRIPT, one.name),))
        if OSA.normalized_similarity(mine, theirs) >= 0.92:
            return Found(85, ((Ground.OTHER_SCRIPT, one.name),))
    return None


def _numbers(reading: Reading) -> list[str]:
    return sorted(unit.text for unit in reading.content if unit.kind == "number")


def _by_parts(whole: Reading, other: Reading, countries: tuple[str, str]) -> Iterable[Found]:
    """Whether a part of one name, before a dash or in brackets, is the other name."""
    for number, part in enumerate(whole.parts):
        rest = [unit for place, each in enumerate(whole.parts) if place != number for unit in each]
        if sets_apart(rest, part, countries) or apart(places(whole.content), places(other.content)):
            continue
        if len(part) == 1 and len(other.content) > 1 and expands(part[0].text, rest):
            continue  # it is written out beside it, and that is what is compared
        weight = sum(unit.weight for unit in part)
        if weight < _BRAND:
            continue
        found = _judge(part, other.content, countries, whole, other)
        if found and found.score >= 80 and _substantial(part, whole):
            grounds = tuple(ground for ground in found.grounds if ground[0] is not Ground.SAME_KEY)
            yield Found(min(90, found.score), (*grounds, (Ground.PARTS, " ".join(unit.text for unit in part))))
        elif not number and part[0].kind == "field" and [u.text for u in part] == [u.text for u in other.content]:
            yield Found(70, ((Ground.PARTS, " ".join(unit.text for unit in part)),))


def _substantial(part: Sequence[Unit], whole: Reading) -> bool:
    if any(unit.kind in ("name", "acronym") and len(unit.text) > 2 for unit in part):
        return True
    return len(part) >= 2 and sum(unit.weight for unit in part) >= 0.3 * whole.weight


_SPOKEN = (Ground.SPELLING, Ground.OTHER_SCRIPT, Ground.TRANSLATION, Ground.ACRONYM, Ground.INFLECTION)


def _grounds(aligned: Alignment, extra: list[Unit]) -> tuple[tuple[Ground, str], ...]:
    """Why two names are one, the strongest first, each with the words that say so."""
    found: dict[Ground, list[str]] = {}
    for one, other, ground in aligned.pairs:
        if ground in _SPOKEN:
            found.setdefault(ground, []).append(f"{one.text} – {other.text}")
    if not aligned.in_order:
        found[Ground.WORD_ORDER] = [" ".join(one.text for one, *_ in aligned.pairs)]
    rest = [unit.text for unit in (*aligned.left, *aligned.right)]
    if rest or not found:
        found[Ground.PARTS] = [" ".join(rest)]
    order = [Ground.ACRONYM, Ground.WORD_ORDER, Ground.INFLECTION, Ground.OTHER_SCRIPT, Ground.SPELLING]
    order += [Ground.TRANSLATION, Ground.PARTS]
    return tuple((ground, ", ".join(found[ground])) for ground in order if ground in found)
