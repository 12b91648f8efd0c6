"""What happens to accounts: added, set up, signed in, changed, reset, retired."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.errors import AccountRefused, NotFound
from app.domain.events.operations import ADMINISTRATOR, Actor, record
from app.domain.moderators import factors, sessions
from app.domain.moderators.models import Moderator, Role
from app.domain.moderators.passwords import new_hash
from app.domain.moderators.queries import by_email, nobody_yet, the
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
        moderator.password_hash = new_hash(password, forbidden=(email, name))
    session.add(moderator)
    session.flush()
    record(session, "moderator:added", by=by, at=at, account=moderator.id, role=role)
    if password is None:
        _invite(session, moderator, at=at)
    return moderator


def add_first_editor(
    session: Session, *, email: str, name: str, password: str, at: datetime, locale: str = ""
) -> Moderator:
    """The account that opens the site. Raises AccountRefused where there is one already."""
    if not nobody_yet(session):
        raise AccountRefused("not_the_first")
    by = ADMINISTRATOR
    moderator = add(session, email=email, name=name, role=Role.EDITOR, by=by, at=at, password=password)
    moderator.locale = locale
    session.flush()
    return moderator


def set_password(session: Session, moderator: Moderator, hashed: str, *, at: datetime, keep: str = "") -> None:
    """A new password; invitations, sign-ins half done and every other session end, except that of the token `keep`.

    It comes hashed: that takes long, and nobody who writes should wait for it.
    """
    moderator.password_hash = hashed
    moderator.link_version += 1
    session.flush()
    ended = sessions.end_all(session, moderator.id, but=keep)
    record(session, "moderator:password_set", by=Actor.moderator(moderator.id), at=at, ended=ended)


def accept_invitation(
    session: Session, moderator_id: int, hashed: str, *, version: int, at: datetime, locale: str = ""
) -> str:
    """The first password of somebody invited, who is in at once; the token.

    Raises AccountRefused where the invitation was used, replaced or called back a moment ago.
    """
    moderator = the(session, moderator_id)
    if moderator.link_version != version or moderator.retired_at is not None:
        raise AccountRefused("link_over")
    moderator.locale = locale or moderator.locale
    set_password(session, moderator, hashed, at=at)
    return open_desk(session, moderator.id, at=at)


def sign_in(
    session: Session, moderator_id: int, *, version: int, at: datetime, fresh_hash: str = ""
) -> tuple[str, bool]:
    """The token of a session for who knew the password of that version of the account, and whether it waits for a code.

    Without a token where the password was changed or forgotten, or the account retired, while it was being checked.
    """
    moderator = the(session, moderator_id)
    if moderator.link_version != version or moderator.retired_at is not None:
        return "", False
    if fresh_hash:
        moderator.password_hash = fresh_hash
    if moderator.factor_secret is not None:
        return sessions.open_session(session, moderator.id, at=at, awaits_factor=True), True
    return open_desk(session, moderator.id, at=at), False


def use_code(session: Session, token: str, code: str, *, at: datetime) -> str:
    """A full session in exchange for the one that waits for this code; it, and every older one, is used up.

    "" where the code is wrong, or that session was ended meanwhile.
    """
    found = sessions.find(session, token, at=at, awaits_factor=True)
    moderator = found[0] if found else None
    if moderator is None or moderator.factor_secret is None:
        return ""
    step = factors.accepted_step(moderator.factor_secret, code, after=moderator.factor_step, at=at)
    if step is None:
        return ""
    moderator.factor_step = step
    session.flush()
    sessions.end(session, token)
    return open_desk(session, moderator.id, at=at)


def open_desk(session: Session, moderator_id: int, *, at: datetime) -> str:
    """Somebody is in; the token of the new session."""
    record(session, "moderator:signed_in", by=Actor.moderator(moderator_id), at=at)
    return sessions.open_session(session, moderator_id, at=at)


def choose_locale(session: Session, moderator: Moderator, locale: str, *, at: datetime) -> None:
    """From now on the desk, and mails about it, speak this language to this moderator."""
    if moderator.locale != locale:
        moderator.locale = locale
        session.flush()
        record(session, "moderator:locale_chosen", by=Actor.moderator(moderator.id), at=at, locale=locale)


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


def remove_factor(session: Session, moderator: Moderator, *, at: datetime, keep: str = "") -> None:
    """Turn the second factor off; every session but that of `keep` ends."""
    moderator.factor_secret = None
    session.flush()
    ended = sessions.end_all(session, moderator.id, but=keep)
    record(session, "moderator:factor_removed", by=Actor.moderator(moderator.id), at=at, ended=ended)


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
