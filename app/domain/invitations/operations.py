"""What an editor and an invited organisation do to an invitation. Only this file and answers.py write its state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import InvitationRefused, StatementClosed
from app.domain.events.operations import SIGNATORY, SYSTEM, Actor, record
from app.domain.invitations.invitee import Invitee, Keyed
from app.domain.invitations.models import ANSWERED, OPEN, Invitation, InvitationState, Mailing
from app.domain.invitations.queries import may_be_reminded, the
from app.domain.invitations.spacing import departures
from app.domain.outbox.models import Message, MessageKind
from app.domain.outbox.operations import queue
from app.domain.statements.models import Statement
from app.domain.text import email_key, organisation_key


def send(
    session: Session,
    mailing: Mailing,
    invitees: Sequence[Invitee],
    *,
    keyed: Keyed,
    by: Actor,
    at: datetime,
    arrived: bool = False,
) -> int:
    """Invite all of these, with the letter of the list; their mails leave one after another. Returns how many.

    An address that was invited to the statement before is left out; of the list itself nothing is kept. `arrived`:
    mail never leaves from here, so what is queued counts as sent. Raises StatementClosed, and InvitationRefused
    (sent) where the list was sent before.
    """
    statement = mailing.statement
    if not statement.accepts(at):
        raise StatementClosed(statement.slug, statement.closes_at)
    if mailing.sent_at is not None:
        raise InvitationRefused("sent")
    known = set(session.scalars(sa.select(Invitation.address_hash).where(Invitation.statement_id == statement.id)))
    made: list[Invitation] = []
    for invitee in invitees:
        invitation = _made(mailing, invitee, keyed, at=at)
        if invitation.address_hash not in known:
            known.add(invitation.address_hash)
            made.append(invitation)
    session.add_all(made)
    mailing.sent_at = mailing.touched_at = at
    mailing.raw, mailing.settings, mailing.corrections, mailing.choices, mailing.filename = None, {}, {}, {}, ""
    session.flush()
    _mail(session, made, MessageKind.ASKED, at=at)
    for invitation in made if arrived else ():
        delivered(session, invitation.id, at=at)
    name, number = mailing.public_id, len(made)
    record(session, "invitation:prepared", by=by, at=at, statement_id=statement.id, mailing=name, number=number)
    return len(made)


def remind(session: Session, statement: Statement, *, by: Actor, at: datetime, only: str | None = None) -> int:
    """Write once more to those who did not answer, or to that one. Returns how many; who was reminded is not again.

    Raises StatementClosed.
    """
    if not statement.accepts(at):
        raise StatementClosed(statement.slug, statement.closes_at)
    conditions = may_be_reminded(statement.id)
    if only is not None:
        conditions = (*conditions, Invitation.public_id == only)
    found = session.scalars(sa.select(Invitation).where(*conditions).order_by(Invitation.id)).all()
    for invitation in found:
        invitation.reminded_at = at
    session.flush()
    _mail(session, found, MessageKind.REMINDER, at=at)
    if found:
        number = len(found)
        record(session, "invitation:reminded", by=by, at=at, statement_id=statement.id, number=number, invitation=only)
    return len(found)


def withdraw(session: Session, public_id: str, *, by: Actor, at: datetime) -> bool:
    """Take the invitation back: its mail does not leave any more, its link leads nowhere. False where it is over.

    Raises NotFound.
    """
    invitation = the(session, public_id)
    if invitation.state not in (*OPEN, InvitationState.BOUNCED):
        return False
    change(session, invitation, InvitationState.WITHDRAWN, by=by, at=at)
    return True


def say_no(session: Session, public_id: str, *, reason: str = "", at: datetime) -> bool:
    """The organisation will not endorse; `reason` is for the moderators. False where it said so, or endorsed, before.

    It may still endorse while the statement is open. Raises NotFound, and StatementClosed.
    """
    invitation = the(session, public_id)
    if not invitation.statement.accepts(at):
        raise StatementClosed(invitation.statement.slug, invitation.statement.closes_at)
    if invitation.state not in (*OPEN, InvitationState.BOUNCED):
        return False
    invitation.reason = reason
    change(session, invitation, InvitationState.NO, by=SIGNATORY, at=at)
    return True


def delivered(session: Session, invitation_id: int, *, at: datetime) -> None:
    """The mail server took its mail, perhaps when it was tried again."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is not None and invitation.state in (InvitationState.PREPARED, InvitationState.BOUNCED):
        invitation.sent_at = at
        change(session, invitation, InvitationState.SENT, by=SYSTEM, at=at)


def bounced(session: Session, invitation_id: int, *, at: datetime) -> None:
    """Its mail could not be delivered, for good."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is not None and invitation.is_open:
        change(session, invitation, InvitationState.BOUNCED, by=SYSTEM, at=at)


def change(
    session: Session,
    invitation: Invitation,
    state: InvitationState,
    *,
    by: Actor,
    at: datetime,
    endorsement_id: int | None = None,
) -> None:
    """Move it to another state, with its event; what waits to be mailed to those who need it no more is erased."""
    invitation.state, invitation.changed_at = state, at
    invitation.answered_at = at if state in ANSWERED else None
    session.flush()
    if state not in (InvitationState.SENT, InvitationState.BOUNCED):
        waiting = (Message.invitation_id == invitation.id, Message.sent_at.is_(None))
        session.execute(sa.delete(Message).where(*waiting).execution_options(synchronize_session=False))
    record(
        session,
        f"invitation:{_PAST_TENSE[state]}",
        by=by,
        at=at,
        statement_id=invitation.statement_id,
        endorsement_id=endorsement_id,
        invitation=invitation.public_id,
    )


_PAST_TENSE = {
    InvitationState.SENT: "sent",
    InvitationState.YES: "accepted",
    InvitationState.NO: "refused",
    InvitationState.WITHDRAWN: "withdrawn",
    InvitationState.BOUNCED: "bounced",
}


def _made(mailing: Mailing, invitee: Invitee, keyed: Keyed, *, at: datetime) -> Invitation:
    return Invitation(
        statement_id=mailing.statement_id,
        mailing_id=mailing.id,
        organisation=invitee.organisation,
        organisation_latin=invitee.organisation_latin,
        country=invitee.country or None,
        website=invitee.website,
        contact=invitee.contact,
        email=invitee.email,
        locale=invitee.locale,
        address_hash=address_hash(invitee.email, keyed),
        organisation_hash=organisation_hash(invitee.organisation, keyed),
        created_at=at,
        changed_at=at,
    )


def _mail(session: Session, invitations: Sequence[Invitation], kind: MessageKind, *, at: datetime) -> None:
    for invitation, moment in zip(invitations, departures(session, at=at), strict=False):
        if invitation.email:
            queue(
                session,
                kind,
                invitation.email,
                locale=invitation.locale,
                at=at,
                invitation_id=invitation.id,
                version=invitation.link_version,
                not_before=moment,
            )


def address_hash(email: str, keyed: Keyed) -> str:
    """One mailbox, however it is spelt."""
    return keyed(email_key(email))


def organisation_hash(name: str, keyed: Keyed) -> str:
    """One organisation, by the key of its name."""
    return keyed(organisation_key(name))
