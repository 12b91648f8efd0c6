"""How the whole stands: what waits and since when, statement by statement, and who decided what lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import Action, State

_WAITS = sa.and_(Endorsement._state == State.PENDING, Endorsement.held == sa.false())
_SINCE = sa.func.coalesce(Endorsement.confirmed_at, Endorsement.created_at)


@dataclass(frozen=True)
class Standing:
    """One statement's numbers: how many wait and since when, how many wait apart, how many are listed."""

    waiting: int
    oldest: datetime | None
    apart: int
    listed: int


@dataclass(frozen=True)
class Decided:
    """What one moderator decided: approved, declined, and everything else (taken back, withdrawn for somebody)."""

    moderator_id: int
    approved: int
    declined: int
    other: int


def standings(session: Session) -> Mapping[int, Standing]:
    """By the id of the statement; those without a live endorsement are not in it."""
    apart = sa.and_(Endorsement._state == State.PENDING, Endorsement.held)
    rows = session.execute(
        sa.select(
            Endorsement.statement_id,
            _how_many(_WAITS),
            sa.func.min(sa.case((_WAITS, _SINCE))),
            _how_many(apart),
            _how_many(Endorsement._state == State.APPROVED),
        )
        .where(Endorsement._state.in_((State.PENDING, State.APPROVED)))
        .group_by(Endorsement.statement_id)
    )
    return {row[0]: Standing(*row[1:]) for row in rows}


def decided_since(session: Session, moment: datetime) -> Sequence[Decided]:
    """Who decided how much since then, the most first."""
    rows = session.execute(
        sa.select(
            Decision.moderator_id,
            _how_many(Decision.action == Action.APPROVE),
            _how_many(Decision.action == Action.DECLINE),
            _how_many(Decision.action.not_in((Action.APPROVE, Action.DECLINE))),
        )
        .where(Decision.at > moment, Decision.undone_at.is_(None))
        .group_by(Decision.moderator_id)
        .order_by(sa.func.count().desc(), Decision.moderator_id)
    )
    return [Decided(*row) for row in rows]


def number_with_warnings(session: Session) -> int:
    """Of those in the queue: about how many something was observed that speaks against them."""
    warned = sa.exists().where(Observation.endorsement_id == Endorsement.id, Observation.weight < 0)
    return session.scalar(sa.select(sa.func.count()).select_from(Endorsement).where(_WAITS, warned)) or 0


def _how_many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)
