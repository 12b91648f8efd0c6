"""The leaves, what opens them while it is public, every head that was signed, and who stands listed by them now."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.base import INTERNAL, PERSONAL, STRICT, Day, Model


class LedgerLeaf(Model):
    """One entry; triggers keep the indexes without a gap and forbid every change."""

    __tablename__ = "ledger_leaf"

    idx: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry: Mapped[bytes] = mapped_column(sa.LargeBinary)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary)

    __table_args__ = (
        sa.CheckConstraint("idx >= 0", "idx"),
        sa.CheckConstraint("length(entry) < 65536", "entry"),
        sa.CheckConstraint("length(hash) = 32", "hash"),
        STRICT,
    )


class LedgerOpening(Model):
    """What opens the commitment of a leaf; it goes with its endorsement, and then nobody can tell whose leaf it was."""

    __tablename__ = "ledger_opening"

    idx: Mapped[int] = mapped_column(sa.ForeignKey("ledger_leaf.idx"), primary_key=True, autoincrement=False)
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    salt: Mapped[bytes] = mapped_column(sa.LargeBinary, info=PERSONAL)
    payload: Mapped[bytes] = mapped_column(sa.LargeBinary, info=PERSONAL)  # canonical JSON

    __table_args__ = (
        sa.CheckConstraint("length(salt) = 32", "salt"),
        sa.Index("ix_ledger_opening_endorsement", "endorsement_id"),
        STRICT,
    )


class LedgerListing(Model):
    """An `endorse` leaf that no `remove` has followed: what a replay of the ledger leaves standing, kept at hand.

    Without an endorsement where this database does not know whose it is, as after a repair from published files.
    """

    __tablename__ = "ledger_listing"

    leaf: Mapped[int] = mapped_column(sa.ForeignKey("ledger_leaf.idx"), primary_key=True, autoincrement=False)
    # Two leaves more: no foreign keys, for no leaf can ever go.
    opening: Mapped[int]  # with the commitment in force
    rebound: Mapped[int | None]  # the last `rebind`
    slug: Mapped[str] = mapped_column(info=INTERNAL)
    digest: Mapped[str] = mapped_column(info=INTERNAL)  # of the revision by which it stands
    endorsement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="SET NULL"))

    __table_args__ = (
        sa.Index("ix_ledger_listing_slug", "slug"),
        sa.Index("uq_ledger_listing_endorsement", "endorsement_id", unique=True),
        {**STRICT, "info": INTERNAL},
    )


class LedgerRevision(Model):
    """Which leaf says that a revision was published."""

    __tablename__ = "ledger_revision"

    revision_id: Mapped[int] = mapped_column(
        sa.ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    leaf: Mapped[int]

    __table_args__ = (STRICT,)


class LedgerCheckpoint(Model):
    """Every head that was ever signed; its cosignatures may grow, and nothing else changes."""

    __tablename__ = "ledger_checkpoint"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str]

    __table_args__ = (STRICT,)


class LedgerKey(Model):
    """Every public key that ever signed a head, in the order in which they came: known also where no key is."""

    __tablename__ = "ledger_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    vkey: Mapped[str]

    __table_args__ = (sa.UniqueConstraint("vkey"), STRICT)


class LedgerErasure(Model):
    """Whose openings must not be there any more: the `endorse` leaf of what was erased, and the day."""

    __tablename__ = "erasure_ledger"

    idx: Mapped[int] = mapped_column(sa.ForeignKey("ledger_leaf.idx"), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Day)

    __table_args__ = (STRICT,)
