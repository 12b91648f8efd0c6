"""Queue a message, claim the next one, say how it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.outbox.models import Message, MessageKind
from app.domain.outbox.queries import due
from app.domain.text import email_key

LEASE = timedelta(minutes=5)
BACK_OFF = (1, 5, 15, 60, 240, 720, 1440)  # minutes after the first, second … temporary failure
GIVE_UP_AFTER = len(BACK_OFF) + 1
STRANGERS_MAY_CAUSE = (MessageKind.CONFIRM, MessageKind.ALREADY, MessageKind.LINK)
NEEDLESS = "needless"  # in place of an error, where nothing was sent because something newer says it better
AT_ONCE = 500  # messages written by one statement
MAILS_A_DAY = 3  # that strangers may cause to one address


def queue(
    session: Session,
    kind: MessageKind,
    recipient: str,
    *,
    locale: str,
    at: datetime,
    endorsement_id: int | None = None,
    moderator_id: int | None = None,
    invitation_id: int | None = None,
    about: str | None = None,
    version: int = 0,
    not_before: datetime | None = None,
) -> Message:
    """Add a message to the outbox; it exists only if the surrounding transaction commits."""
    message = Message(
        kind=kind,
        recipient=recipient,
        recipient_key=email_key(recipient),
        locale=locale,
        endorsement_id=endorsement_id,
        moderator_id=moderator_id,
        invitation_id=invitation_id,
        about=about,
        version=version,
        created_at=at,
        next_attempt_at=not_before or at,
    )
    session.add(message)
    session.flush()
    return message


class Addressee(NamedTuple):
    """One of many to whom the same kind of mail goes."""

    recipient: str
    locale: str
    endorsement_id: int
    version: int  # of the endorsement


def queue_many(session: Session, kind: MessageKind, to: Sequence[Addressee], *, about: str, at: datetime) -> None:
    """Add a message to each, in few statements; who causes these is no stranger, so no limit holds them up."""
    rows = [
        {
            **addressee._asdict(),
            "kind": kind,
            "recipient_key": email_key(addressee.recipient),
            "about": about,
            "created_at": at,
            "next_attempt_at": at,
        }
        for addressee in to
    ]
    for start in range(0, len(rows), AT_ONCE):
        session.execute(sa.insert(Message), rows[start : start + AT_ONCE])


def take_back(session: Session, *kinds: MessageKind, endorsement_id: int, queued_at: datetime, at: datetime) -> bool:
    """Erase the message that was queued then and is still held; False where it left, or is leaving at this moment."""
    message = session.scalar(
        sa.select(Message).where(
            Message.kind.in_(kinds), Message.endorsement_id == endorsement_id, Message.created_at == queued_at
        )
    )
    if message is None:
        return True  # there was nobody to write to
    if message.attempts or message.next_attempt_at <= at:
        return False
    session.delete(message)
    session.flush()
    return True


def may_be_mailed(session: Session, recipient: str, *, at: datetime) -> bool:
    """Whether strangers' requests may cause one more mail to this address today: three in 24 hours."""
    caused = session.scalar(
        sa.select(sa.func.count())
        .select_from(Message)
        .where(
            Message.recipient_key == email_key(recipient),
            Message.created_at > at - timedelta(days=1),
            Message.kind.in_(STRANGERS_MAY_CAUSE),
        )
    )
    return (caused or 0) < MAILS_A_DAY


def claim(session: Session, *, at: datetime, most: int = 20) -> Sequence[Message]:
    """The messages due now, leased to the caller for five minutes; another caller does not get them meanwhile."""
    claimed = session.scalars(
        sa.select(Message).where(*due(at)).order_by(Message.next_attempt_at, Message.id).limit(most)
    ).all()
    for message in claimed:
        message.leased_until = at + LEASE
        message.attempts += 1
    session.flush()
    return claimed


def mark_sent(session: Session, message_id: int, *, at: datetime) -> None:
    """The server took it; a message erased meanwhile is none of our business any more."""
    message = session.get(Message, message_id)
    if message is not None and message.sent_at is None:
        message.sent_at, message.leased_until, message.failed_at, message.last_error = at, None, None, None


def mark_needless(session: Session, message_id: int, *, at: datetime) -> None:
    """There was nothing to say any more: done, and nobody was written to."""
    mark_sent(session, message_id, at=at)
    message = session.get(Message, message_id)
    if message is not None:
        message.last_error = NEEDLESS


def mark_failed(session: Session, message_id: int, *, at: datetime, error: str, permanent: bool) -> None:
    """It did not go: try again later with growing pauses, or give up where `permanent` or tried often enough."""
    message = session.get(Message, message_id)
    if message is None or message.sent_at is not None:
        return
    message.leased_until, message.last_error = None, error
    if permanent or message.attempts >= GIVE_UP_AFTER:
        message.failed_at = at
    else:
        message.next_attempt_at = at + timedelta(minutes=BACK_OFF[max(message.attempts, 1) - 1])


def retry(session: Session, public_id: str, *, at: datetime) -> Message | None:
    """Put a message that was given up back on its way; None where there is none such."""
    message = session.scalar(sa.select(Message).where(Message.public_id == public_id, Message.failed_at.is_not(None)))
    if message is not None:
        message.failed_at, message.attempts, message.next_attempt_at = None, 0, at
    return message
