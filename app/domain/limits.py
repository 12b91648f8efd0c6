"""Counters of what was done how often in a short time; keys are hashes, so nobody is named."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.base import STRICT, Model


class LimitWindow(Model):
    """One counter: how many hits in the window that ends at `expires_at`."""

    __tablename__ = "limit_window"

    key_hash: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime]
    hits: Mapped[int]

    __table_args__ = (sa.Index("ix_limit_window_expires", "expires_at"), STRICT)


def may_be_used(session: Session, key_hash: str, *, times: int, until: datetime) -> bool:
    """Count one more use of this key; False where it was used so often already, by however many at once."""
    window = session.get(LimitWindow, key_hash)
    if window is None:
        window = LimitWindow(key_hash=key_hash, expires_at=until, hits=0)
        session.add(window)
    window.hits += 1
    session.flush()
    return window.hits <= times
