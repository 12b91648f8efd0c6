"""Taking the contact data out of an invitation. What stays are keyed hashes, the answer, and when it was given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import erasure as endorsements
from app.domain.endorsements.queries import the as the_endorsement
from app.domain.errors import NotFound
from app.domain.events.models import Event
from app.domain.events.operations import SIGNATORY, SYSTEM, Actor, record
from app.domain.invitations.invitee import Keyed
from app.domain.invitations.models import Invitation, InvitationState
from app.domain.invitations.operations import change
from app.domain.invitations.queries import the
from app.domain.outbox.models import Message

ERASED = "invitation:erased"
_CONTACT = [column for column in Invitation.__table__.columns if column.info.get("contact")]


def erase(session: Session, public_id: str, *, by: Actor = SIGNATORY, at: datetime) -> bool:
    """At the wish of whoever was invited: forget them. Where no answer was given this is a "no", so that nobody asks
    again. False where it was done before. Raises NotFound."""
    invitation = the(session, public_id)
    if invitation.erased_at is not None:
        return False
    if invitation.state != InvitationState.YES and invitation.answered_at is None:
        change(session, invitation, InvitationState.NO, by=by, at=at)
    forget(session, invitation, at=at)
    ids = {"statement_id": invitation.statement_id, "endorsement_id": invitation.endorsement_id}
    record(session, ERASED, by=by, at=at, **ids, public_id=public_id)
    return True


def erase_with_endorsement(session: Session, public_id: str, *, keyed: Keyed, at: datetime) -> None:
    """Erase an endorsement at its signatory's wish, and them from every invitation to that statement, too.

    Raises NotFound.
    """
    endorsement = the_endorsement(session, public_id)
    address = keyed(endorsement.email_key) if endorsement.email_key else None
    theirs = session.scalars(
        sa.select(Invitation.public_id).where(
            Invitation.statement_id == endorsement.statement_id,
            sa.or_(Invitation.endorsement_id == endorsement.id, Invitation.address_hash == address),
        )
    ).all()
    for one in theirs:
        erase(session, one, at=at)
    endorsements.erase(session, public_id, at=at)


def forget(session: Session, invitation: Invitation, *, at: datetime) -> None:
    """Empty every column about a person, and what was mailed to it; its link stops working."""
    for column in _CONTACT:
        setattr(invitation, column.name, None if column.nullable else "")
    invitation.erased_at = at
    invitation.link_version += 1
    session.flush()
    session.execute(
        sa.delete(Message).where(Message.invitation_id == invitation.id).execution_options(synchronize_session=False)
    )


def erased_names(session: Session) -> list[str]:
    """The public ids of all that were ever erased by wish, in order."""
    found = session.scalars(sa.select(Event.facts).where(Event.tag == ERASED).order_by(Event.id))
    return [facts["public_id"] for facts in found]


def erase_again(session: Session, names: Iterable[str], *, at: datetime) -> int:
    """Erase those of these that an older copy of the database brought back. Returns how many."""
    number = 0
    for name in names:
        try:
            number += erase(session, name, by=SYSTEM, at=at)
        except NotFound:
            continue  # an endorsement, or not in this copy
    return number
