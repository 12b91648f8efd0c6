"""What is kept for how long. What is over its time is erased; the audit trail keeps ids and codes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.base import Model
from app.domain.endorsements import contacts
from app.domain.endorsements.erasure import erase_rows
from app.domain.endorsements.import_drafts import ImportDraft
from app.domain.endorsements.looks import Look
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.events.operations import SYSTEM
from app.domain.limits import LimitWindow
from app.domain.moderators.models import ModeratorSession
from app.domain.moderators.sessions import ABSOLUTE, CODE_WITHIN, IDLE
from app.domain.outbox.models import Message, MessageKind

# The whole of it; the privacy page shows these figures.
UNCONFIRMED_KEPT = timedelta(days=7)  # as long as the mailed link works
DECLINED_KEPT = timedelta(days=90)  # after the decision
WITHDRAWN_KEPT = timedelta(days=90)
CONTACTS_KEPT = timedelta(days=180)  # after the statement was closed
SENT_MAIL_KEPT = timedelta(days=7)
IMPORTS_KEPT = timedelta(days=30)  # spreadsheets, after somebody last worked on them
SOURCES_KEPT = timedelta(hours=24)  # the network, as a hash: to see whether many come from one
LOOKS_KEPT = timedelta(days=1)  # which moderator had which endorsement before their eyes
BACKUPS_KEPT = timedelta(days=30)  # as docs/deploy.md sets them up

_AT_ONCE = 500  # endorsements erased by one statement


@dataclass(frozen=True)
class Expired:
    """How many are over their time, or were erased."""

    unconfirmed: int
    declined: int
    withdrawn: int
    contacts: int  # endorsements of which only the contact data goes
    messages: int
    sessions: int
    limits: int
    sources: int
    imports: int  # spreadsheets
    looks: int


def expired(session: Session, *, at: datetime) -> Expired:
    """Count what `erase` would erase; changes nothing."""
    conditions = _endorsements_over(at)
    unconfirmed, declined, withdrawn = (_count(session, Endorsement, one) for one in conditions)
    contacts_only = _count(session, Endorsement, sa.and_(_contacts_over(at), ~sa.or_(*conditions)))
    messages, sessions, limits, imports, looks = (_count(session, model, one) for model, one in _rows_over(at))
    sources = _count(session, Endorsement, _sources_over(at))
    return Expired(unconfirmed, declined, withdrawn, contacts_only, messages, sessions, limits, sources, imports, looks)


def erase(session: Session, *, at: datetime) -> Expired:
    """Erase what is over its time, endorsements with everything that hangs on them."""
    # Single rows first, so that those that would go with an endorsement are counted as they are in `expired`.
    messages, sessions, limits, imports, looks = (_erase(session, model, one) for model, one in _rows_over(at))
    sources = _forget_sources(session, _sources_over(at))
    unconfirmed, declined, withdrawn = (_erase_endorsements(session, one, at=at) for one in _endorsements_over(at))
    contacts_only = contacts.erase(session, _ids(session, _contacts_over(at)), at=at)
    return Expired(unconfirmed, declined, withdrawn, contacts_only, messages, sessions, limits, sources, imports, looks)


def _endorsements_over(at: datetime) -> list[sa.ColumnElement[bool]]:
    """Which endorsements go as a whole, in the order of `Expired`; none is in two classes."""
    links_from = at - UNCONFIRMED_KEPT
    link_works = sa.exists().where(
        Message.endorsement_id == Endorsement.id,
        Message.kind == MessageKind.CONFIRM,
        sa.func.coalesce(Message.sent_at, Message.created_at) > links_from,
    )
    return [
        sa.and_(Endorsement._state == State.UNCONFIRMED, Endorsement.created_at <= links_from, ~link_works),
        sa.and_(Endorsement._state == State.DECLINED, Endorsement.decided_at <= at - DECLINED_KEPT),
        sa.and_(Endorsement._state == State.WITHDRAWN, Endorsement.withdrawn_at <= at - WITHDRAWN_KEPT),
    ]


def _contacts_over(at: datetime) -> sa.ColumnElement[bool]:
    return contacts.kept_by_those_of_statements_closed_before(at - CONTACTS_KEPT)


def _rows_over(at: datetime) -> list[tuple[type[Model], sa.ColumnElement[bool]]]:
    """Which rows of other tables are over their time, in the order of `Expired`."""
    return [
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
        (ImportDraft, ImportDraft.touched_at <= at - IMPORTS_KEPT),
        (Look, Look.seen_at <= at - LOOKS_KEPT),
    ]


def _ids(session: Session, condition: sa.ColumnElement[bool]) -> list[int]:
    return list(session.scalars(sa.select(Endorsement.id).where(condition).order_by(Endorsement.id)))


def _erase_endorsements(session: Session, condition: sa.ColumnElement[bool], *, at: datetime) -> int:
    ids = _ids(session, condition)
    return sum(
        erase_rows(session, ids[start : start + _AT_ONCE], by=SYSTEM, at=at) for start in range(0, len(ids), _AT_ONCE)
    )


def _sources_over(at: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(Endorsement.source.is_not(None), Endorsement.created_at <= at - SOURCES_KEPT)


def _forget_sources(session: Session, over: sa.ColumnElement[bool]) -> int:
    """Forget the networks; the endorsements stay, and are no new version of themselves."""
    forgotten = sa.update(Endorsement.__table__).where(over).values(source=None)  # type: ignore[arg-type]  # a Table
    gone: Any = session.execute(forgotten)
    return int(gone.rowcount)


def _count(session: Session, model: type[Model], over: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model).where(over)) or 0


def _erase(session: Session, model: type[Model], over: sa.ColumnElement[bool]) -> int:
    gone: Any = session.execute(sa.delete(model).where(over).execution_options(synchronize_session=False))
    return int(gone.rowcount)
