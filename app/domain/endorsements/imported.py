"""Where imported endorsements came from: which file, which record of it, who imported it and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.base import STRICT, STRICT_IDS_ONCE, Json, Model, one_of
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import LIVE
from app.domain.events.models import ActorKind
from app.domain.events.operations import Actor


class ImportBatch(Model):
    """One import: the file by its digest, and what became of its records."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"))
    filename: Mapped[str]
    sha256: Mapped[str]
    actor_kind: Mapped[str]
    moderator_id: Mapped[int | None]  # no foreign key: as in the audit trail
    at: Mapped[datetime]
    counts: Mapped[dict[str, Any]] = mapped_column(Json)  # how many records by verdict, and how many were imported

    __table_args__ = (
        sa.CheckConstraint(one_of("actor_kind", ActorKind), "actor_kind"),
        sa.CheckConstraint("length(sha256) = 64", "sha256"),
        sa.Index("ix_import_batch_file", "statement_id", "sha256"),
        STRICT_IDS_ONCE,
    )


class ImportedRecord(Model):
    """One record of a file that became an endorsement; it stays when that is erased, so that none comes twice."""

    __tablename__ = "imported_record"

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True)
    record: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    endorsement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="SET NULL"))

    __table_args__ = (sa.Index("ix_imported_record_endorsement", "endorsement_id"), STRICT)


def remember_batch(
    session: Session,
    statement_id: int,
    *,
    filename: str,
    sha256: str,
    counts: Mapping[str, int],
    imported: Sequence[tuple[int, Endorsement]],
    by: Actor,
    at: datetime,
) -> ImportBatch:
    """Keep which record of which file became which endorsement."""
    batch = ImportBatch(
        statement_id=statement_id,
        filename=filename,
        sha256=sha256,
        actor_kind=by.kind,
        moderator_id=by.moderator_id,
        at=at,
        counts=dict(counts),
    )
    session.add(batch)
    session.flush()
    session.add_all(
        ImportedRecord(batch_id=batch.id, record=record, endorsement_id=endorsement.id)
        for record, endorsement in imported
    )
    session.flush()
    return batch


def imported_records(session: Session, statement_id: int, sha256: str) -> Mapping[int, str | None]:
    """The records of this very file that were imported before: the public id of each, None where it was erased."""
    rows = session.execute(
        sa.select(ImportedRecord.record, Endorsement.public_id)
        .join(ImportBatch, ImportBatch.id == ImportedRecord.batch_id)
        .outerjoin(Endorsement, Endorsement.id == ImportedRecord.endorsement_id)
        .where(ImportBatch.statement_id == statement_id, ImportBatch.sha256 == sha256)
    )
    return {row.record: row.public_id for row in rows}


def live_email_keys(session: Session, statement_id: int) -> frozenset[str]:
    """The addresses that live endorsements of the statement have; each can have one only."""
    rows = session.scalars(
        sa.select(Endorsement.email_key).where(
            Endorsement.statement_id == statement_id,
            Endorsement.email_key.is_not(None),
            Endorsement._state.in_(LIVE),
        )
    )
    return frozenset(key for key in rows if key)


def batches(session: Session, statement_id: int) -> Sequence[ImportBatch]:
    """Every import into the statement, the newest first."""
    return session.scalars(
        sa.select(ImportBatch).where(ImportBatch.statement_id == statement_id).order_by(ImportBatch.id.desc())
    ).all()


def latest_batches(session: Session, *, most: int) -> Sequence[ImportBatch]:
    """The newest imports into whatever statement."""
    return session.scalars(sa.select(ImportBatch).order_by(ImportBatch.id.desc()).limit(most)).all()


def source_of(session: Session, endorsement_id: int) -> tuple[ImportBatch, int] | None:
    """The import that an endorsement came with and its record there, or None where it came otherwise."""
    row = session.execute(
        sa.select(ImportBatch, ImportedRecord.record)
        .join(ImportedRecord, ImportedRecord.batch_id == ImportBatch.id)
        .where(ImportedRecord.endorsement_id == endorsement_id)
    ).first()
    return (row[0], row[1]) if row else None
