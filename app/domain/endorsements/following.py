"""Which endorsement comes next, for somebody who works through the queue, alone or beside others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.assignments import IN_FORCE, Assignment
from app.domain.endorsements.looks import OVER_AFTER, Look
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State

_PLACE = sa.tuple_(Endorsement.queued_at, Endorsement.id)
_WAITS = sa.and_(Endorsement._state == State.PENDING, Endorsement.held == sa.false())


@dataclass(frozen=True)
class Neighbours:
    """The public ids of those that stand in the queue before and after one; None at either end."""

    before: str | None
    after: str | None


def next_waiting(session: Session, than: Endorsement, moderator_id: int, *, at: datetime) -> Endorsement | None:
    """The one to look at after this one: onward in the queue of its statement, then from its beginning, then of others.

    What other moderators look at, or have taken, comes last of all.
    """
    waits = sa.and_(_WAITS, Endorsement.id != than.id)
    for conditions in _in_turn(than):
        found = _first(session, waits, ~_busy(moderator_id, at), *conditions)
        if found is not None:
            return found
    return next(filter(None, (_first(session, waits, *conditions) for conditions in _in_turn(than))), None)


def neighbours(session: Session, one: Endorsement) -> Neighbours:
    """What waits next to it, by the order of the queue."""
    place = _place_of(one)
    before = sa.select(Endorsement.public_id).where(_WAITS, place > _PLACE)
    after = sa.select(Endorsement.public_id).where(_WAITS, place < _PLACE)
    return Neighbours(
        session.scalar(before.order_by(Endorsement.queued_at.desc(), Endorsement.id.desc()).limit(1)),
        session.scalar(after.order_by(Endorsement.queued_at, Endorsement.id).limit(1)),
    )


def _in_turn(than: Endorsement) -> Iterator[tuple[sa.ColumnElement[bool], ...]]:
    of_its_statement = Endorsement.statement_id == than.statement_id
    yield of_its_statement, _place_of(than) < _PLACE
    yield (of_its_statement,)
    yield ()


def _first(session: Session, *conditions: sa.ColumnElement[bool]) -> Endorsement | None:
    wanted = sa.select(Endorsement).where(*conditions).order_by(Endorsement.queued_at, Endorsement.id).limit(1)
    return session.scalar(wanted)


def _busy(moderator_id: int, at: datetime) -> sa.ColumnElement[bool]:
    """Another moderator is at it, or wants to be."""
    looks = sa.select(Look.endorsement_id).where(Look.moderator_id != moderator_id, Look.seen_at > at - OVER_AFTER)
    taken = sa.select(Assignment.endorsement_id).where(Assignment.moderator_id != moderator_id, IN_FORCE)
    return sa.or_(Endorsement.id.in_(looks), Endorsement.id.in_(taken))


def _place_of(one: Endorsement) -> sa.ColumnElement[tuple[datetime, int]]:
    return sa.tuple_(sa.literal(one.queued_at, Endorsement.queued_at.type), sa.literal(one.id))
