"""Two endorsements that may be of one organisation, and what a moderator says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.merging import keep_apart, merge
from app.domain.endorsements.models import Endorsement
from app.domain.events.models import Event
from app.domain.outbox.models import Message, MessageKind
from tests.factories import a_verdict

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
CLUB, RENAMED, THIRD = "Public Journalism Club", "Open Word Initiative", "Free Pen Society"


def merged(session: Session, one: Endorsement, other: Endorsement, **more: Any) -> tuple[Endorsement, Endorsement]:
    verdict = a_verdict(session, one, at=more.pop("at", AT + timedelta(days=1)))
    return merge(session, one.public_id, other.public_id, verdict, other_version=other.version)


def told_apart(session: Session, one: Endorsement, other: Endorsement) -> None:
    verdict = a_verdict(session, one, at=AT + timedelta(days=1))
    keep_apart(session, one.public_id, other.public_id, verdict, other_version=other.version)


def mails(session: Session, endorsement: Endorsement) -> list[str]:
    query = sa.select(Message.kind).where(Message.endorsement_id == endorsement.id).order_by(Message.id)
    return [kind for kind in session.scalars(query) if kind != MessageKind.CONFIRM]


def tags(session: Session, endorsement: Endorsement) -> list[str]:
    return list(session.scalars(sa.select(Event.tag).where(Event.endorsement_id == endorsement.id).order_by(Event.id)))
