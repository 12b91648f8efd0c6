"""An endorsement, and what was proposed to be changed in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import CONTACT, PERSONAL, STRICT, STRICT_IDS_ONCE, Json, Model, one_of, public_id
from app.domain.endorsements import aliases, name_marks, on_ledger, places
from app.domain.endorsements.details import FIELDS, EndorsementDetails
from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import State
from app.domain.statements.models import Revision, Statement
from app.domain.text import email_key, organisation_key, search_key, sort_name

AFTER_THE_FOUNDERS = 1_000_000  # printed_position of every signatory that is not a founding one
_LIVE = "state IN ('unconfirmed', 'pending', 'approved')"


def _when_it_came(row: Any) -> datetime:
    moment: datetime = row.get_current_parameters()["created_at"]
    return moment


class Endorsement(Model):
    """One organisation's co-signature of one revision. Only operations.py writes `_state`."""

    __tablename__ = "endorsement"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id, info=PERSONAL)
    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id"))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"))
    # of the form it came with: the same form twice is one endorsement
    submission_id: Mapped[str | None] = mapped_column(info=PERSONAL)
    _state: Mapped[str] = mapped_column("state", default=State.UNCONFIRMED, info=PERSONAL)
    version: Mapped[int] = mapped_column()
    link_version: Mapped[int] = mapped_column(default=1)  # counts up when mailed links must stop working

    organisation: Mapped[str] = mapped_column(info=PERSONAL)
    organisation_key: Mapped[str] = mapped_column(info=PERSONAL)
    sort_name: Mapped[str] = mapped_column(info=PERSONAL)
    search_name: Mapped[str] = mapped_column(info=PERSONAL)
    organisation_latin: Mapped[str] = mapped_column(default="", info=PERSONAL)
    also_known_as: Mapped[str] = mapped_column(default="", info=PERSONAL)
    # ISO 3166-1 alpha-2; None only where somebody else entered it and did not say
    country: Mapped[str | None] = mapped_column(info=PERSONAL)
    website: Mapped[str] = mapped_column(default="", info=PERSONAL)

    representative: Mapped[str] = mapped_column(default="", info=CONTACT)
    position: Mapped[str] = mapped_column(default="", info=CONTACT)
    mandate: Mapped[str] = mapped_column(default="", info=CONTACT)
    email: Mapped[str | None] = mapped_column(info=CONTACT)  # None for founding signatories
    email_key: Mapped[str | None] = mapped_column(info=CONTACT)
    show_representative: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="", info=CONTACT)

    printed_position: Mapped[int] = mapped_column(default=AFTER_THE_FOUNDERS)
    agreed: Mapped[str | None] = mapped_column(info=PERSONAL)  # how a founding signatory agreed
    late: Mapped[bool] = mapped_column(default=False)  # it came after the closing, when an editor allowed that
    locale: Mapped[str] = mapped_column(info=PERSONAL)
    suspicion: Mapped[str | None] = mapped_column(info=PERSONAL)  # what looked like a robot, for the moderators
    held: Mapped[bool] = mapped_column(default=False)  # waits apart from the queue, because of it
    # Its network as a hash that only this site can make, for a day; then forgotten.
    source: Mapped[str | None] = mapped_column(info=PERSONAL)
    created_at: Mapped[datetime]
    # Since when a moderator may look at it, by which the queue is read: when it was confirmed, until then when it came.
    queued_at: Mapped[datetime] = mapped_column(default=_when_it_came)
    confirmed_at: Mapped[datetime | None]
    amended_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    listed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_note: Mapped[str] = mapped_column(default="", info=CONTACT)  # why, to the moderators
    marks_version: Mapped[int] = mapped_column(default=0)  # of its marks in the index; 0: it has none yet

    statement: Mapped[Statement] = relationship()
    revision: Mapped[Revision] = relationship()
    amendments: Mapped[list[Amendment]] = relationship(
        order_by="Amendment.id", cascade="all, delete-orphan", back_populates="endorsement"
    )
    decisions: Mapped[list[Decision]] = relationship(order_by="Decision.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads a plain dict
    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.UniqueConstraint("submission_id"),
        sa.CheckConstraint(one_of("state", State), "state"),
        sa.CheckConstraint("state <> 'approved' OR listed_at IS NOT NULL", "listed"),
        sa.CheckConstraint("agreed IS NOT NULL OR country IS NOT NULL", "country_known"),
        sa.CheckConstraint(
            "agreed IS NOT NULL OR state IN ('unconfirmed', 'withdrawn') OR confirmed_at IS NOT NULL",
            "confirmed_first",
        ),
        sa.CheckConstraint("country IS NULL OR length(country) = 2", "country"),
        sa.CheckConstraint("length(organisation) BETWEEN 1 AND 200", "organisation"),
        sa.Index(
            "uq_endorsement_listed_organisation",
            "statement_id",
            "organisation_key",
            unique=True,
            sqlite_where=sa.text("state = 'approved'"),
            postgresql_where=sa.text("state = 'approved'"),
        ),
        sa.Index(
            "uq_endorsement_live_email",
            "statement_id",
            "email_key",
            unique=True,
            sqlite_where=sa.text(_LIVE),
            postgresql_where=sa.text(_LIVE),
        ),
        sa.Index(
            "ix_endorsement_register",
            "statement_id",
            "printed_position",
            "sort_name",
            "id",
            sqlite_where=sa.text("state = 'approved'"),
            postgresql_where=sa.text("state = 'approved'"),
        ),
        sa.Index("ix_endorsement_queue", "state", "queued_at", "id", "held"),
        sa.Index("ix_endorsement_statement_queue", "statement_id", "state", "queued_at", "id", "held"),
        sa.Index("ix_endorsement_revision", "revision_id"),
        sa.Index("ix_endorsement_created", "created_at"),
        sa.Index("ix_endorsement_key", "organisation_key"),
        STRICT_IDS_ONCE,
    )

    @property
    def state(self) -> State:
        """Where it stands; changed only by the operations."""
        return State(self._state)

    @property
    def is_founding(self) -> bool:
        """Whether it was listed from the start."""
        return self.printed_position < AFTER_THE_FOUNDERS

    @property
    def was_entered(self) -> bool:
        """Whether it was entered by somebody to whom it had agreed, and not by itself: founding, or imported."""
        return self.agreed is not None

    @property
    def details(self) -> EndorsementDetails:
        """What it says now, as the form would say it."""
        values = {name: getattr(self, name) or "" for name in FIELDS if name != "show_representative"}
        return EndorsementDetails(**values, show_representative=self.show_representative)

    def write_down(self, details: EndorsementDetails) -> None:
        """Take these details, and the keys that follow from them."""
        for name in FIELDS:
            setattr(self, name, getattr(details, name))
        self.country = details.country or None  # a founding signatory's may be unsaid
        self.email_key = email_key(details.email) if details.email else None
        for key, value in self.name_keys().items():
            setattr(self, key, value)

    def name_keys(self) -> dict[str, str]:
        """What follows from its names, and is stored so that the database can compare, sort and find them."""
        names = (self.organisation, self.organisation_latin, self.also_known_as)
        return {
            "organisation_key": organisation_key(self.organisation),
            "sort_name": sort_name(self.organisation),
            "search_name": search_key(" ".join(name for name in names if name)),
        }

    @property
    def open_amendment(self) -> Amendment | None:
        """The change of public facts that waits for a moderator, if there is one."""
        return next((one for one in self.amendments if one.outcome == Outcome.OPEN), None)


