"""Writing the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.domain.events.models import ActorKind, Event


@dataclass(frozen=True)
class Actor:
    """Who acts: a signatory, a moderator by id, an administrator at the command line, or the system."""

    kind: ActorKind
    moderator_id: int | None = None

    @classmethod
    def moderator(cls, moderator_id: int) -> Actor:
        """The moderator with this id."""
        return cls(ActorKind.MODERATOR, moderator_id)


SIGNATORY = Actor(ActorKind.SIGNATORY)
ADMINISTRATOR = Actor(ActorKind.ADMINISTRATOR)
SYSTEM = Actor(ActorKind.SYSTEM)


def record(
    session: Session,
    tag: str,
    *,
    by: Actor,
    at: datetime,
    statement_id: int | None = None,
    endorsement_id: int | None = None,
    **facts: Any,
) -> Event:
    """Add one event; `facts` holds ids, numbers and codes only. It becomes true with the commit it is part of."""
    event = Event(
        at=at,
        tag=tag,
        actor_kind=by.kind,
        moderator_id=by.moderator_id,
        statement_id=statement_id,
        endorsement_id=endorsement_id,
        facts=facts,
    )
    session.add(event)
    session.flush()
    return event
