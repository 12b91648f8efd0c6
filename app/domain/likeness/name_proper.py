"""The name proper within a longer name: in quotes, at its head, before what the organisation is for."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.likeness.alignment import align
from app.domain.likeness.leftovers import TELLING, is_at_home, is_wing
from app.domain.likeness.letters import unvowelled
from app.domain.likeness.named import Found, Ground
from app.domain.likeness.reading import Reading, Unit

DECISIVE = ("number", "turn")  # kinds of words of which one more makes another organisation
_NAMED_AFTER = frozenset("имени им імені ім անվան imeni adina named after nombre nom nimeni სახელობის".split())
_LONGEST_PERSON = 3  # words
_SHORTEST_ALONE = 4  # letters of a word that is all of one name and a part of the other


def by_name_proper(one: Reading, other: Reading, countries: tuple[str, str]) -> Found | None:
    """Whether what is in quotes here is in quotes there, or all that is left there but for what an organisation is."""
    proper = one.quoted
    if not proper or sum(unit.weight for unit in proper) < TELLING or all(unit.kind == "type" for unit in proper):
        return None
    theirs = other.quoted or tuple(unit for unit in other.content if unit.kind not in ("type", "weak"))
    if [unit.text for unit in proper] != [unit.text for unit in theirs]:
        return None
    around = [[unit for unit in reading.content if unit not in proper] for reading in (one, other)]
    if any(unit.kind in DECISIVE for unit in around[0] + around[1]) or any(
        sets_apart(rest, proper, countries) for rest in around
    ):
        return None
    left, right = ([unit for unit in rest if unit.kind not in ("type", "weak", "place")] for rest in around)
    if left and right and not align(left, right).pairs:
        return None
    return Found(82, ((Ground.PARTS, " ".join(unit.text for unit in proper)),))


def by_head(short: Reading, long: Reading, countries: tuple[str, str]) -> Found | None:
    """Whether one name is how the other begins or ends, which says besides what the organisation is for."""
    called = [unit for unit in short.content if unit.kind != "weak"]
    size = len(called)
    if not 0 < size < len(long.content):
        return None
    said = [unit.text for unit in called]
    if [unit.text for unit in long.content[:size]] == said:
        rest = long.content[size:]
    elif size == 1 and long.content[-1].text == said[0]:
        rest = long.content[:-1]
    else:
        return None
    if any(unit.kind in (*DECISIVE, "acronym") for unit in rest):
        return None
    if any(unit.kind == "place" and not is_at_home(unit, countries) for unit in rest):
        return None
    described = [unit for unit in rest if unit.kind in ("field", "people")]
    if is_wing(rest) or not (described or _is_named_after(long, rest)):
        return None
    more = sum(unit.weight for unit in rest if unit.weight >= TELLING)
    named = [unit for unit in called if unit.kind == "name" or unit.capitals]
    if size == 1:
        if not named or len(said[0]) < _SHORTEST_ALONE - unvowelled(said[0]):
            return None
    elif not named and (
        size < 2 if _is_named_after(long, rest) else size < 3 or sum(unit.weight for unit in called) < 1.2 * more
    ):
        return None
    if any(unit.kind == "name" for unit in rest) and len(described) < 2 and not _is_named_after(long, rest):
        return None
    return Found(78, ((Ground.PARTS, " ".join(unit.text for unit in rest)),))


def _is_named_after(long: Reading, rest: Sequence[Unit]) -> bool:
    """Whether the rest is but the person whom the organisation is named for."""
    named = all(unit.kind == "name" for unit in rest) and len(rest) <= _LONGEST_PERSON
    return named and any(unit.text in _NAMED_AFTER for unit in long.units)


def sets_apart(rest: list[Unit], part: Sequence[Unit], countries: tuple[str, str]) -> bool:
    """Whether the other parts of a name make it another organisation: a place elsewhere, a number."""
    own = {unit.text for unit in part}
    places = {place for unit in part for place in unit.means}
    return any(
        unit.kind == "number" or (unit.kind == "place" and not unit.means & places and not is_at_home(unit, countries))
        for unit in rest
        if unit.text not in own
    )
