"""Which words of two names belong together, and what is left over on either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA, Prefix

from app.domain.likeness.acronyms import expands
from app.domain.likeness.letters import abjad_skeleton, half_vowelled, script, skeleton, sound, unvowelled
from app.domain.likeness.named import Ground
from app.domain.likeness.reading import Unit

# Endings of cases, numbers and genders, by script; Latin ones of the languages that put them on names.
_ENDINGS = {
    "LATIN": "s es e n en er a i y o u em ow om ami ach ego ej ie iem im ich ym es ei ya yan ian an as is us os"
    " in ein ni nin lar ler lari leri i u e a da de ta te an on ar or et".split(),
    "CYRILLIC": "а я о е ы и у ю ь й ой ий ый ая яя ое ее ые ие ого его ому ему ым им ом ем ей ов ев ам ям ами ями ах"
    " ях их ых ую юю ия ии ию ием ії ів і ї єю ією ський ская ский ские ских ской ского ка ки".split(),
    "ARMENIAN": "ի ը ն ն ով ից ում ին եր ներ երի ների երը ները ու ան այի ական յան ոց աց ն ա".split(),
    "GEORGIAN": "ი ის ს მა ად ით ო ა ები ების ებს თა ული".split(),
    "GREEK": "οσ ου ον ων οι ουσ εσ η ησ ην α ασ αν ο ι ια ιασ".split(),
    "ARABIC": "ي يه ات ين ون ان ه ها ا".split(),
    "HEBREW": "ימ ות י ית ה".split(),
    "DEVANAGARI": "ी ि ा े ों ीय".split(),
}
_VOWELS = frozenset("aeiouyаеёиоуыэюяіїєαεηιουωաեէըիոօաւაეიოუ")
_ADJECTIVES = ("sk", "an", "ean", "ul", "ur", "ov", "in", "i")  # as they sound
_ALIKE = 0.6  # below this two words have nothing to do with each other
_LEAST_STEM = 4
_LONG = 6  # letters that two words of two meanings seldom share by chance

Pair = tuple[float, Ground]


@dataclass(slots=True)
class Alignment:
    """What of two names belongs together: its weight, by ground, and the words left over on each side."""

    shared: float = 0.0
    pairs: list[tuple[Unit, Unit, Ground]] = field(default_factory=list)
    left: list[Unit] = field(default_factory=list)
    right: list[Unit] = field(default_factory=list)
    in_order: bool = True


def align(one: Sequence[Unit], other: Sequence[Unit]) -> Alignment:
    """Pair the words of two names, the likest first; each once. Both without words that only hold others together."""
    found = Alignment()
    mine, theirs = list(range(len(one))), list(range(len(other)))
    candidates: list[tuple[float, int, int, Ground]] = []
    for i in mine:
        for j in theirs:
            sim, ground = match(one[i], other[j])
            if sim >= _ALIKE:
                candidates.append((-sim, i, j, ground))
    candidates.sort(key=lambda each: (each[0], abs(each[1] - each[2])))
    taken_i: dict[int, int] = {}
    taken_j: set[int] = set()
    for negative, i, j, ground in candidates:
        if i in taken_i or j in taken_j:
            continue
        taken_i[i] = j
        taken_j.add(j)
        found.shared += min(1.0, -negative) * max(one[i].weight, other[j].weight)
        found.pairs.append((one[i], other[j], ground))
    rest_i, rest_j = [i for i in mine if i not in taken_i], [j for j in theirs if j not in taken_j]
    _join(found, one, other, rest_i, rest_j)
    _unfold(found, one, other, rest_i, rest_j, backwards=False)
    _unfold(found, other, one, rest_j, rest_i, backwards=True)
    found.left, found.right = [one[i] for i in rest_i], [other[j] for j in rest_j]
    order = [taken_i[i] for i in sorted(taken_i)]
    found.in_order = order == sorted(order)
    return found


def _join(found: Alignment, one: Sequence[Unit], other: Sequence[Unit], mine: list[int], theirs: list[int]) -> None:
    """Pair what is one word here and two words there: Frontline, Front Line."""
    for words, whole, some, rest, swap in ((one, other, mine, theirs, False), (other, one, theirs, mine, True)):
        for i in list(some):
            if i + 1 not in some or i not in some:
                continue
            together = words[i].text + words[i + 1].text
            for j in list(rest):
                text = whole[j].text
                if abs(len(text) - len(together)) > 1:
                    continue
                if text == together or (len(text) > 7 and OSA.distance(text, together, score_cutoff=1) <= 1):
                    some.remove(i)
                    some.remove(i + 1)
                    rest.remove(j)
                    found.shared += max(whole[j].weight, words[i].weight + words[i + 1].weight)
                    joined = Unit(together, "name", weight=whole[j].weight)
                    found.pairs.append(
                        (whole[j], joined, Ground.SPELLING) if swap else (joined, whole[j], Ground.SPELLING)
                    )
                    break


def _unfold(
    found: Alignment, one: Sequence[Unit], other: Sequence[Unit], mine: list[int], theirs: list[int], *, backwards: bool
) -> None:
    """Pair an acronym left over here with the words left over there whose initials it is."""
    for i in list(mine):
        unit = one[i]
        if unit.kind not in ("acronym", "name") and not unit.capitals:
            continue
        if not theirs or len(unit.text) > 8:
            continue
        if where := expands(unit.text, other):
            run = [j for j in range(*where) if other[j].kind != "stop"]
            if all(j in theirs or other[j].kind == "place" for j in run) and any(j in theirs for j in run):
                mine.remove(i)
                run = [j for j in run if j in theirs]
                for j in run:
                    theirs.remove(j)
                weight = sum(other[j].weight for j in run)
                found.shared += max(weight, unit.weight)
                spelt = Unit(" ".join(other[j].text for j in run), "field", weight=weight)
                found.pairs.append((spelt, unit, Ground.ACRONYM) if backwards else (unit, spelt, Ground.ACRONYM))


_NOTHING: Pair = (0.0, Ground.SPELLING)


@lru_cache(maxsize=100_000)
def match(one: Unit, other: Unit) -> Pair:
    """How likely two words are one, 0 to 1, and on what ground."""
    if one.text == other.text and (one.means & other.means or not one.means or not other.means):
        return 1.0, Ground.SAME_KEY
    if one.kind == other.kind == "stop":
        return _NOTHING
    if "number" in (one.kind, other.kind):
        return (1.0, Ground.TRANSLATION) if one.means & other.means else _NOTHING
    if one.means and other.means:
        if one.means & other.means:
            return _same_meaning(one, other)
        slip = min(len(one.text), len(other.text)) >= _LONG and OSA.distance(one.text, other.text, score_cutoff=1) <= 1
        if slip:
            return 0.8, Ground.SPELLING
        return _heard(one.text, other.text) if script(one.text) != script(other.text) else _NOTHING
    if "stop" in (one.kind, other.kind):
        return _NOTHING
    if "turn" in (one.kind, other.kind):
        return _misspelt(one.text, other.text) if min(len(one.text), len(other.text)) >= _LONG else _NOTHING
    if script(one.text) == script(other.text):
        if one.capitals and other.capitals:
            return _NOTHING
        return max(_inflected(one.text, other.text), _misspelt(one.text, other.text), _heard(one.text, other.text))
    return _heard(one.text, other.text)


def _same_meaning(one: Unit, other: Unit) -> Pair:
    if script(one.text) != script(other.text):
        heard = _heard(one.text, other.text)
        return (0.97, Ground.OTHER_SCRIPT) if heard[0] else (0.93, Ground.TRANSLATION)
    short = min(len(one.text), len(other.text))
    shared = Prefix.similarity(one.text, other.text)
    if shared >= min(_LEAST_STEM, short - 1) and shared * 2 > short:
        return 0.98, Ground.INFLECTION
    return 0.93, Ground.TRANSLATION


def _inflected(one: str, other: str) -> Pair:
    """The same word with another ending."""
    shared = Prefix.similarity(one, other)
    if shared < _LEAST_STEM or shared * 2 <= max(len(one), len(other)):
        return _NOTHING
    endings = _ENDINGS.get(script(one), ())
    for back in range(3):
        if shared - back < _LEAST_STEM - 1:
            break
        if all(not tail or tail in endings for tail in (one[shared - back :], other[shared - back :])):
            return 0.95, Ground.INFLECTION
    return _NOTHING


def _misspelt(one: str, other: str) -> Pair:
    """The same word with letters wrong, changed about, doubled or left out."""
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    if shortest < 3 or not one[0].isalpha():
        return _NOTHING
    allowed = 1 if longest <= 9 else 2 if longest <= 13 else 3
    wrong = OSA.distance(one, other, score_cutoff=allowed)
    if wrong > allowed:
        return _NOTHING
    if longest <= 5 and not _is_slip(one, other):
        return _NOTHING
    certainty = 0.92 - 0.06 * (wrong - 1) - (0.08 if longest <= 6 else 0.0) - (0.08 if one[0] != other[0] else 0.0)
    return certainty, Ground.SPELLING


def _is_slip(one: str, other: str) -> bool:
    """Whether two short words differ as by a slip: letters changed about, one doubled or left out, or a vowel."""
    if len(one) == len(other):
        wrong = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        if len(wrong) == 2 and wrong[0] == wrong[1][::-1]:
            return True
        return len(one) >= 4 and all(a in _VOWELS and b in _VOWELS for a, b in wrong)
    return len(max(one, other, key=len)) >= 4 and one[0] == other[0]


def _heard(one: str, other: str) -> Pair:
    """The same sounds: in another script, or written by another system."""
    ground = Ground.OTHER_SCRIPT if script(one) != script(other) else Ground.SPELLING
    if unvowelled(one) != unvowelled(other):
        mine, theirs = abjad_skeleton(one), abjad_skeleton(other)
        if (
            mine != theirs
            and len(mine) >= 2
            and (abjad_skeleton(one, voiced=True) == theirs or abjad_skeleton(other, voiced=True) == mine)
        ):
            mine = theirs
        if len(mine) >= 3 and mine == theirs:
            return 0.88, ground
        if min(len(mine), len(theirs)) >= 4 and OSA.distance(mine, theirs, score_cutoff=1) <= 1:
            return 0.75, ground
        return (0.7, ground) if len(mine) == 2 and mine == theirs and max(len(one), len(other)) >= 3 else _NOTHING
    if half_vowelled(one) != half_vowelled(other):
        mine, theirs = skeleton(one), skeleton(other)
        if len(mine) >= 2 and mine == theirs:
            return 0.88, ground
        close = min(len(mine), len(theirs)) >= 4 and OSA.distance(mine, theirs, score_cutoff=1) <= 1
        return (0.75, ground) if close else _NOTHING
    mine, theirs = sound(one), sound(other)
    if len(mine) < 3 or len(theirs) < 3:
        return (0.8, ground) if mine == theirs and script(one) != script(other) else _NOTHING
    if mine == theirs:
        return 0.96, ground
    near = OSA.normalized_similarity(mine, theirs)
    same_bones = skeleton(one) == skeleton(other)
    if same_bones and near >= 0.5 and len(skeleton(one)) >= 3:
        return 0.75 + 0.2 * near, ground
    if script(one) != script(other) and _adjective(mine, theirs):
        return 0.8, ground
    if script(one) != script(other) and near >= 0.75:
        return 0.6 + 0.3 * near, ground
    return _NOTHING


def _adjective(mine: str, theirs: str) -> bool:
    """Whether one is the other with an ending that makes an adjective of a name: Baikal, байкальская."""
    short, long = sorted((mine, theirs), key=len)
    rest = long.removeprefix(short)
    return len(short) >= _LEAST_STEM + 1 and rest != long and rest.startswith(_ADJECTIVES) and len(rest) <= _LONG
