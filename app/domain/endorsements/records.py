"""What is kept of decisions: each for itself, those that were taken together, and the reasons to choose from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import INTERNAL, PERSONAL, STRICT, Json, Model, one_of, public_id
from app.domain.endorsements.states import UNDO_WITHIN, Action, Reason


class Decision(Model):
    """What a moderator did, when, why, and what was said about it; how it stood before, so that it can be undone."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("moderator.id"))
    action: Mapped[str] = mapped_column(info=PERSONAL)
    reason: Mapped[str | None] = mapped_column(sa.ForeignKey("reason.code"), info=PERSONAL)
    note: Mapped[str] = mapped_column(default="", info=PERSONAL)
    version: Mapped[int]  # of the endorsement, as the moderator saw it
    at: Mapped[datetime]
    words: Mapped[str | None] = mapped_column(
        info=PERSONAL
    )  # that the signatory reads in the mail; None: those of the reason, and the note
    left_version: Mapped[int | None]  # of the endorsement, as the decision left it
    before: Mapped[dict[str, Any] | None] = mapped_column(Json, info=INTERNAL)
    undone_at: Mapped[datetime | None]
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("batch.id"))

    __table_args__ = (
        sa.CheckConstraint(one_of("action", Action), "action"),
        sa.Index("ix_decision_endorsement", "endorsement_id"),
        sa.Index("ix_decision_batch", "batch_id"),
        STRICT,
    )

    @property
    def until(self) -> datetime:
        """Until when it can be undone; its mail leaves then."""
        return self.at + UNDO_WITHIN


class Batch(Model):
    """Decisions that were taken together, and what was not decided, with why."""

    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("moderator.id"))
    action: Mapped[str]
    at: Mapped[datetime]
    missed: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list)
    undone_at: Mapped[datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.CheckConstraint("action IN ('approve', 'decline')", "action"),
        STRICT,
    )

    @property
    def until(self) -> datetime:
        """Until when all of it can be undone at once."""
        return self.at + UNDO_WITHIN


class OfferedReason(Model):
    """One entry of the list. Old decisions name it, so it is never erased, only retired."""

    __tablename__ = "reason"

    code: Mapped[str] = mapped_column(primary_key=True, default=public_id)
    actions: Mapped[list[str]] = mapped_column(Json)  # for which it is offered
    label: Mapped[str] = mapped_column(default="")  # for the desk; "" of a built-in one: the translated words
    words: Mapped[dict[str, str]] = mapped_column(Json, default=dict)  # for the mail, by language; the same
    position: Mapped[int]
    retired_at: Mapped[datetime | None]

    __table_args__ = (sa.CheckConstraint("length(code) BETWEEN 1 AND 40", "code"), STRICT)

    @property
    def is_built_in(self) -> bool:
        """Whether its words are translated with the site."""
        return self.code in list(Reason)

    def words_in(self, locale: str) -> str:
        """What an editor wrote for the mail in this language, or in any where it lacks this one; "" for none."""
        if self.words.get(locale) or self.is_built_in:
            return self.words.get(locale, "")
        return next((self.words[one] for one in sorted(self.words)), "")
