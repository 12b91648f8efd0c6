"""Files as people upload them at the desk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.events.operations import Actor
from app.domain.moderators.models import Moderator
from app.domain.statements.models import Statement
from app.imports.drafts import keep, look_at


def a_spreadsheet(
    session: Session,
    statement: Statement,
    *,
    by: Moderator,
    at: datetime,
    text: str = "Organisation\nOpen Shelves Union\n",
) -> str:
    """The public id of a CSV file that was uploaded to be imported."""
    raw = text.encode()
    preview = look_at(session, statement.id, raw, "list.csv", at=at)
    actor = Actor.moderator(by.id)
    return keep(session, statement, raw, "list.csv", preview, agreed="by e-mail", by=actor, at=at).public_id
