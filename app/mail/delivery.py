"""Deliver what is in the outbox: claim one message, send it outside any transaction, say how it went.

At least once: who dies between the server's 250 and our commit leaves a lease behind, and when it has run out the
same mail goes again under the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from urllib.parse import urlsplit

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.database import writing
from app.domain.invitations import operations as invitations
from app.domain.outbox.models import Message
from app.domain.outbox.operations import claim, mark_failed, mark_needless, mark_sent
from app.domain.outbox.queries import by_public_id, is_due, next_held
from app.extensions import READER, db
from app.mail.compose import compose
from app.mail.courier import courier
from app.mail.receipts import is_awaited
from app.mail.smtp import Line, NotSent, Refused, Server, Unreachable

HELD_AT_MOST = timedelta(minutes=2)  # what waits longer is for `flask mail deliver --watch`


@dataclass
class Delivered:
    """What one round did."""

    sent: int = 0
    put_off: int = 0  # tried again later
    given_up: int = 0
    needless: int = 0  # overtaken by something newer
    unreachable: str = ""  # why the round ended before its time, if it did

    def __bool__(self) -> bool:
        return bool(self.sent or self.put_off or self.given_up or self.needless)


class _Outcome(Enum):
    SENT = auto()
    NEEDLESS = auto()
    PUT_OFF = auto()
    REFUSED = auto()


@dataclass(frozen=True)
class _Fate:
    """How it went with one message."""

    public_id: str
    outcome: _Outcome
    error: str = ""


def deliver_soon(app: Flask) -> None:
    """Have what is due delivered by a thread, and return at once; what is held back for a moment, when it is over.

    Never raises: what is committed is committed.
    """
    if not app.config["MAIL_URL"]:
        return
    try:
        at = datetime.now(UTC)
        with app.app_context(), Session(db.engines[READER]) as session:
            due, held_until = is_due(session, at=at), next_held(session, at=at, within=HELD_AT_MOST)
        if due:
            courier.call(app, _deliver_and_report)
        if held_until is not None:
            courier.remind(app, deliver_soon, seconds=(held_until - at).total_seconds())
    except Exception as error:  # whatever it is, the next commit or `flask mail deliver` comes by again
        app.logger.error("mail was not delivered at once: %s", type(error).__name__)


def deliver_due(app: Flask, *, at: datetime | None = None, stop: Callable[[], bool] = lambda: False) -> Delivered:
    """Send everything that is due, by one connection, until nothing is left, `stop` says so or the server is gone.

    `at` stands for this moment. Raises ValueError where MAIL_URL cannot be understood, and what the database raises.
    """
    done = Delivered()
    with app.app_context():
        if not app.config["MAIL_URL"] or not _something_is_due(at):
            return done
        site = urlsplit(app.config["BASE_URL"]).hostname or ""
        our_name = site if site.strip("0123456789.") and ":" not in site else "localhost"
        with Line(Server.from_url(app.config["MAIL_URL"]), our_name=our_name) as line:
            message = _turn(None, at=at, next_one=True, done=done)
            while message is not None:
                fate = _attempt(line, message, done)
                message = _turn(fate, at=at, next_one=not done.unreachable and not stop(), done=done)
    return done


def _something_is_due(at: datetime | None) -> bool:
    """Asked of a reader, so that nobody waits for a turn to write in order to learn that there is nothing to do."""
    with Session(db.engines[READER]) as session:
        return is_due(session, at=at or datetime.now(UTC))


def _turn(fate: _Fate | None, *, at: datetime | None, next_one: bool, done: Delivered) -> Message | None:
    """One short transaction: settle the message that was tried, and claim the next, so that its lease is fresh."""
    moment = at or datetime.now(UTC)
    with writing() as session:
        if fate is not None:
            _settle(session, fate, moment, done)
        claimed = claim(session, at=moment, most=1) if next_one else ()
    return claimed[0] if claimed else None


def _attempt(line: Line, message: Message, done: Delivered) -> _Fate:
    """Compose and send one message, outside any transaction."""
    name = message.public_id
    try:
        with Session(db.engines[READER]) as session:
            if is_awaited(message, session):
                return _Fate(name, _Outcome.PUT_OFF, "no receipt yet")
            mail = compose(message, session)
        if mail is None:
            return _Fate(name, _Outcome.NEEDLESS)
        line.send(mail)
    except Refused as error:
        return _Fate(name, _Outcome.REFUSED, str(error))
    except Unreachable as error:
        done.unreachable = str(error)
        return _Fate(name, _Outcome.PUT_OFF, str(error))
    except NotSent as error:
        return _Fate(name, _Outcome.PUT_OFF, str(error))
    except Exception as error:  # one broken message must not hold up the others
        line.drop()
        current_app.logger.error("mail %s (%s) broke: %s", name, message.kind, type(error).__name__)
        return _Fate(name, _Outcome.PUT_OFF, type(error).__name__)
    return _Fate(name, _Outcome.SENT)


def _settle(session: Session, fate: _Fate, at: datetime, done: Delivered) -> None:
    message = by_public_id(session, fate.public_id)
    if message is None:
        return  # erased meanwhile
    if fate.outcome is _Outcome.SENT:
        mark_sent(session, message.id, at=at)
        if message.invitation_id is not None:
            invitations.delivered(session, message.invitation_id, at=at)
        done.sent += 1
    elif fate.outcome is _Outcome.NEEDLESS:
        mark_needless(session, message.id, at=at)
        done.needless += 1
    else:
        mark_failed(session, message.id, at=at, error=fate.error, permanent=fate.outcome is _Outcome.REFUSED)
        if message.failed_at is None:
            done.put_off += 1
        else:
            done.given_up += 1
            if message.invitation_id is not None:
                invitations.bounced(session, message.invitation_id, at=at)
            current_app.logger.warning("mail %s (%s) was given up: %s", message.public_id, message.kind, fate.error)


def _deliver_and_report(app: Flask) -> None:
    done = deliver_due(app)
    if done.unreachable:
        app.logger.warning("the mail server could not be used: %s", done.unreachable)
