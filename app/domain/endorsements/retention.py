"""What is kept for how long. What is over its time is erased; the audit trail keeps ids and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.base import Model
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.events.operations import SYSTEM, record
from app.domain.limits import LimitWindow
from app.domain.moderators.models import ModeratorSession
from app.domain.moderators.sessions import ABSOLUTE, CODE_WITHIN, IDLE
from app.domain.outbox.models import Message, MessageKind

UNCONFIRMED_KEPT = timedelta(days=7)  # as long as the mailed link works
SENT_MAIL_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Expired:
    """How many rows are over their time, or were erased."""

    endorsements: int
    messages: int
    sessions: int
    limits: int


def expired(session: Session, *, at: datetime) -> Expired:
    """Count what `erase` would erase; changes nothing."""
    return Expired(*(_count(session, model, over) for model, over in _over(at)))


def erase(session: Session, *, at: datetime) -> Expired:
    """Erase what is over its time, endorsements with everything that hangs on them."""
    endorsements, *rest = _over(at)
    erased = session.execute(
        sa.select(Endorsement.id, Endorsement.statement_id).where(endorsements[1]).order_by(Endorsement.id)
    ).all()
    for endorsement_id, statement_id in erased:
        record(
            session, "endorsement:erased", by=SYSTEM, at=at, statement_id=statement_id, endorsement_id=endorsement_id
        )
    return Expired(*(_erase(session, model, over) for model, over in (endorsements, *rest)))


def _over(at: datetime) -> list[tuple[type[Model], sa.ColumnElement[bool]]]:
    """Which rows of which table are over their time, in the order of `Expired`."""
    links_from = at - UNCONFIRMED_KEPT
    link_works = sa.exists().where(
        Message.endorsement_id == Endorsement.id,
        Message.kind == MessageKind.CONFIRM,
        sa.func.coalesce(Message.sent_at, Message.created_at) > links_from,
    )
    return [
        (
            Endorsement,
            sa.and_(Endorsement._state == State.UNCONFIRMED, Endorsement.created_at <= links_from, ~link_works),
        ),
        (Message, Message.sent_at <= at - SENT_MAIL_KEPT),
        (
            ModeratorSession,
            sa.or_(
                ModeratorSession.seen_at <= at - IDLE,
                ModeratorSession.created_at <= at - ABSOLUTE,
                sa.and_(ModeratorSession.awaits_factor, ModeratorSession.created_at <= at - CODE_WITHIN),
            ),
        ),
        (LimitWindow, LimitWindow.expires_at <= at),
    ]


def _count(session: Session, model: type[Model], over: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model).where(over)) or 0


def _erase(session: Session, model: type[Model], over: sa.ColumnElement[bool]) -> int:
    gone: Any = session.execute(sa.delete(model).where(over).execution_options(synchronize_session=False))
    return int(gone.rowcount)
