"""A spreadsheet that moderators work on, before its organisations are imported and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, undefer_group

from app.domain.base import STRICT_IDS_ONCE, Json, Model, public_id
from app.domain.endorsements.imported import ImportBatch
from app.domain.endorsements.models import Endorsement
from app.domain.errors import NotFound
from app.domain.statements.models import Statement


class ImportDraft(Model):
    """A file as it came, how it is read, what people corrected and chose, and what was made of each record."""

    __tablename__ = "import_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id)
    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"))
    filename: Mapped[str]
    sha256: Mapped[str]  # of the file
    agreed: Mapped[str]  # how those agreed of whom the file does not say it
    moderator_id: Mapped[int]  # no foreign key: as in the audit trail
    created_at: Mapped[datetime]
    touched_at: Mapped[datetime]  # by a person; the file is kept for a time after that
    version: Mapped[int] = mapped_column()
    counts: Mapped[dict[str, Any]] = mapped_column(Json)  # records by verdict, and how many would be imported
    settings: Mapped[dict[str, Any]] = mapped_column(Json)  # encoding, sheet, header and columns that were chosen
    corrections: Mapped[dict[str, Any]] = mapped_column(Json)  # by sheet and record
    choices: Mapped[dict[str, Any]] = mapped_column(Json)  # by sheet and record
    imported: Mapped[dict[str, Any] | None] = mapped_column(Json)  # the last import: of which version, which batch
    register_mark: Mapped[str]  # how the statement's endorsements stood when the records were compared with them
    judged_at: Mapped[datetime]
    raw: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, deferred_group="raw")
    sheet: Mapped[dict[str, Any]] = mapped_column(Json, deferred=True, deferred_group="records")
    columns: Mapped[dict[str, Any]] = mapped_column(Json, deferred=True, deferred_group="records")
    judged: Mapped[list[Any]] = mapped_column(Json, deferred=True, deferred_group="records")

    statement: Mapped[Statement] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads a plain dict
    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.CheckConstraint("length(sha256) = 64", "sha256"),
        sa.Index("ix_import_draft_file", "statement_id", "sha256"),
        STRICT_IDS_ONCE,
    )


def draft_by_public_id(session: Session, name: str, *, lock: bool = False) -> ImportDraft:
    """The file with this public id, with its records; `lock` it against others who write. Raises NotFound."""
    wanted = sa.select(ImportDraft).where(ImportDraft.public_id == name).options(undefer_group("records"))
    found = session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None:
        raise NotFound(name)
    return found


def draft_of_file(session: Session, statement_id: int, sha256: str) -> ImportDraft | None:
    """The draft of this very file for the statement, if it is kept."""
    return session.scalar(
        sa.select(ImportDraft)
        .where(ImportDraft.statement_id == statement_id, ImportDraft.sha256 == sha256)
        .order_by(ImportDraft.id)
        .limit(1)
    )


def draft_of_batch(session: Session, batch: ImportBatch) -> ImportDraft | None:
    """The file that an import came from, while it is kept."""
    of_statement = sa.select(ImportDraft).where(
        ImportDraft.statement_id == batch.statement_id, ImportDraft.filename == batch.filename
    )
    found = session.scalars(of_statement)
    return next((one for one in found if batch.id in (one.imported or {}).get("batches", ())), None)


def drafts(session: Session) -> Sequence[ImportDraft]:
    """Every file that is kept, the one touched last first; without their records."""
    return session.scalars(sa.select(ImportDraft).order_by(ImportDraft.touched_at.desc(), ImportDraft.id.desc())).all()


def register_mark(session: Session, statement_id: int) -> str:
    """Another text whenever an endorsement of the statement came, went or changed."""
    row = session.execute(
        sa.select(sa.func.count(), sa.func.max(Endorsement.id), sa.func.sum(Endorsement.version)).where(
            Endorsement.statement_id == statement_id
        )
    ).one()
    return " ".join(str(value or 0) for value in row)
