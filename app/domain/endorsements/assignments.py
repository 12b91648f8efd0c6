"""Whose an endorsement is to decide on, as moderators divide the queue among themselves. It binds nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.base import INTERNAL, STRICT, Model
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import the
from app.domain.events.operations import Actor, record
from app.domain.moderators.models import Moderator


class Assignment(Model):
    """Who has taken an endorsement. A table of its own: taking one is no new version of it, so nobody is overtaken."""

    __tablename__ = "assignment"

    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"), primary_key=True)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("moderator.id"))
    at: Mapped[datetime]

    __table_args__ = (sa.Index("ix_assignment_moderator", "moderator_id"), {**STRICT, "info": INTERNAL})


# Whoever has left the desk has nothing assigned any more.
IN_FORCE = sa.exists().where(Moderator.id == Assignment.moderator_id, Moderator.retired_at.is_(None))


def assign(session: Session, public_id: str, moderator_id: int, *, at: datetime) -> None:
    """Give it to this moderator, whoever had it before. Twice does no harm. Raises NotFound."""
    endorsement = the(session, public_id)
    found = session.get(Assignment, endorsement.id)
    if found is not None and found.moderator_id == moderator_id:
        return
    if found is None:
        session.add(Assignment(endorsement_id=endorsement.id, moderator_id=moderator_id, at=at))
    else:
        found.moderator_id, found.at = moderator_id, at
    session.flush()
    _record(session, "endorsement:assigned", endorsement, moderator_id, at)


def let_go(session: Session, public_id: str, moderator_id: int, *, at: datetime) -> None:
    """Nobody's again, where it was this moderator's; a colleague keeps theirs. Raises NotFound."""
    endorsement = the(session, public_id)
    found = session.get(Assignment, endorsement.id)
    if found is None or found.moderator_id != moderator_id:
        return
    session.delete(found)
    session.flush()
    _record(session, "endorsement:let_go", endorsement, moderator_id, at)


def assigned(session: Session, ids: Collection[int]) -> Mapping[int, int]:
    """By endorsement, the moderator who has it."""
    rows = session.execute(
        sa.select(Assignment.endorsement_id, Assignment.moderator_id).where(
            Assignment.endorsement_id.in_(ids), IN_FORCE
        )
    )
    return {row[0]: row[1] for row in rows}


def _record(session: Session, tag: str, endorsement: Endorsement, moderator_id: int, at: datetime) -> None:
    ids = {"statement_id": endorsement.statement_id, "endorsement_id": endorsement.id}
    record(session, tag, by=Actor.moderator(moderator_id), at=at, **ids)
