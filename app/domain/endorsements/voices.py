"""A second voice: somebody else at the organisation's own domain, asked whether it really endorses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from app.domain.base import CONTACT, INTERNAL, STRICT, Model, one_of, public_id
from app.domain.endorsements.models import Endorsement
from app.domain.errors import NotFound


class Answer(StrEnum):
    """What the second person said."""

    YES = "yes"
    NO = "no"


class Voice(Model):
    """A second person of one endorsement: asked by a moderator, answered by a link of their own."""

    __tablename__ = "voice"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id, info=INTERNAL)
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(info=CONTACT)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("moderator.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(info=INTERNAL)
    answered_at: Mapped[datetime | None]
    organisation: Mapped[str] = mapped_column(default="", info=INTERNAL)  # as the answer saw it
    note: Mapped[str] = mapped_column(default="", info=INTERNAL)

    endorsement: Mapped[Endorsement] = relationship()

    @property
    def said(self) -> Answer | None:
        """The answer, or None while there is none."""
        return Answer(self.answer) if self.answer else None

    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.CheckConstraint("answer IS NULL OR " + one_of("answer", Answer), "answer"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", "answered"),
        sa.Index("ix_voice_endorsement", "endorsement_id"),
        {**STRICT, "info": INTERNAL},  # a colleague spoke to the moderators, in confidence
    )


def voices(session: Session, endorsement_id: int) -> Sequence[Voice]:
    """Everybody who was asked about an endorsement, in the order of asking."""
    return session.scalars(sa.select(Voice).where(Voice.endorsement_id == endorsement_id).order_by(Voice.id)).all()


def voice_of(session: Session, public_id: str) -> Voice:
    """The voice of that public id. Raises NotFound."""
    found = session.scalar(sa.select(Voice).where(Voice.public_id == public_id))
    if found is None:
        raise NotFound(public_id)
    return found
