"""How long a decision takes, honestly: from the last ones made, and only where there are enough of them to say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import Action

LOOKED_AT = 50  # decisions at the most
NOT_OLDER_THAN = timedelta(days=90)
ENOUGH = 5
_ANSWERS = (Action.APPROVE, Action.DECLINE)


@dataclass(frozen=True)
class TypicalWait:
    """Of the last so many endorsements that were decided, half were within this time after they were confirmed."""

    decided: int
    half_within: timedelta


def typical_wait(session: Session, *, at: datetime) -> TypicalWait | None:
    """The median wait of the last decisions on the whole site; None where there were too few to tell."""
    earlier = aliased(Decision)
    answered_before = sa.exists().where(
        earlier.endorsement_id == Decision.endorsement_id,
        earlier.id < Decision.id,
        earlier.action.in_(_ANSWERS),
        earlier.undone_at.is_(None),
    )
    rows = session.execute(
        sa.select(Endorsement.confirmed_at, Decision.at)
        .join(Endorsement, Endorsement.id == Decision.endorsement_id)
        .where(
            Decision.at > at - NOT_OLDER_THAN,
            Decision.action.in_(_ANSWERS),
            Decision.undone_at.is_(None),
            Endorsement.confirmed_at.is_not(None),
            ~answered_before,
        )
        .order_by(Decision.id.desc())
        .limit(LOOKED_AT)
    )
    waits = sorted(max(decided - confirmed, timedelta()) for confirmed, decided in rows if confirmed)
    if len(waits) < ENOUGH:
        return None
    return TypicalWait(len(waits), waits[(len(waits) - 1) // 2])
