"""Questions about the audit trail as a whole."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.events.models import Event

BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


def newest_event(session: Session) -> tuple[int, datetime]:
    """Id and moment of the newest event; 0 where nothing has happened yet."""
    row = session.execute(sa.select(Event.id, Event.at).order_by(Event.id.desc()).limit(1)).one_or_none()
    return (0, BEFORE_ALL) if row is None else (row[0], row[1])


def happened_since(session: Session, event_id: int, *, statement_id: int, but: Collection[str]) -> bool:
    """Whether anything happened to that statement or its endorsements after that event, but for these tags."""
    found = sa.select(Event.id).where(
        Event.id > event_id,
        Event.statement_id == statement_id,
        sa.or_(Event.tag.startswith("endorsement:"), Event.tag.startswith("statement:")),
        Event.tag.not_in(but),
    )
    return session.scalar(found.limit(1)) is not None


def event_moment(session: Session, event_id: int) -> datetime | None:
    """When that event happened; None where there is no such event."""
    return session.scalar(sa.select(Event.at).where(Event.id == event_id))
