"""What moderators write to each other about an endorsement. Its signatory never reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.base import CONTACT, INTERNAL, STRICT, Model
from app.domain.endorsements.queries import the
from app.domain.events.operations import Actor, record

LONGEST = 2000


class ColleagueNote(Model):
    """One note. It may say whom one telephoned, so it goes when the contact data goes, and with the endorsement."""

    __tablename__ = "colleague_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("moderator.id"))
    text: Mapped[str] = mapped_column(info=CONTACT)
    at: Mapped[datetime]

    __table_args__ = (
        sa.CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST}", "text"),
        sa.Index("ix_colleague_note_endorsement", "endorsement_id"),
        {**STRICT, "info": INTERNAL},
    )


def leave_note(session: Session, public_id: str, text: str, *, moderator_id: int, at: datetime) -> None:
    """Add a note; the very same one again, as a form sent twice brings it, adds nothing. Raises NotFound."""
    endorsement = the(session, public_id)
    last = session.scalar(
        sa.select(ColleagueNote)
        .where(ColleagueNote.endorsement_id == endorsement.id)
        .order_by(ColleagueNote.id.desc())
        .limit(1)
    )
    if last is not None and (last.moderator_id, last.text) == (moderator_id, text):
        return
    note = ColleagueNote(endorsement_id=endorsement.id, moderator_id=moderator_id, text=text, at=at)
    session.add(note)
    session.flush()
    ids = {"statement_id": endorsement.statement_id, "endorsement_id": endorsement.id}
    record(session, "endorsement:note_left", by=Actor.moderator(moderator_id), at=at, **ids, note=note.id)


def notes_on(session: Session, endorsement_id: int) -> Sequence[ColleagueNote]:
    """All notes on it, the newest last."""
    wanted = sa.select(ColleagueNote).where(ColleagueNote.endorsement_id == endorsement_id)
    return session.scalars(wanted.order_by(ColleagueNote.id)).all()


def number_of_notes(session: Session, ids: Collection[int]) -> Mapping[int, int]:
    """By endorsement, how many notes there are; those without are left out."""
    rows = session.execute(
        sa.select(ColleagueNote.endorsement_id, sa.func.count())
        .where(ColleagueNote.endorsement_id.in_(ids))
        .group_by(ColleagueNote.endorsement_id)
    )
    return {row[0]: row[1] for row in rows}
