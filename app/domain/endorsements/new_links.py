"""New links for signatories; those mailed before stop working."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import notices
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import LIVE, State
from app.domain.errors import NotFound
from app.domain.events.operations import SIGNATORY, record
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import may_be_mailed
from app.domain.text import email_key


def send_new_links(session: Session, email: str, *, at: datetime) -> None:
    """Mail this address a fresh link for each of its endorsements, those that are under way first.

    Nothing happens for an unknown address, and nobody is told so.
    """
    rows = session.scalars(
        sa.select(Endorsement)
        .where(Endorsement.email_key == email_key(email))
        .order_by(Endorsement._state.in_(LIVE).desc(), Endorsement.id.desc())
    ).all()
    for endorsement in rows:
        if not may_be_mailed(session, email, at=at):
            return
        _renew(session, endorsement, at=at)


def send_new_link(session: Session, public_id: str, *, at: datetime) -> bool:
    """Mail the signatory a fresh link to its own page; False where its address got enough mail today.

    Raises NotFound, also where no address is kept.
    """
    endorsement = the(session, public_id)
    if not endorsement.email:
        raise NotFound(public_id)
    if not may_be_mailed(session, endorsement.email, at=at):
        return False
    _renew(session, endorsement, at=at)
    return True


def _renew(session: Session, endorsement: Endorsement, *, at: datetime) -> None:
    endorsement.link_version += 1
    session.flush()
    unconfirmed = endorsement.state is State.UNCONFIRMED
    notices.to_signatory(session, endorsement, MessageKind.CONFIRM if unconfirmed else MessageKind.LINK, at=at)
    record(
        session,
        "endorsement:links_renewed",
        by=SIGNATORY,
        at=at,
        statement_id=endorsement.statement_id,
        endorsement_id=endorsement.id,
        links=endorsement.link_version,
    )
