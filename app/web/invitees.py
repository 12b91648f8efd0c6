"""From the personal link of an invitation to the invitation, and back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.domain.invitations.models import Invitation, InvitationState
from app.domain.invitations.queries import the
from app.links import WHILE_OPEN, Purpose, read, sign


def invited_by(session: Session, link: str) -> Invitation | None:
    """The invitation whose link this is; None where it is wrong, or what it led to was erased."""
    found = read(Purpose.INVITEE, link, lifetime=WHILE_OPEN)
    try:
        invitation = the(session, found.subject) if found else None
    except NotFound:
        return None
    return invitation if invitation and found and invitation.link_version == found.version else None


def inviting_to(session: Session, link: str, statement_id: int) -> Invitation | None:
    """The same, where it invites to this statement and was not taken back; so that a form can be filled in by it."""
    invitation = invited_by(session, link) if link else None
    if invitation is None or invitation.statement_id != statement_id:
        return None
    return None if invitation.state == InvitationState.WITHDRAWN else invitation


def link_of(invitation: Invitation) -> str:
    """A fresh link to it."""
    return sign(Purpose.INVITEE, invitation.public_id, invitation.link_version)
