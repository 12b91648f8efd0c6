"""Endorsements that answer an invitation: by its link, from its address, or of its organisation.

A yes counts once the endorsement is confirmed: anybody can send a form.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import operations as endorsements
from app.domain.endorsements.details import EndorsementDetails
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import live_for_email, the
from app.domain.endorsements.states import State
from app.domain.events.operations import SIGNATORY, SYSTEM, Actor
from app.domain.invitations.invitee import Keyed
from app.domain.invitations.models import Invitation, InvitationState
from app.domain.invitations.operations import change
from app.domain.statements.models import Statement

CONFIRMED = (State.PENDING, State.APPROVED)
_UNANSWERED = (InvitationState.PREPARED, InvitationState.SENT, InvitationState.BOUNCED)


def endorse(
    session: Session,
    statement: Statement,
    details: EndorsementDetails,
    *,
    invitation: Invitation | None,
    at: datetime,
    **how: Any,
) -> None:
    """As the endorsements' own `endorse`; where it came by the link of an invitation, that is remembered."""
    endorsements.endorse(session, statement, details, at=at, **how)
    made = live_for_email(session, statement.id, details.email)
    if invitation is None or made is None or invitation.state == InvitationState.YES:
        return
    # Of one that is here already nothing is remembered: the page behind the link must not tell whose address is known.
    if made.state is State.UNCONFIRMED:
        session.get_one(Invitation, invitation.id).endorsement_id = made.id
        session.flush()


def confirm(session: Session, public_id: str, *, version: int, keyed: Keyed, at: datetime) -> bool:
    """As the endorsements' own `confirm`; the invitations that it answers are answered with it."""
    done = endorsements.confirm(session, public_id, version=version, at=at)
    if done:
        take_as_answer(session, the(session, public_id), keyed=keyed, by=SIGNATORY, at=at)
    return done


def take_as_answer(session: Session, endorsement: Endorsement, *, keyed: Keyed, by: Actor, at: datetime) -> None:
    """Every unanswered invitation of its link, its address or its organisation is answered.

    A "no" is taken back only by its own link or its own address, not by somebody else at the organisation.
    """
    address = keyed(endorsement.email_key) if endorsement.email_key else None
    own = sa.or_(Invitation.endorsement_id == endorsement.id, Invitation.address_hash == address)
    same = sa.and_(
        Invitation.organisation_hash == keyed(endorsement.organisation_key), Invitation.state.in_(_UNANSWERED)
    )
    found = session.scalars(
        sa.select(Invitation)
        .where(
            Invitation.statement_id == endorsement.statement_id,
            Invitation.state.in_((*_UNANSWERED, InvitationState.NO)),
            sa.or_(own, same),
        )
        .order_by(Invitation.id)
    ).all()
    for invitation in found:
        _accept(session, invitation, endorsement, by=by, at=at)


def look_for_answers(session: Session, statement_id: int, *, keyed: Keyed, at: datetime) -> None:
    """Count as answers what came by other ways: imported, entered by an editor, amended since."""
    unanswered = sa.select(Invitation.id).where(
        Invitation.statement_id == statement_id, Invitation.state.in_(_UNANSWERED)
    )
    if session.scalar(unanswered.limit(1)) is None:
        return
    for endorsement in session.scalars(
        sa.select(Endorsement)
        .where(Endorsement.statement_id == statement_id, Endorsement._state.in_(CONFIRMED))
        .order_by(Endorsement.id)
    ):
        take_as_answer(session, endorsement, keyed=keyed, by=SYSTEM, at=at)


def _accept(session: Session, invitation: Invitation, endorsement: Endorsement, *, by: Actor, at: datetime) -> None:
    invitation.endorsement_id = endorsement.id
    invitation.reason = ""
    change(session, invitation, InvitationState.YES, by=by, at=at, endorsement_id=endorsement.id)
