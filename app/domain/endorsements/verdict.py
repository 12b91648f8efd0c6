"""What a moderator brings to a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.events.operations import Actor


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Who decides, having read which version, when, and why."""

    moderator_id: int
    version: int
    at: datetime
    reason: str | None = None
    note: str = ""
    words: str | None = None  # what the signatory reads; None: what the reason and the note say
    batch_id: int | None = None

    @property
    def by(self) -> Actor:
        """The moderator, as the actor of the audit trail."""
        return Actor.moderator(self.moderator_id)
