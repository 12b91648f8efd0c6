"""How long the contact data of invitations is kept, and lists that were never sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.events.operations import SYSTEM, record
from app.domain.invitations.erasure import forget
from app.domain.invitations.models import OPEN, Invitation, Mailing
from app.domain.statements.models import Statement

# The privacy page shows these figures.
CONTACTS_KEPT = timedelta(days=90)  # after the answer, or whatever else ended it; at the latest after closing
LISTS_KEPT = timedelta(days=30)  # not sent, after somebody last worked on them


@dataclass(frozen=True)
class Expired:
    """How many are over their time, or were erased."""

    invitations: int  # of which the contact data goes
    lists: int


def expired(session: Session, *, at: datetime) -> Expired:
    """Count what `erase` would erase; changes nothing."""
    return Expired(_count(session, Invitation, _contacts_over(at)), _count(session, Mailing, _lists_over(at)))


def erase(session: Session, *, at: datetime) -> Expired:
    """Erase what is over its time. The answers stay, as hashes."""
    over = session.scalars(sa.select(Invitation).where(_contacts_over(at)).order_by(Invitation.id)).all()
    for invitation in over:
        forget(session, invitation, at=at)
        ids: dict[str, Any] = {"statement_id": invitation.statement_id, "invitation": invitation.public_id}
        record(session, "invitation:contact_erased", by=SYSTEM, at=at, **ids)
    gone: Any = session.execute(sa.delete(Mailing).where(_lists_over(at)).execution_options(synchronize_session=False))
    return Expired(len(over), int(gone.rowcount))


def _contacts_over(at: datetime) -> sa.ColumnElement[bool]:
    closed = sa.select(Statement.id).where(Statement.closes_at <= at - CONTACTS_KEPT)
    ended = sa.and_(Invitation.state.not_in(OPEN), Invitation.changed_at <= at - CONTACTS_KEPT)
    return sa.and_(Invitation.erased_at.is_(None), sa.or_(ended, Invitation.statement_id.in_(closed)))


def _lists_over(at: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(Mailing.sent_at.is_(None), Mailing.touched_at <= at - LISTS_KEPT)


def _count(session: Session, model: type[Invitation] | type[Mailing], over: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model).where(over)) or 0
