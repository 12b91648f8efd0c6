"""When invitations leave: one after another with a pause, and no more in a day than mail servers put up with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.outbox.models import Message, MessageKind

PAUSE = timedelta(seconds=6)  # ten in a minute, 500 in 50 minutes
A_DAY = 1000  # on the whole site, reminders too
KINDS = (MessageKind.ASKED, MessageKind.REMINDER)
_DAY = timedelta(days=1)


def departures(session: Session, *, at: datetime) -> Iterator[datetime]:
    """The next moments at which one may leave, behind those that wait already; without end."""
    planned = list(
        session.scalars(
            sa.select(Message.next_attempt_at)
            .where(Message.kind.in_(KINDS), Message.next_attempt_at > at - _DAY)
            .order_by(Message.next_attempt_at)
        )
    )
    while True:
        moment = max(at, planned[-1] + PAUSE) if planned else at
        if len(planned) >= A_DAY:
            moment = max(moment, planned[-A_DAY] + _DAY)
        planned.append(moment)
        yield moment
