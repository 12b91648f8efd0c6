"""What an editor is writing: the working copy of a published text, and every version that was saved meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import STRICT, Json, Model
from app.domain.statements.digest import text_file


class WorkingText(Model):
    """One language of the next revision, until it is published. A draft is written in its revision 1 itself."""

    __tablename__ = "working_text"

    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    addressed_to: Mapped[str]
    body: Mapped[str]

    __table_args__ = (sa.UniqueConstraint("statement_id", "position"), STRICT)

    @property
    def file(self) -> bytes:
        """The bytes that the digest will cover."""
        return text_file(title=self.title, addressed_to=self.addressed_to, body=self.body)


class SavedVersion(Model):
    """What editors had written by then, so that the second of two learns what the first changed."""

    __tablename__ = "saved_version"

    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    moderator_id: Mapped[int | None]  # no foreign key: as in the audit trail
    content: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (STRICT,)
