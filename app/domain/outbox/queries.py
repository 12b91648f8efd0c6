"""What waits, what went, what was given up."""

from __future__ import annotations

from collections.abc import Sequence

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


def newest(session: Session, *, most: int = 100) -> Sequence[Message]:
    """The last messages of any fate, the newest first: the development mailbox."""
    return session.scalars(sa.select(Message).order_by(Message.id.desc()).limit(most)).all()


def by_public_id(session: Session, public_id: str) -> Message | None:
    """The message of that name, or None."""
    return session.scalar(sa.select(Message).where(Message.public_id == public_id))


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
