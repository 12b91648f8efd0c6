"""What a document says: a statement, its text and everybody on its register, as all of it was at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.endorsements.queries import (
    PublicSignatory,
    RegisterCount,
    founders_agreed,
    register_count,
)
from app.domain.endorsements.register import whole_register
from app.domain.events.queries import newest_event
from app.domain.statements.models import Revision, Statement
from app.domain.statements.queries import current_revision, published


@dataclass(frozen=True, kw_only=True)
class Contents:
    """One moment of a published statement."""

    at: datetime
    event_id: int  # the newest one then
    event_at: datetime
    statement: Statement
    revision: Revision
    signatories: list[PublicSignatory]
    count: RegisterCount
    agreed: list[str]  # how the founding ones did, in the editors' words


def contents(session: Session, slug: str, *, at: datetime, collation: str = "root") -> Contents:
    """Read all of it in the one transaction that this session is in, sorted for these readers. Raises NotFound."""
    statement = published(session, slug)
    event_id, event_at = newest_event(session)
    revision = current_revision(session, statement.id)
    session.refresh(revision, ["texts"])  # here, since whoever prints them has no session any more
    return Contents(
        at=at,
        event_id=event_id,
        event_at=event_at,
        statement=statement,
        revision=revision,
        signatories=list(whole_register(session, statement.id, collation=collation)),
        count=register_count(session, statement.id),
        agreed=list(founders_agreed(session, statement.id)),
    )
