"""What decides whether a page that was made before is still true: one cheap question."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.domain.statements.models import Revision, Statement


class Phase(StrEnum):
    """Whether a published statement can be endorsed."""

    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"


class Snapshot(NamedTuple):
    """A published statement as readers see it now; as long as this stays the same, so do its pages."""

    statement_id: int
    register_version: int
    digest: str  # of the current revision
    phase: Phase


_CURRENT = (
    sa.select(Revision.digest)
    .where(Revision.statement_id == Statement.id, Revision.published_at.is_not(None))
    .order_by(Revision.number.desc())
    .limit(1)
    .scalar_subquery()
)
_FACTS = sa.select(
    Statement.id, Statement.register_version, Statement.opens_at, Statement.closes_at, _CURRENT.label("digest")
).where(Statement.published_at.is_not(None))
_OF_SLUG = _FACTS.where(Statement.slug == sa.bindparam("slug"))
_OF_ALL = _FACTS.order_by(Statement.id)


def snapshot(session: Session | sa.Connection, slug: str, *, at: datetime) -> Snapshot:
    """The published statement of that slug at this moment. Raises NotFound, for a draft too."""
    row = session.execute(_OF_SLUG, {"slug": slug}).one_or_none()
    if row is None:
        raise NotFound(slug)
    return _snapshot(row, at)


def snapshots(session: Session | sa.Connection, *, at: datetime) -> tuple[Snapshot, ...]:
    """All published statements at this moment."""
    return tuple(_snapshot(row, at) for row in session.execute(_OF_ALL))


def phase_at(opens_at: datetime | None, closes_at: datetime | None, at: datetime) -> Phase:
    """Whether a statement with these times can be endorsed at this moment."""
    if closes_at is not None and closes_at <= at:
        return Phase.CLOSED
    return Phase.EARLY if opens_at is not None and at < opens_at else Phase.OPEN


def _snapshot(row: sa.Row[tuple[int, int, datetime | None, datetime | None, str]], at: datetime) -> Snapshot:
    statement_id, register_version, opens_at, closes_at, digest = row
    return Snapshot(statement_id, register_version, digest, phase_at(opens_at, closes_at, at))
