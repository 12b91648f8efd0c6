"""Accounts of those who decide, and their sessions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import STRICT, STRICT_IDS_ONCE, Model, one_of, public_id


class Role(StrEnum):
    """A moderator decides; an editor may also publish statements and manage accounts."""

    MODERATOR = "moderator"
    EDITOR = "editor"


class Digest(StrEnum):
    """How often a moderator is told by mail that endorsements wait."""

    IMMEDIATELY = "immediately"
    HOURLY = "hourly"
    DAILY = "daily"
    NEVER = "never"


class Moderator(Model):
    """An account. Without a password it is invited and not set up yet; retired ones can do nothing any more."""

    __tablename__ = "moderator"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id)
    name: Mapped[str]
    email: Mapped[str]
    email_key: Mapped[str]
    role: Mapped[str]
    locale: Mapped[str] = mapped_column(default="")  # of the desk and of mails; "": as the browser asks, until chosen
    digest: Mapped[str] = mapped_column(default=Digest.HOURLY)
    password_hash: Mapped[str | None]  # Argon2id, with its parameters
    link_version: Mapped[int] = mapped_column(default=1)  # counts up with the password; older links are void
    factor_secret: Mapped[str | None]  # TOTP (RFC 6238), base32; None: no second factor
    factor_step: Mapped[int] = mapped_column(default=0)  # the last time step accepted: no code works twice
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.UniqueConstraint("email_key"),
        sa.CheckConstraint(one_of("role", Role), "role"),
        sa.CheckConstraint(one_of("digest", Digest), "digest"),
        STRICT_IDS_ONCE,
    )


class ModeratorSession(Model):
    """A signed-in browser: only the SHA-256 of its token is kept."""

    __tablename__ = "moderator_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("moderator.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    awaits_factor: Mapped[bool] = mapped_column(default=False)  # password right, code still to come

    __table_args__ = (sa.Index("ix_moderator_session_moderator", "moderator_id"), STRICT)
