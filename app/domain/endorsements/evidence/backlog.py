"""Endorsements that nobody looked at: from before there was evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.evidence.models import NameLook
from app.domain.endorsements.evidence.observing import observe
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State


def look_at_some(session: Session, *, after: int, most: int, everything: bool, at: datetime) -> Sequence[int]:
    """Observe the next ones after that id, and return their ids; none means that nothing is left."""
    wanted = sa.select(Endorsement).where(Endorsement.id > after, Endorsement._state != State.UNCONFIRMED)
    if not everything:
        wanted = wanted.where(~sa.exists().where(NameLook.endorsement_id == Endorsement.id))
    rows = session.scalars(wanted.order_by(Endorsement.id).limit(most)).all()
    for endorsement in rows:
        observe(session, endorsement, at=at)
    return [endorsement.id for endorsement in rows]
