"""One row for everything that a person or the system did; triggers forbid UPDATE and DELETE."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import INTERNAL, STRICT, Json, Model, one_of


class ActorKind(StrEnum):
    """In what part somebody acts."""

    SIGNATORY = "signatory"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"  # at the command line
    SYSTEM = "system"


class Event(Model):
    """Who did what to what, and when: ids and codes only, no personal data."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    tag: Mapped[str]  # "endorsement:approved": noun, then what happened
    actor_kind: Mapped[str]
    moderator_id: Mapped[int | None] = mapped_column(info=INTERNAL)  # no foreign key: it outlives the account
    statement_id: Mapped[int | None]
    endorsement_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    __table_args__ = (
        sa.CheckConstraint(one_of("actor_kind", ActorKind), "actor_kind"),
        sa.CheckConstraint("tag LIKE '%:%'", "tag"),
        sa.CheckConstraint("(actor_kind = 'moderator') = (moderator_id IS NOT NULL)", "moderator"),
        sa.Index("ix_event_endorsement", "endorsement_id", "id"),
        STRICT,
    )
