"""Telling moderators that something waits: each as often as they chose."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.events.operations import Actor, record
from app.domain.moderators.models import Digest, Moderator
from app.domain.outbox.models import Message, MessageKind
from app.domain.outbox.operations import queue

# From one mail to the next. A day is counted from the last mail, not by anybody's calendar.
PAUSES = {Digest.IMMEDIATELY: timedelta(), Digest.HOURLY: timedelta(hours=1), Digest.DAILY: timedelta(days=1)}

_TO_A_MODERATOR = (Message.moderator_id == Moderator.id, Message.kind == MessageKind.WAITING)
_ON_ITS_WAY = (Message.sent_at.is_(None), Message.failed_at.is_(None))
_LAST_TOLD = (
    sa.select(sa.func.max(sa.func.coalesce(Message.sent_at, Message.next_attempt_at)))
    .where(*_TO_A_MODERATOR)
    .correlate(Moderator)
    .scalar_subquery()
)


def tell_all(session: Session, *, at: datetime) -> None:
    """Queue a mail to everybody who wants one and has none on its way; what it says is counted when it leaves."""
    rows = session.execute(
        sa.select(Moderator, _LAST_TOLD)
        .where(
            Moderator.retired_at.is_(None),
            Moderator.password_hash.is_not(None),
            Moderator.digest != Digest.NEVER,
            ~sa.exists().where(*_TO_A_MODERATOR, *_ON_ITS_WAY),
        )
        .order_by(Moderator.id)
    ).all()
    for row in rows:
        _tell(session, row[0], row[1], at=at)


def choose_digest(session: Session, moderator: Moderator, digest: Digest, *, at: datetime) -> None:
    """From now on tell this moderator so often; a mail that waits its turn takes the new one."""
    if moderator.digest == digest:
        return
    moderator.digest = digest
    session.flush()
    mine = (Message.moderator_id == moderator.id, Message.kind == MessageKind.WAITING, *_ON_ITS_WAY)
    waits = sa.and_(*mine, Message.next_attempt_at > at, Message.attempts == 0)
    if session.execute(sa.delete(Message).where(waits).returning(Message.id)).all() and digest != Digest.NEVER:
        told = session.scalar(sa.select(_LAST_TOLD).where(Moderator.id == moderator.id).select_from(Moderator))
        _tell(session, moderator, told, at=at)
    record(session, "moderator:digest_chosen", by=Actor.moderator(moderator.id), at=at, digest=digest)


def _tell(session: Session, moderator: Moderator, told: datetime | None, *, at: datetime) -> None:
    queue(
        session,
        MessageKind.WAITING,
        moderator.email,
        locale=moderator.locale,
        at=at,
        moderator_id=moderator.id,
        not_before=at if told is None else max(at, told + PAUSES[Digest(moderator.digest)]),
    )
