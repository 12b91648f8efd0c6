"""Questions about accounts."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.domain.moderators.models import Moderator
from app.domain.text import email_key


def by_email(session: Session, email: str) -> Moderator | None:
    """The account of that mailbox, retired ones too, or None."""
    return session.scalar(sa.select(Moderator).where(Moderator.email_key == email_key(email)))


def by_public_id(session: Session, public_id: str) -> Moderator | None:
    """The account of that public id, or None."""
    return session.scalar(sa.select(Moderator).where(Moderator.public_id == public_id))


def the(session: Session, moderator_id: int) -> Moderator:
    """The account of that id. Raises NotFound."""
    found = session.get(Moderator, moderator_id)
    if found is None:
        raise NotFound(str(moderator_id))
    return found


def nobody_yet(session: Session) -> bool:
    """Whether there is no account at all."""
    return session.scalar(sa.select(Moderator.id).limit(1)) is None


def everybody(session: Session) -> Sequence[Moderator]:
    """All accounts, the oldest first."""
    return session.scalars(sa.select(Moderator).order_by(Moderator.id)).all()


def names(session: Session) -> dict[int, str]:
    """The name of each account, by id."""
    return {row[0]: row[1] for row in session.execute(sa.select(Moderator.id, Moderator.name))}
