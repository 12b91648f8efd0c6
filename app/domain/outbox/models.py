"""A message: what kind, to whom, in which language, about what; its words are made when it leaves."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import CONTACT, PERSONAL, STRICT, Model, one_of, public_id


class MessageKind(StrEnum):
    """Each is a folder in templates/mail/."""

    CONFIRM = "confirm"  # to a signatory: use this link to sign
    ALREADY = "already"  # to a signatory who endorsed again: it is with us
    LINK = "link"  # to a signatory who asked for a new link to their page
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    AMENDED = "amended"  # to a signatory: a moderator corrected what the endorsement says
    AMENDMENT = "amendment"  # to a signatory: the change that it proposed was accepted, or not
    MERGED = "merged"  # to a signatory whose organisation was here already
    WAITING = "waiting"  # to a moderator: so many wait
    SECOND_VOICE = "second_voice"  # to somebody else at the organisation: does it really endorse?
    INVITATION = "invitation"  # to a new moderator: set up your account
    ASKED = "asked"  # to an organisation: does it want to endorse?
    REMINDER = "reminder"  # the one reminder of that
    REVISED = "revised"  # to a signatory: the text has changed, does it stand by the new one?


class Message(Model):
    """An e-mail on its way. Sent, given up, or waiting for `next_attempt_at`; claimed while leased."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    # the left part of its Message-ID, for ever
    public_id: Mapped[str] = mapped_column(default=public_id, info=PERSONAL)
    kind: Mapped[str] = mapped_column(info=PERSONAL)
    recipient: Mapped[str] = mapped_column(info=CONTACT)
    recipient_key: Mapped[str] = mapped_column(info=CONTACT)
    locale: Mapped[str] = mapped_column(info=PERSONAL)
    endorsement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    moderator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("moderator.id", ondelete="CASCADE"))
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitation.id", ondelete="CASCADE"))
    about: Mapped[str | None] = mapped_column(
        info=PERSONAL
    )  # which of several of this kind about one endorsement: a public id, or a number
    version: Mapped[int] = mapped_column(default=0)  # of the row the link is bound to, when it was queued
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    # the server's code and nothing with an address in it
    last_error: Mapped[str | None] = mapped_column(info=PERSONAL)

    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.CheckConstraint(one_of("kind", MessageKind), "kind"),
        sa.CheckConstraint("sent_at IS NULL OR failed_at IS NULL", "one_end"),
        sa.CheckConstraint(
            "CASE WHEN endorsement_id IS NULL THEN 0 ELSE 1 END + CASE WHEN moderator_id IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN invitation_id IS NULL THEN 0 ELSE 1 END = 1",
            "one_subject",
        ),
        sa.Index(
            "ix_message_waiting",
            "next_attempt_at",
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        ),
        sa.Index("ix_message_recipient", "recipient_key", "created_at"),
        sa.Index("ix_message_endorsement", "endorsement_id"),
        sa.Index("uq_message_invitation", "invitation_id", "kind", unique=True),  # of each kind one, the reminder too
        STRICT,
    )
