"""Which mail an act causes, and to whom."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.moderators.models import Moderator
from app.domain.outbox.models import Message, MessageKind
from app.domain.outbox.operations import queue

BETWEEN_DIGESTS = timedelta(hours=1)


def to_signatory(
    session: Session, endorsement: Endorsement, kind: MessageKind, *, at: datetime, not_before: datetime | None = None
) -> None:
    """Queue a mail to the signatory, in the language in which it endorsed; founding signatories have no address."""
    if endorsement.email:
        queue(
            session,
            kind,
            endorsement.email,
            locale=endorsement.locale,
            at=at,
            endorsement_id=endorsement.id,
            version=endorsement.version,
            not_before=not_before,
        )


def to_moderators(session: Session, *, at: datetime) -> None:
    """Tell every moderator that endorsements wait: one mail an hour at the most, which counts when it leaves."""
    last = (
        sa.select(sa.func.max(sa.func.coalesce(Message.sent_at, Message.next_attempt_at)))
        .where(Message.moderator_id == Moderator.id, Message.kind == MessageKind.WAITING)
        .correlate(Moderator)
    )
    on_its_way = sa.exists().where(
        Message.moderator_id == Moderator.id,
        Message.kind == MessageKind.WAITING,
        Message.sent_at.is_(None),
        Message.failed_at.is_(None),
    )
    rows = session.execute(
        sa.select(Moderator, last.scalar_subquery().label("last"))
        .where(Moderator.retired_at.is_(None), Moderator.password_hash.is_not(None), ~on_its_way)
        .order_by(Moderator.id)
    ).all()
    for row in rows:
        moderator: Moderator = row[0]
        told: datetime | None = row[1]
        queue(
            session,
            MessageKind.WAITING,
            moderator.email,
            locale=moderator.locale,
            at=at,
            moderator_id=moderator.id,
            not_before=at if told is None else max(at, told + BETWEEN_DIGESTS),
        )
