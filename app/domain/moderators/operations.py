"""What happens to accounts: added, set up, signed in, changed, reset, retired."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.errors import AccountRefused, NotFound
from app.domain.events.operations import ADMINISTRATOR, Actor, record
from app.domain.moderators import factors, sessions
from app.domain.moderators.models import Moderator, Role
from app.domain.moderators.passwords import check_password, hash_password
from app.domain.moderators.queries import by_email, nobody_yet
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import queue
from app.domain.text import email_key


def add(
    session: Session, *, email: str, name: str, role: Role, by: Actor, at: datetime, password: str | None = None
) -> Moderator:
    """A new account; without a password an invitation is mailed. Raises AccountRefused where the address is taken."""
    if by_email(session, email) is not None:
        raise AccountRefused("email_taken")
    moderator = Moderator(
        name=name, email=email, email_key=email_key(email), role=role, created_at=at, password_hash=None
    )
    if password is not None:
        moderator.password_hash = hash_password(check_password(password, forbidden=(email, name)))
    session.add(moderator)
    session.flush()
    record(session, "moderator:added", by=by, at=at, account=moderator.id, role=role)
    if password is None:
        _invite(session, moderator, at=at)
    return moderator


def add_first_editor(session: Session, *, email: str, name: str, password: str, at: datetime) -> Moderator:
    """The account that opens the site. Raises AccountRefused where there is one already."""
    if not nobody_yet(session):
        raise AccountRefused("not_the_first")
    by = ADMINISTRATOR
    return add(session, email=email, name=name, role=Role.EDITOR, by=by, at=at, password=password)


def set_password(session: Session, moderator: Moderator, password: str, *, at: datetime, keep: str = "") -> None:
    """A new password; invitations and every other session end, except that of the token `keep`.

    Raises AccountRefused.
    """
    moderator.password_hash = hash_password(check_password(password, forbidden=(moderator.email, moderator.name)))
    moderator.link_version += 1
    session.flush()
    ended = sessions.end_all(session, moderator.id, but=keep)
    record(session, "moderator:password_set", by=Actor.moderator(moderator.id), at=at, ended=ended)


def note_sign_in(session: Session, moderator_id: int, *, at: datetime) -> None:
    """Somebody is in."""
    record(session, "moderator:signed_in", by=Actor.moderator(moderator_id), at=at)


def set_factor(session: Session, moderator: Moderator, secret: str, code: str, *, at: datetime, keep: str = "") -> None:
    """Turn the second factor on, once its first code was right; every session but that of `keep` ends.

    Raises AccountRefused.
    """
    step = factors.accepted_step(secret, code, after=moderator.factor_step, at=at)
    if step is None:
        raise AccountRefused("code_wrong")
    moderator.factor_secret, moderator.factor_step = secret, step
    session.flush()
    ended = sessions.end_all(session, moderator.id, but=keep)
    record(session, "moderator:factor_set", by=Actor.moderator(moderator.id), at=at, ended=ended)


def use_code(session: Session, moderator: Moderator, code: str, *, at: datetime) -> bool:
    """Whether the code is right; then it, and every older one, is used up."""
    if moderator.factor_secret is None:
        return False
    step = factors.accepted_step(moderator.factor_secret, code, after=moderator.factor_step, at=at)
    if step is None:
        return False
    moderator.factor_step = step
    session.flush()
    return True


def retire(session: Session, email: str, *, by: Actor, at: datetime) -> Moderator:
    """The account can do nothing any more; what it did stays. Raises NotFound, AccountRefused where it is retired."""
    moderator = _the(session, email)
    moderator.retired_at = at
    moderator.link_version += 1
    session.flush()
    sessions.end_all(session, moderator.id)
    record(session, "moderator:retired", by=by, at=at, account=moderator.id)
    return moderator


def reset(session: Session, email: str, *, by: Actor, at: datetime) -> Moderator:
    """Forget password and second factor, end all sessions and mail a new invitation. Raises as `retire` does."""
    moderator = _the(session, email)
    moderator.password_hash = moderator.factor_secret = None
    moderator.link_version += 1
    session.flush()
    sessions.end_all(session, moderator.id)
    record(session, "moderator:reset", by=by, at=at, account=moderator.id)
    _invite(session, moderator, at=at)
    return moderator


def _the(session: Session, email: str) -> Moderator:
    moderator = by_email(session, email)
    if moderator is None:
        raise NotFound(email)
    if moderator.retired_at is not None:
        raise AccountRefused("retired")
    return moderator


def _invite(session: Session, moderator: Moderator, *, at: datetime) -> None:
    queue(
        session,
        MessageKind.INVITATION,
        moderator.email,
        locale=moderator.locale,
        at=at,
        moderator_id=moderator.id,
        version=moderator.link_version,
    )
