"""An invitation, and the list with its letter that it was sent with."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import CONTACT, INTERNAL, PERSONAL, STRICT_IDS_ONCE, Json, Model, one_of, public_id
from app.domain.endorsements.models import Endorsement
from app.domain.invitations.invitee import Letter
from app.domain.statements.models import Statement


class InvitationState(StrEnum):
    """Where an invitation stands."""

    PREPARED = "prepared"  # its mail waits in the outbox
    SENT = "sent"
    YES = "yes"  # the organisation endorsed and confirmed it
    NO = "no"
    WITHDRAWN = "withdrawn"  # by an editor
    BOUNCED = "bounced"  # its mail could not be delivered


OPEN = (InvitationState.PREPARED, InvitationState.SENT)
ANSWERED = (InvitationState.YES, InvitationState.NO)


class Mailing(Model):
    """A list that an editor works on, and the letter to everybody on it. Once sent, only the letter is left of it."""

    __tablename__ = "mailing"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id)
    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"))
    moderator_id: Mapped[int | None]  # no foreign key: as in the audit trail; None at the command line
    created_at: Mapped[datetime]
    touched_at: Mapped[datetime]  # by a person; a list that is not sent is kept for a time after that
    sent_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    filename: Mapped[str] = mapped_column(default="")
    raw: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)  # the list as it came
    settings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # how it is read
    corrections: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # by record
    choices: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # by record
    locale: Mapped[str]  # of those whose language the list does not say
    subject: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    statement: Mapped[Statement] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads a plain dict
    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.CheckConstraint("sent_at IS NULL OR raw IS NULL", "sent_keeps_no_list"),
        sa.Index("ix_mailing_statement", "statement_id", "sent_at"),
        STRICT_IDS_ONCE,
    )

    @property
    def letter(self) -> Letter:
        """What it says in the editor's words."""
        return Letter(subject=self.subject, note=self.note)


class Invitation(Model):
    """One organisation asked to endorse one statement. When its contact data goes, the hashes and the answer stay."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id, info=PERSONAL)
    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"))
    mailing_id: Mapped[int] = mapped_column(sa.ForeignKey("mailing.id", ondelete="CASCADE"))
    # What came of it: set when the form is sent by its link; an answer only once that is confirmed.
    endorsement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column()
    link_version: Mapped[int] = mapped_column(default=1)  # counts up when the mailed link must stop working
    state: Mapped[str] = mapped_column(default=InvitationState.PREPARED, info=PERSONAL)

    organisation: Mapped[str] = mapped_column(info=CONTACT)  # as the editor wrote it
    organisation_latin: Mapped[str] = mapped_column(default="", info=CONTACT)
    country: Mapped[str | None] = mapped_column(info=CONTACT)
    website: Mapped[str] = mapped_column(default="", info=CONTACT)
    contact: Mapped[str] = mapped_column(default="", info=CONTACT)  # the person who is written to
    email: Mapped[str | None] = mapped_column(info=CONTACT)
    locale: Mapped[str] = mapped_column(info=PERSONAL)
    reason: Mapped[str] = mapped_column(default="", info=CONTACT)  # of a "no", for the moderators

    # Hashes that only this site can make: nobody is asked twice, and who said no never again, when all else is gone.
    address_hash: Mapped[str] = mapped_column(info=INTERNAL)
    organisation_hash: Mapped[str] = mapped_column(info=INTERNAL)

    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]  # a trigger lets it be set once
    answered_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]  # since when it stands as it does
    erased_at: Mapped[datetime | None]  # when its contact data went

    statement: Mapped[Statement] = relationship()
    mailing: Mapped[Mailing] = relationship()
    endorsement: Mapped[Endorsement | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads a plain dict
    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.UniqueConstraint("statement_id", "address_hash"),
        sa.CheckConstraint(one_of("state", InvitationState), "state"),
        sa.CheckConstraint("(state IN ('yes', 'no')) = (answered_at IS NOT NULL)", "answered"),
        sa.CheckConstraint("erased_at IS NULL OR email IS NULL", "erased"),
        sa.CheckConstraint("country IS NULL OR length(country) = 2", "country"),
        sa.Index("ix_invitation_organisation", "statement_id", "organisation_hash"),
        sa.Index("ix_invitation_mailing", "mailing_id"),
        sa.Index("ix_invitation_endorsement", "endorsement_id"),
        STRICT_IDS_ONCE,
    )

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        return self.state in OPEN