name_marks.listen(Endorsement)
aliases.listen(Endorsement)
places.listen(Endorsement)
on_ledger.listen(Endorsement)


class Outcome(StrEnum):
    """What became of a proposed change."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REPLACED = "replaced"  # by a later proposal, or the endorsement left the register meanwhile


class Amendment(Model):
    """A change of what the public sees of an endorsement; keeps what stood before and what was proposed."""

    __tablename__ = "amendment"

    id: Mapped[int] = mapped_column(primary_key=True)
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    before: Mapped[dict[str, Any]] = mapped_column(Json, info=PERSONAL)
    after: Mapped[dict[str, Any]] = mapped_column(Json, info=PERSONAL)
    outcome: Mapped[str] = mapped_column(default=Outcome.OPEN, info=PERSONAL)
    proposed_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]

    endorsement: Mapped[Endorsement] = relationship(back_populates="amendments")

    __table_args__ = (
        sa.CheckConstraint(one_of("outcome", Outcome), "outcome"),
        sa.CheckConstraint("(outcome = 'open') = (resolved_at IS NULL)", "resolved"),
        sa.Index(
            "uq_amendment_open",
            "endorsement_id",
            unique=True,
            sqlite_where=sa.text("outcome = 'open'"),
            postgresql_where=sa.text("outcome = 'open'"),
        ),
        sa.Index("ix_amendment_endorsement", "endorsement_id"),
        STRICT,
    )
