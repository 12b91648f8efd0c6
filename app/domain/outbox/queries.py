"""What waits, what went, what was given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.outbox.models import Message


def given_up(session: Session, *, most: int = 50) -> Sequence[Message]:
    """Messages that no longer are tried, the newest first."""
    return session.scalars(
        sa.select(Message)
        .where(Message.failed_at.is_not(None))
        .order_by(Message.failed_at.desc(), Message.id)
        .limit(most)
    ).all()


def number_given_up(session: Session) -> int:
    """How many messages no longer are tried."""
    given_up = sa.select(sa.func.count()).select_from(Message).where(Message.failed_at.is_not(None))
    return session.scalar(given_up) or 0


def newest(session: Session, *, most: int = 100) -> Sequence[Message]:
    """The last messages of any fate, the newest first: the development mailbox."""
    return session.scalars(sa.select(Message).order_by(Message.id.desc()).limit(most)).all()


def by_public_id(session: Session, public_id: str) -> Message | None:
    """The message of that name, or None."""
    return session.scalar(sa.select(Message).where(Message.public_id == public_id))


def due(at: datetime) -> Sequence[sa.ColumnElement[bool]]:
    """The conditions of a message that is to be tried at this moment and that nobody else is trying."""
    return (
        Message.sent_at.is_(None),
        Message.failed_at.is_(None),
        Message.next_attempt_at <= at,
        sa.or_(Message.leased_until.is_(None), Message.leased_until <= at),
    )


def is_due(session: Session, *, at: datetime) -> bool:
    """Whether there is a message that could be claimed at this moment."""
    return session.scalar(sa.select(Message.id).where(*due(at)).limit(1)) is not None


def next_held(session: Session, *, at: datetime, within: timedelta) -> datetime | None:
    """When the next message becomes due that is held back at this moment; None where that is not soon."""
    return session.scalar(
        sa.select(Message.next_attempt_at)
        .where(
            Message.sent_at.is_(None),
            Message.failed_at.is_(None),
            Message.next_attempt_at > at,
            Message.next_attempt_at <= at + within,
        )
        .order_by(Message.next_attempt_at)
        .limit(1)
    )


def on_their_way(session: Session, *, most: int = 50) -> Sequence[Message]:
    """Messages that are neither sent nor given up, the next to be tried first."""
    return session.scalars(
        sa.select(Message)
        .where(Message.sent_at.is_(None), Message.failed_at.is_(None))
        .order_by(Message.next_attempt_at, Message.id)
        .limit(most)
    ).all()


def waiting(session: Session) -> int:
    """How many are neither sent nor given up."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Message)
            .where(Message.sent_at.is_(None), Message.failed_at.is_(None))
        )
        or 0
    )


def of_endorsement(session: Session, endorsement_id: int) -> Sequence[Message]:
    """Every message about one endorsement, in the order in which they were queued."""
    return session.scalars(
        sa.select(Message).where(Message.endorsement_id == endorsement_id).order_by(Message.id)
    ).all()
