"""Which endorsements of a statement may be of the organisation that one looks at. Only reads; changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.aliases import Alias, known_of
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.name_marks import NAMED, NameMark, key_numbers, named, numbers
from app.domain.endorsements.states import State
from app.domain.likeness import Aliases, Ground, Likeness, Named, likeness
from app.domain.text import organisation_key

COMPARED = 80  # at the most: those that share the rarest marks
RARE = 300  # endorsements that share a mark, at the most, for it to say much by itself
COMMON = 10_000  # more than these share a mark: it says nothing
MOST_ROWS = 30_000  # of the index read for the marks between


@dataclass(frozen=True)
class Match:
    """Another endorsement, and how alike it is."""

    endorsement: Endorsement
    likeness: Likeness


def likely_duplicates(session: Session, endorsement: Endorsement, *, most: int = 10) -> Sequence[Match]:
    """The others of its statement that are likely of the same organisation, in any state but unconfirmed, the
    likeliest first."""
    return _matches(session, endorsement.statement_id, named(endorsement), most=most, but=endorsement.id)


def likely_duplicates_of(session: Session, statement_id: int, named: Named, *, most: int = 10) -> Sequence[Match]:
    """The same for an organisation that has not endorsed yet."""
    return _matches(session, statement_id, named, most=most, but=0)


def likeness_of(session: Session, a: Endorsement, b: Endorsement) -> Likeness | None:
    """How alike just these two are, with what was learnt."""
    return _compared(named(a), named(b), known_of(session, named(a)))


def same_as(session: Session, endorsement_id: int) -> Endorsement | None:
    """The endorsement that a moderator kept in this one's place, or None."""
    return session.scalar(
        sa.select(Endorsement)
        .join(Alias, Alias.other_id == Endorsement.id)
        .where(Alias.endorsement_id == endorsement_id, Alias.joined)
        .order_by(Alias.id.desc())
        .limit(1)
    )


def said_of(session: Session, a: Endorsement, b: Endorsement) -> Alias | None:
    """The last that a moderator said of just these two, or None."""
    either = sa.or_(
        sa.and_(Alias.endorsement_id == a.id, Alias.other_id == b.id),
        sa.and_(Alias.endorsement_id == b.id, Alias.other_id == a.id),
    )
    return session.scalar(sa.select(Alias).where(either).order_by(Alias.id.desc()).limit(1))


def _matches(session: Session, statement_id: int, named: Named, *, most: int, but: int) -> Sequence[Match]:
    aliases = known_of(session, named)
    found: list[tuple[int, Likeness]] = []
    for endorsement_id, other in _candidates(session, statement_id, named, aliases, but):
        alike = _compared(named, other, aliases)
        if alike is not None:
            found.append((endorsement_id, alike))
    found.sort(key=lambda each: (-each[1].score, each[0]))
    alikes = dict(found[:most])
    rows = {one.id: one for one in session.scalars(sa.select(Endorsement).where(Endorsement.id.in_(alikes)))}
    return [Match(rows[endorsement_id], alike) for endorsement_id, alike in alikes.items()]


def _compared(named: Named, other: Named, aliases: Aliases) -> Likeness | None:
    """As the names are judged, but for one thing: only one of two that share a key can be listed, so it is shown."""
    alike = likeness(named, other, aliases=aliases)
    key = organisation_key(named.organisation)
    if key == organisation_key(other.organisation) and (alike is None or Ground.SAME_KEY not in alike.grounds):
        return Likeness(100, (Ground.SAME_KEY,), {Ground.SAME_KEY: other.organisation})
    return alike


def _candidates(
    session: Session, statement_id: int, named: Named, aliases: Aliases, but: int
) -> list[tuple[int, Named]]:
    """Those that are worth comparing: they share a rare mark, or so many common ones that it cannot be chance."""
    joined = aliases.joined_with(organisation_key(named.organisation))
    weights = _weights(session, statement_id, {*numbers(named), *key_numbers(joined)}, but)
    chosen = sorted(weights, key=lambda endorsement_id: (-weights[endorsement_id], endorsement_id))[:COMPARED]
    columns = [getattr(Endorsement, name) for name in NAMED]
    rows = session.execute(
        sa.select(Endorsement.id, *columns).where(Endorsement.id.in_(chosen), Endorsement._state != State.UNCONFIRMED)
    )
    return [(row[0], Named(**dict(zip(NAMED, (value or "" for value in row[1:]), strict=True)))) for row in rows]


def _weights(session: Session, statement_id: int, marks: Iterable[int], but: int) -> dict[int, float]:
    """By endorsement, how much the marks say that it shares; the work is bounded however many share them."""
    having = _having(session, statement_id, marks, RARE)
    common = [mark for mark, ids in having.items() if len(ids) > RARE]
    weights: dict[int, float] = defaultdict(float)
    for ids in (ids for mark, ids in having.items() if mark not in common):
        for endorsement_id in ids:
            weights[endorsement_id] += _says(len(ids))
    for mark, number in _affordable(session, statement_id, common):
        rows = session.scalars(_of_mark(statement_id, mark))
        for endorsement_id in rows:
            weights[endorsement_id] += _says(number)
    weights.pop(but, None)
    return weights


def _says(number: int) -> float:
    """What a mark says that so many share."""
    return log(1 + COMMON / number)


def _having(session: Session, statement_id: int, marks: Iterable[int], most: int) -> dict[int, list[int]]:
    """By mark, which endorsements have it; one more than `most` at the most."""
    parts = [
        sa.select(NameMark.mark, NameMark.endorsement_id)
        .where(NameMark.statement_id == statement_id, NameMark.mark == mark)
        .limit(most + 1)
        .subquery()
        for mark in marks
    ]
    found: dict[int, list[int]] = defaultdict(list)
    if not parts:  # a name without a letter
        return found
    for mark, endorsement_id in session.execute(sa.union_all(*(sa.select(part) for part in parts))):
        found[mark].append(endorsement_id)
    return found


def _affordable(session: Session, statement_id: int, marks: Iterable[int]) -> list[tuple[int, int]]:
    """Which of these common marks are looked up, the rarest first, with how many share each."""
    counted = []
    for mark in marks:
        some = _of_mark(statement_id, mark).limit(COMMON + 1).subquery()
        number = session.scalar(sa.select(sa.func.count()).select_from(some)) or 0
        counted.append((number, mark))
    chosen, rows = [], 0
    for number, mark in sorted(counted):
        rows += number
        if number > COMMON or rows > MOST_ROWS:
            break
        chosen.append((mark, number))
    return chosen


def _of_mark(statement_id: int, mark: int) -> sa.Select[int]:
    return sa.select(NameMark.endorsement_id).where(NameMark.statement_id == statement_id, NameMark.mark == mark)
