"""The record of a delivery. It names the file by its digest, and holds nothing of what is in it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import INTERNAL, STRICT_IDS_ONCE, Model, public_id
from app.domain.statements.models import Statement

_FROZEN = ("frozen_at", "revision", "register_version", "organisations", "countries", "size", "event_id")


class Delivery(Model):
    """One pack: who asked for it and when, and, as soon as it is made, which moment it shows and its digest."""

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id)
    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime]
    moderator_id: Mapped[int] = mapped_column(info=INTERNAL)  # no foreign key: as in the audit trail
    frozen_at: Mapped[datetime | None]  # the moment that it shows
    revision: Mapped[int | None]  # number of the text that it shows
    register_version: Mapped[int | None]
    organisations: Mapped[int | None]
    countries: Mapped[int | None]
    sha256: Mapped[str | None]  # of the file, hex
    size: Mapped[int | None]  # bytes
    event_id: Mapped[int | None]  # the newest event at that moment: what was erased later shows by it

    statement: Mapped[Statement] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.CheckConstraint(" AND ".join(f"({name} IS NULL) = (sha256 IS NULL)" for name in _FROZEN), "frozen"),
        sa.CheckConstraint("length(sha256) = 64", "sha256"),
        sa.Index("ix_delivery_statement_id", "statement_id", "id"),
        STRICT_IDS_ONCE,
    )

    @property
    def is_made(self) -> bool:
        """Whether the pack was made; its file may be gone all the same."""
        return self.sha256 is not None
