"""Signed-in browsers: a random token there, its SHA-256 here; over after half an hour of rest, or twelve hours."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.moderators.models import Moderator, ModeratorSession

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
CODE_WITHIN = timedelta(minutes=5)  # between password and second factor
NOTED_EVERY = timedelta(minutes=1)  # so that reading a page is rarely a write


def open_session(session: Session, moderator_id: int, *, at: datetime, awaits_factor: bool = False) -> str:
    """A new session; the token for the browser, which is kept nowhere else."""
    token = secrets.token_urlsafe(32)
    session.add(
        ModeratorSession(
            token_hash=_hashed(token), moderator_id=moderator_id, created_at=at, seen_at=at, awaits_factor=awaits_factor
        )
    )
    session.flush()
    return token


def find(
    session: Session, token: str, *, at: datetime, awaits_factor: bool = False
) -> tuple[Moderator, datetime] | None:
    """Who signed in with this token and when that browser was last seen; None where the session is over."""
    row = session.execute(
        sa.select(Moderator, ModeratorSession.seen_at)
        .join(ModeratorSession, ModeratorSession.moderator_id == Moderator.id)
        .where(
            ModeratorSession.token_hash == _hashed(token),
            ModeratorSession.awaits_factor == awaits_factor,
            ModeratorSession.seen_at > at - IDLE,
            ModeratorSession.created_at > at - (CODE_WITHIN if awaits_factor else ABSOLUTE),
            Moderator.retired_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def touch(session: Session, token: str, *, at: datetime) -> None:
    """Note that the browser was seen; a session that was ended meanwhile stays ended."""
    session.execute(sa.update(ModeratorSession).where(ModeratorSession.token_hash == _hashed(token)).values(seen_at=at))


def end(session: Session, token: str) -> None:
    """End one session."""
    session.execute(sa.delete(ModeratorSession).where(ModeratorSession.token_hash == _hashed(token)))


def end_all(session: Session, moderator_id: int, *, but: str = "") -> int:
    """End every session of an account, except that of the token `but`; how many there were."""
    found = session.scalars(
        sa.delete(ModeratorSession)
        .where(ModeratorSession.moderator_id == moderator_id, ModeratorSession.token_hash != _hashed(but))
        .returning(ModeratorSession.token_hash)
    )
    return len(found.all())


def number(session: Session, moderator_id: int, *, at: datetime) -> int:
    """In how many browsers the account is signed in."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(ModeratorSession)
            .where(
                ModeratorSession.moderator_id == moderator_id,
                ModeratorSession.seen_at > at - IDLE,
                ModeratorSession.created_at > at - ABSOLUTE,
                ModeratorSession.awaits_factor == sa.false(),
            )
        )
        or 0
    )


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
