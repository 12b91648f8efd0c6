"""A statement, where it is filed, its revisions and their texts."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.base import STRICT, STRICT_IDS_ONCE, Day, Model, one_of
from app.domain.statements.digest import text_file
from app.domain.statements.zones import NO_PLACE


class Statement(Model):
    """The thing published. A draft has no `published_at`; what readers see is its current revision."""

    __tablename__ = "statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    language: Mapped[str]  # of the authoritative text
    issued: Mapped[date] = mapped_column(Day)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    opens_at: Mapped[datetime | None]  # None: open from publication
    closes_at: Mapped[datetime | None]  # None: open until somebody closes it
    zone: Mapped[str] = mapped_column(default=NO_PLACE)  # in which its times are said, a name of the IANA database
    publish_at: Mapped[datetime | None]  # of a draft: when it publishes itself
    late_since: Mapped[datetime | None]  # since when organisations may endorse although it is closed
    late_until: Mapped[datetime | None]  # and until when, if that is not open
    careful_since: Mapped[datetime | None]  # under attack: robots are looked for, and what looks like one waits apart
    register_version: Mapped[int] = mapped_column(default=0)  # counts every change that readers can see
    version: Mapped[int] = mapped_column(default=1)  # counts every change by an editor

    sections: Mapped[list[StatementSection]] = relationship(
        order_by="StatementSection.position", cascade="all, delete-orphan"
    )
    revisions: Mapped[list[Revision]] = relationship(
        order_by="Revision.number", cascade="all, delete-orphan", back_populates="statement"
    )

    __table_args__ = (
        sa.UniqueConstraint("slug"),
        sa.CheckConstraint("opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at", "opens_before_it_closes"),
        sa.CheckConstraint("publish_at IS NULL OR published_at IS NULL", "planned_while_a_draft"),
        sa.CheckConstraint("late_until IS NULL OR late_since IS NOT NULL", "late"),
        sa.Index(
            "ix_statement_planned",
            "publish_at",
            sqlite_where=sa.text("publish_at IS NOT NULL"),
            postgresql_where=sa.text("publish_at IS NOT NULL"),
        ),
        STRICT_IDS_ONCE,
    )

    def is_open(self, at: datetime) -> bool:
        """Whether an organisation may endorse in time at this moment: published, begun, not over."""
        return (
            self.published_at is not None
            and self.published_at <= at
            and (self.opens_at is None or self.opens_at <= at)
            and (self.closes_at is None or at < self.closes_at)
        )

    def takes_late(self, at: datetime) -> bool:
        """Whether an organisation may endorse although it is closed, because an editor allows it."""
        return (
            self.published_at is not None
            and self.closes_at is not None
            and self.closes_at <= at
            and self.late_since is not None
            and (self.late_until is None or at < self.late_until)
        )

    def accepts(self, at: datetime) -> bool:
        """Whether an organisation may endorse at this moment, in time or late."""
        return self.is_open(at) or self.takes_late(at)


class StatementSection(Model):
    """One of the sections of the publisher's site in which a statement is filed, in printed order."""

    __tablename__ = "statement_section"

    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    __table_args__ = (sa.Index("ix_statement_section_name", "name"), STRICT)


class RevisionKind(StrEnum):
    """What a revision is to the one before it."""

    FIRST = "first"
    CORRECTION = "correction"  # the meaning is the same: signatures carry over
    SUBSTANTIVE = "substantive"  # another text: everybody is asked again


LONGEST_NOTE = 1000  # characters


class Revision(Model):
    """The exact text at one time, numbered from 1; triggers forbid any change once it is published."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"))
    number: Mapped[int]
    digest: Mapped[str]  # SHA-256 of the manifest, hex (statements/digest.py)
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")  # to readers, by the editors: what changed, and why
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    statement: Mapped[Statement] = relationship(back_populates="revisions")
    texts: Mapped[list[RevisionText]] = relationship(order_by="RevisionText.position", cascade="all, delete-orphan")

    __table_args__ = (
        sa.UniqueConstraint("statement_id", "number"),
        sa.CheckConstraint("number >= 1", "number"),
        sa.CheckConstraint("length(digest) = 64", "digest"),
        sa.CheckConstraint(one_of("kind", RevisionKind), "kind"),
        sa.CheckConstraint("(kind = 'first') = (number = 1)", "first"),
        STRICT,
    )

    def text_in(self, language: str) -> RevisionText:
        """The text for readers of that language, or the authoritative one (position 0) where there is none for them.

        Who reads `pt` or `sr` reads `pt-BR` or `sr-Latn`, too; their own spelling or script comes first.
        """
        exact = [text for text in self.texts if text.language == language]
        return next(iter([*exact, *(text for text in self.texts if text.is_for(language))]), self.texts[0])


class RevisionText(Model):
    """A revision in one language; position 0 is the authoritative text, the others are translations."""

    __tablename__ = "revision_text"

    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    addressed_to: Mapped[str]
    body: Mapped[str]  # Markdown, NFC, LF

    __table_args__ = (sa.UniqueConstraint("revision_id", "position"), STRICT)

    @property
    def is_authoritative(self) -> bool:
        """Whether it is the one that counts; the others are translations of it."""
        return self.position == 0

    def is_for(self, language: str) -> bool:
        """Whether readers of that language can read it, whatever the country or the script of either."""
        return self.language.partition("-")[0] == language.partition("-")[0]

    @property
    def file(self) -> bytes:
        """The bytes that the digest covers."""
        return text_file(title=self.title, addressed_to=self.addressed_to, body=self.body)
