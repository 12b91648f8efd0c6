"""What was observed, and how the names look by which one is found that imitates another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import INTERNAL, PERSONAL, STRICT, Json, Model, one_of
from app.domain.endorsements.evidence.kinds import HEAVIEST, Kind
from app.domain.endorsements.models import Endorsement


class Observation(Model):
    """One thing that was observed about an endorsement; it goes when the endorsement goes, or the one it points at."""

    __tablename__ = "observation"

    id: Mapped[int] = mapped_column(primary_key=True)
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    other_id: Mapped[int | None] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"), info=INTERNAL)
    kind: Mapped[str] = mapped_column(info=PERSONAL)
    code: Mapped[str] = mapped_column(info=PERSONAL)
    weight: Mapped[int]  # 3: speaks strongly for it … -3: strongly against
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=PERSONAL)
    observed_at: Mapped[datetime]

    other: Mapped[Endorsement | None] = relationship(foreign_keys=[other_id])

    __table_args__ = (
        sa.CheckConstraint(one_of("kind", Kind), "kind"),
        sa.CheckConstraint(f"weight BETWEEN -{HEAVIEST} AND {HEAVIEST}", "weight"),
        sa.Index("ix_observation_endorsement", "endorsement_id"),
        sa.Index("ix_observation_other", "other_id"),
        STRICT,
    )


class NameLook(Model):
    """How one name of an organisation looks, as a digest: names that share it look alike."""

    __tablename__ = "name_look"

    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"), primary_key=True)
    look: Mapped[str] = mapped_column(primary_key=True, info=PERSONAL)

    __table_args__ = (sa.Index("ix_name_look_look", "look"), STRICT)
