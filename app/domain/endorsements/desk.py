"""What the moderators' desk asks: the queue, its numbers, one endorsement's history."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from app.domain.endorsements.assignments import IN_FORCE, Assignment
from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.imported import ImportedRecord
from app.domain.endorsements.models import Amendment, Endorsement, Outcome
from app.domain.endorsements.queries import named_like
from app.domain.endorsements.states import LIVE, State
from app.domain.events.models import Event
from app.domain.statements.models import Revision


@dataclass(frozen=True, kw_only=True)
class QueueFilter:
    """Which endorsements the desk lists."""

    state: State | None = State.PENDING
    statement_id: int | None = None
    q: str = ""
    changed: bool = False  # only those with a change that waits for a moderator
    batch_id: int | None = None  # of one import
    held: bool = False  # of those that wait: the ones that wait apart, because they look like a robot's
    country: str = ""
    warned: bool | None = None  # with something observed that speaks against it; False: with nothing
    assigned_to: int | None = None
    unassigned: bool = False


def queue_page(session: Session, wanted: QueueFilter, *, after: str = "", most: int = 50) -> Sequence[Endorsement]:
    """The next endorsements, oldest first by when they were confirmed (or came in); `after` is a public id."""
    place = sa.tuple_(Endorsement.queued_at, Endorsement.id)
    found = sa.select(Endorsement.id).where(*_conditions(wanted))
    if after:
        place_of = sa.select(Endorsement.queued_at, Endorsement.id).where(Endorsement.public_id == after)
        last = session.execute(place_of).one_or_none()
        if last is not None:
            found = found.where(place > sa.tuple_(sa.literal(last[0], Endorsement.queued_at.type), last[1]))
    # Which ones, an index says by itself; only their rows are read.
    found = found.order_by(Endorsement.queued_at, Endorsement.id).limit(most)
    statement = (
        sa.select(Endorsement)
        .where(Endorsement.id.in_(found))
        .options(
            joinedload(Endorsement.statement),
            joinedload(Endorsement.revision).selectinload(Revision.texts),
            selectinload(Endorsement.amendments),
        )
        .order_by(Endorsement.queued_at, Endorsement.id)
    )
    return session.scalars(statement).all()


def queue_count(session: Session, wanted: QueueFilter) -> int:
    """How many `queue_page` would list in all."""
    return session.scalar(sa.select(sa.func.count()).select_from(Endorsement).where(*_conditions(wanted))) or 0


def counts_by_state(session: Session, statement_id: int | None = None) -> Mapping[State, int]:
    """How many endorsements stand where; every state is named."""
    query = sa.select(Endorsement._state, sa.func.count()).group_by(Endorsement._state)
    if statement_id is not None:
        query = query.where(Endorsement.statement_id == statement_id)
    found = {State(state): number for state, number in session.execute(query)}
    return {state: found.get(state, 0) for state in State}


def oldest_waiting(session: Session) -> datetime | None:
    """Since when the oldest endorsement of the queue waits."""
    return session.scalar(
        sa.select(sa.func.min(Endorsement.queued_at)).where(
            Endorsement._state == State.PENDING, Endorsement.held == sa.false()
        )
    )


def history(session: Session, endorsement_id: int) -> Sequence[Event]:
    """Everything that was done to one endorsement, in order."""
    return session.scalars(sa.select(Event).where(Event.endorsement_id == endorsement_id).order_by(Event.id)).all()


def of_public_ids(session: Session, public_ids: Collection[str]) -> Sequence[Endorsement]:
    """Those of them that there are, in the order in which they are asked for."""
    found = session.scalars(
        sa.select(Endorsement)
        .where(Endorsement.public_id.in_(public_ids))
        .options(joinedload(Endorsement.statement), joinedload(Endorsement.revision).selectinload(Revision.texts))
    ).all()
    order = {public_id: place for place, public_id in enumerate(public_ids)}
    return sorted(found, key=lambda one: order[one.public_id])


def names_met_twice(session: Session, shown: Sequence[Endorsement]) -> set[str]:
    """The public ids of those among `shown` whose statement has another live endorsement under that name."""
    other = aliased(Endorsement)
    found = session.scalars(
        sa.select(Endorsement.public_id).where(
            Endorsement.id.in_([one.id for one in shown]),
            sa.exists().where(
                other.statement_id == Endorsement.statement_id,
                other.organisation_key == Endorsement.organisation_key,
                other.id != Endorsement.id,
                other._state.in_(LIVE),
            ),
        )
    )
    return set(found)


def _conditions(wanted: QueueFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.state is State.PENDING:
        conditions.append(Endorsement.held == wanted.held)
    if wanted.state is not None:
        conditions.append(Endorsement._state == wanted.state)
    if wanted.statement_id is not None:
        conditions.append(Endorsement.statement_id == wanted.statement_id)
    if wanted.batch_id is not None:
        conditions.append(
            sa.exists().where(
                ImportedRecord.endorsement_id == Endorsement.id, ImportedRecord.batch_id == wanted.batch_id
            )
        )
    if wanted.q:
        conditions.append(named_like(wanted.q))
    if wanted.changed:
        conditions.append(
            sa.exists().where(Amendment.endorsement_id == Endorsement.id, Amendment.outcome == Outcome.OPEN)
        )
    if wanted.country:
        conditions.append(Endorsement.country == wanted.country)
    if wanted.warned is not None:
        warned = Endorsement.id.in_(sa.select(Observation.endorsement_id).where(Observation.weight < 0))
        conditions.append(warned if wanted.warned else ~warned)
    if wanted.assigned_to is not None:
        mine = sa.select(Assignment.endorsement_id).where(Assignment.moderator_id == wanted.assigned_to)
        conditions.append(Endorsement.id.in_(mine))
    if wanted.unassigned:
        conditions.append(Endorsement.id.not_in(sa.select(Assignment.endorsement_id).where(IN_FORCE)))
    return conditions
