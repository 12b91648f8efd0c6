"""Contact data: who acted for an organisation, and how to reach them. It goes some time after the statement closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.amendments import drop_open
from app.domain.endorsements.colleague_notes import ColleagueNote
from app.domain.endorsements.details import PERSON
from app.domain.endorsements.evidence.observing import forget_address
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.endorsements.stored import hanging_on_an_endorsement
from app.domain.events.operations import SYSTEM, record
from app.domain.outbox.models import Message
from app.domain.statements.models import Statement

_CONTACT = [column for column in Endorsement.__table__.columns if column.info.get("contact")]
_SHOWN = sa.and_(Endorsement._state == State.APPROVED, Endorsement.show_representative)


def kept_by_those_of_statements_closed_before(moment: datetime) -> sa.ColumnElement[bool]:
    """Which endorsements still have contact data, though their statement has been closed since then.

    A name that the signatory chose to publish is no contact data while it is on the register.
    """
    no_late_ones = sa.or_(Statement.late_since.is_(None), Statement.late_until <= moment)
    closed = sa.select(Statement.id).where(Statement.closes_at <= moment, no_late_ones)
    some = sa.or_(
        *(
            sa.and_(_is_there(column), sa.not_(_SHOWN)) if column.name in PERSON else _is_there(column)
            for column in _CONTACT
        )
    )
    noted = sa.exists().where(ColleagueNote.endorsement_id == Endorsement.id)
    return sa.and_(Endorsement.statement_id.in_(closed), Endorsement._state != State.UNCONFIRMED, sa.or_(some, noted))


def erase(session: Session, ids: Sequence[int], *, at: datetime) -> int:
    """Take the contact data out of these endorsements and of what hangs on them; their mailed links stop working.

    What readers see stays as it is. Returns how many there were.
    """
    for endorsement_id in ids:
        endorsement = session.get_one(Endorsement, endorsement_id)
        shown = endorsement.state is State.APPROVED and endorsement.show_representative
        for column in _CONTACT:
            if not (shown and column.name in PERSON):
                setattr(endorsement, column.name, _nothing(column))
        for amendment in endorsement.amendments:
            amendment.before, amendment.after = _without_person(amendment.before), _without_person(amendment.after)
        waiting = endorsement.open_amendment
        if waiting and not waiting.after:
            drop_open(session, endorsement, at=at)
        endorsement.link_version += 1
        session.flush()
        forget_address(session, endorsement_id)
        for whole in (Message, ColleagueNote):
            session.execute(sa.delete(whole).where(whole.endorsement_id == endorsement_id))
        for table, keys in hanging_on_an_endorsement():
            emptied = {column: _nothing(column) for column in table.columns if column.info.get("contact")}
            if emptied:
                session.execute(
                    sa.update(table).where(sa.or_(*(key == endorsement_id for key in keys))).values(emptied)
                )
        record(
            session,
            "endorsement:contact_erased",
            by=SYSTEM,
            at=at,
            statement_id=endorsement.statement_id,
            endorsement_id=endorsement_id,
        )
    return len(ids)


def _without_person(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in (*PERSON, "show_representative")}


def _nothing(column: sa.ColumnElement[Any]) -> str | None:
    return None if getattr(column, "nullable", False) else ""


def _is_there(column: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    return sa.and_(column.is_not(None), column != "")
