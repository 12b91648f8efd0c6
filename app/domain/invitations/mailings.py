"""Lists that editors work on before they are sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.domain.errors import InvitationRefused, StaleDecision
from app.domain.events.operations import Actor, record
from app.domain.invitations.invitee import Letter
from app.domain.invitations.models import Mailing
from app.domain.invitations.queries import the_mailing
from app.domain.statements.models import Statement


def keep(
    session: Session,
    statement: Statement,
    raw: bytes,
    filename: str,
    *,
    locale: str,
    letter: Letter | None = None,
    by: Actor,
    at: datetime,
) -> Mailing:
    """Store a list, for its organisations to be invited."""
    letter = letter or Letter()
    mailing = Mailing(
        statement=statement,
        moderator_id=by.moderator_id,
        created_at=at,
        touched_at=at,
        filename=filename,
        raw=raw,
        locale=locale,
        subject=letter.subject,
        note=letter.note,
    )
    session.add(mailing)
    session.flush()
    record(session, "mailing:stored", by=by, at=at, statement_id=statement.id, mailing=mailing.public_id)
    return mailing


def revise(
    session: Session, public_id: str, *, version: int, by: Actor, at: datetime, tag: str, **changes: Any
) -> Mailing:
    """Change how the list is read, a record of it, or the letter, as it was seen in that version.

    `tag` says in the audit trail what was done. Raises NotFound, StaleDecision where somebody changed it meanwhile,
    and InvitationRefused (sent).
    """
    mailing = the_mailing(session, public_id)
    if mailing.sent_at is not None:
        raise InvitationRefused("sent")
    if mailing.version != version:
        raise StaleDecision(public_id)
    for name, value in changes.items():
        setattr(mailing, name, value)
    mailing.touched_at = at
    session.flush()
    record(session, f"mailing:{tag}", by=by, at=at, statement_id=mailing.statement_id, mailing=public_id)
    return mailing


def discard(session: Session, public_id: str, *, by: Actor, at: datetime) -> bool:
    """Erase a list that was not sent. False where it was. Raises NotFound."""
    mailing = the_mailing(session, public_id)
    if mailing.sent_at is not None:
        return False
    session.delete(mailing)
    session.flush()
    record(session, "mailing:discarded", by=by, at=at, statement_id=mailing.statement_id, mailing=public_id)
    return True
