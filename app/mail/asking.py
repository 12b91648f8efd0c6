"""What the mails say that ask an organisation to endorse, and remind it of that."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.domain.invitations.models import Invitation, InvitationState, Mailing
from app.domain.moderators.queries import names
from app.domain.outbox.models import Message, MessageKind
from app.domain.statements.queries import current_revision
from app.mail.lines import lines_of, one_line

_WAITED_FOR = {
    MessageKind.ASKED: (InvitationState.PREPARED, InvitationState.SENT, InvitationState.BOUNCED),
    MessageKind.REMINDER: (InvitationState.SENT, InvitationState.BOUNCED),
}


def is_still_true(message: Message, invitation: Invitation) -> bool:
    """Whether an answer is waited for, and can be given, when the mail leaves."""
    return (
        invitation.statement.accepts(datetime.now(UTC)) and invitation.state in _WAITED_FOR[MessageKind(message.kind)]
    )


def asking_facts(session: Session, *, asked_by: Mailing, organisation: str, locale: str) -> dict[str, Any]:
    """Who asks whom to endorse what, and in which words."""
    statement = asked_by.statement
    text = current_revision(session, statement.id).text_in(locale)
    return {
        "who": one_line(names(session).get(asked_by.moderator_id or 0, "")),
        "organisation": one_line(organisation),
        "title": one_line(text.title),
        "addressed_to": one_line(text.addressed_to),
        "own_subject": one_line(asked_by.subject),
        "words": lines_of(asked_by.note),
        "closes_at": statement.closes_at if statement.is_open(datetime.now(UTC)) else None,  # who is late has no date
    }
