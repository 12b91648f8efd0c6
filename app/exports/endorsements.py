"""Everything the desk knows of endorsements, one row each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import State
from app.domain.moderators.queries import names

AT_ONCE = 200  # rows held in memory

Row = tuple[str, ...]
_Names = Mapping[int, str]

_COLUMNS: dict[str, Callable[[Endorsement, _Names], str]] = {
    "id": lambda one, _: one.public_id,
    "statement": lambda one, _: one.statement.slug,
    "revision": lambda one, _: str(one.revision.number),
    "state": lambda one, _: one.state.value,
    "organisation": lambda one, _: one.organisation,
    "organisation_latin": lambda one, _: one.organisation_latin,
    "also_known_as": lambda one, _: one.also_known_as,
    "country": lambda one, _: one.country or "",
    "website": lambda one, _: one.website,
    "representative": lambda one, _: one.representative,
    "position": lambda one, _: one.position,
    "show_representative": lambda one, _: "yes" if one.show_representative else "no",
    "mandate": lambda one, _: one.mandate,
    "email": lambda one, _: one.email or "",
    "note": lambda one, _: one.note,
    "founding": lambda one, _: "yes" if one.is_founding else "no",
    "agreed": lambda one, _: one.agreed or "",
    "late": lambda one, _: "yes" if one.late else "no",
    "language": lambda one, _: one.locale,
    "suspicion": lambda one, _: one.suspicion or "",
    "held": lambda one, _: "yes" if one.held else "no",
    "came_in": lambda one, _: _moment(one.created_at),
    "confirmed": lambda one, _: _moment(one.confirmed_at),
    "queued": lambda one, _: _moment(one.queued_at),
    "amended": lambda one, _: _moment(one.amended_at),
    "decided": lambda one, _: _moment(one.decided_at),
    "listed": lambda one, _: _moment(one.listed_at),
    "withdrawn": lambda one, _: _moment(one.withdrawn_at),
    "withdrawal_note": lambda one, _: one.withdrawal_note,
    "decisions": lambda one, who: "\n".join(_decision(decision, who) for decision in one.decisions),
}
HEADER: Row = tuple(_COLUMNS)


def endorsement_rows(session: Session, *, statement_id: int | None = None, state: State | None = None) -> Iterator[Row]:
    """The endorsements in the order in which they came, each as the values of `HEADER`; never all in memory."""
    wanted = (
        sa.select(Endorsement)
        .options(
            selectinload(Endorsement.statement),
            selectinload(Endorsement.revision),
            selectinload(Endorsement.decisions),
        )
        .order_by(Endorsement.id)
        .execution_options(yield_per=AT_ONCE)
    )
    if statement_id is not None:
        wanted = wanted.where(Endorsement.statement_id == statement_id)
    if state is not None:
        wanted = wanted.where(Endorsement._state == state)
    who = names(session)
    for endorsement in session.scalars(wanted):
        yield tuple(value(endorsement, who) for value in _COLUMNS.values())


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def _decision(decision: Decision, who: _Names) -> str:
    parts = (_moment(decision.at), who.get(decision.moderator_id, ""), decision.action, decision.reason, decision.note)
    return " · ".join(part for part in parts if part)
