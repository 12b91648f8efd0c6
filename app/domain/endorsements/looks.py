"""Who looks at what at this moment, so that two moderators do not work on the same endorsement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.base import INTERNAL, STRICT, Model
from app.domain.endorsements.queries import the

SAID_EVERY = timedelta(seconds=30)  # by the page, while it is in view
OVER_AFTER = timedelta(seconds=75)  # without a word: one may get lost on the way


class Look(Model):
    """One moderator has had one endorsement before their eyes since `since`; no act, so no event."""

    __tablename__ = "look"

    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"), primary_key=True)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("moderator.id"), primary_key=True)
    since: Mapped[datetime]
    seen_at: Mapped[datetime]

    __table_args__ = (sa.Index("ix_look_seen", "seen_at"), {**STRICT, "info": INTERNAL})


def look_at(session: Session, public_id: str, moderator_id: int, *, at: datetime) -> None:
    """This moderator is looking at it; after a while away they begin anew. Raises NotFound."""
    endorsement_id = the(session, public_id).id
    found = session.get(Look, (endorsement_id, moderator_id))
    if found is None:
        session.add(Look(endorsement_id=endorsement_id, moderator_id=moderator_id, since=at, seen_at=at))
    else:
        found.since = found.since if at < found.seen_at + OVER_AFTER else at
        found.seen_at = at
    session.flush()


def look_away(session: Session, public_id: str, moderator_id: int) -> None:
    """This moderator has gone on. Raises NotFound."""
    gone = (Look.endorsement_id == the(session, public_id).id, Look.moderator_id == moderator_id)
    session.execute(sa.delete(Look).where(*gone))


def looking(session: Session, ids: Collection[int], *, but: int, at: datetime) -> Mapping[int, Sequence[Look]]:
    """By endorsement, which other moderators look at it, the first one first."""
    found = session.scalars(
        sa.select(Look)
        .where(Look.endorsement_id.in_(ids), Look.moderator_id != but, Look.seen_at > at - OVER_AFTER)
        .order_by(Look.since, Look.moderator_id)
    )
    looks: dict[int, list[Look]] = defaultdict(list)
    for look in found:
        looks[look.endorsement_id].append(look)
    return looks
