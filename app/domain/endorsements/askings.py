"""An organisation that signed an earlier text, asked whether it stands by a newer one, and what it said."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from app.domain.base import PERSONAL, STRICT, Model, one_of
from app.domain.statements.models import Revision


class Standing(StrEnum):
    """What an organisation says of a newer text."""

    STANDS = "stands"  # by the new one
    STAYS = "stays"  # with the one that it signed


class Asking(Model):
    """One endorsement and one revision: when it was asked by mail, if it was, and what was answered, if anything."""

    __tablename__ = "asking"

    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), primary_key=True)
    asked_at: Mapped[datetime | None]  # None: it was not asked, it or a moderator said so all the same
    answer: Mapped[str | None] = mapped_column(info=PERSONAL)
    answered_at: Mapped[datetime | None]
    moderator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("moderator.id"))  # who noted the answer, if not it
    how: Mapped[str] = mapped_column(default="", info=PERSONAL)  # it told them so

    revision: Mapped[Revision] = relationship()

    __table_args__ = (
        sa.CheckConstraint("answer IS NULL OR " + one_of("answer", Standing), "answer"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", "answered"),
        sa.Index("ix_asking_revision", "revision_id", "answer"),
        STRICT,
    )


def last_answer(session: Session, endorsement_id: int, since: int) -> Asking | None:
    """What it last said of a text that means what the current one does: that of revision `since`, or a correction."""
    return session.scalar(
        sa.select(Asking)
        .join(Revision, Revision.id == Asking.revision_id)
        .where(Asking.endorsement_id == endorsement_id, Asking.answer.is_not(None), Revision.number >= since)
        .order_by(Revision.number.desc())
        .limit(1)
    )


def askings_of(session: Session, endorsement_id: int) -> list[Asking]:
    """Everything that it was asked or answered, in the order of the revisions."""
    wanted = sa.select(Asking).join(Revision, Revision.id == Asking.revision_id).order_by(Revision.number)
    return list(session.scalars(wanted.where(Asking.endorsement_id == endorsement_id)))
