"""Erasing an endorsement with everything that hangs on it. What stays are events: ids and codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import State
from app.domain.errors import NotFound
from app.domain.events.models import Event
from app.domain.events.operations import SIGNATORY, SYSTEM, Actor, record
from app.domain.ledger import appending

ERASED = "endorsement:erased"


def erase(session: Session, public_id: str, *, by: Actor = SIGNATORY, at: datetime) -> None:
    """Erase it, off the register where it was listed. Nobody is told: no address is left. Raises NotFound."""
    endorsement = the(session, public_id)
    if endorsement.state is State.APPROVED:
        endorsement.statement.register_version += 1
        session.flush()
    session.expunge(endorsement)
    erase_rows(session, [endorsement.id], by=by, at=at)


def erase_rows(session: Session, ids: Sequence[int], *, by: Actor, at: datetime) -> int:
    """Delete these endorsements; what refers to them goes with them. Returns how many there were."""
    rows = session.execute(
        sa.select(Endorsement.id, Endorsement.public_id, Endorsement.statement_id)
        .where(Endorsement.id.in_(ids))
        .order_by(Endorsement.id)
    ).all()
    for endorsement_id, public_id, statement_id in rows:
        # By its random name an older backup, in which the ids may have gone on differently, can be told of it.
        record(
            session,
            ERASED,
            by=by,
            at=at,
            statement_id=statement_id,
            endorsement_id=endorsement_id,
            public_id=public_id,
        )
    appending.erase(session, ids, day=at.date())
    session.execute(sa.delete(Endorsement).where(Endorsement.id.in_(ids)).execution_options(synchronize_session=False))
    return len(rows)


def erased_names(session: Session) -> list[str]:
    """The public ids of all that was ever erased here, in order."""
    found = session.scalars(sa.select(Event.facts).where(Event.tag == ERASED).order_by(Event.id))
    return [facts["public_id"] for facts in found if "public_id" in facts]


def erase_again(session: Session, names: Iterable[str], *, at: datetime) -> int:
    """Erase those of these that an older copy of the database brought back. Returns how many."""
    number = 0
    for name in names:
        try:
            erase(session, name, by=SYSTEM, at=at)
            number += 1
        except NotFound:
            continue  # it is not in this copy
    return number
