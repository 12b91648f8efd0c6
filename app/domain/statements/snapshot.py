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
    LATE = "late"  # closed, but an editor allows late endorsements


class Version(NamedTuple):
    """Counts up, or differs, whenever readers would see something else of a statement than before."""

    statement_id: int
    register_version: int
    digest: str  # of the current revision


class Snapshot(NamedTuple):
    """A published statement as readers see it now; while this stays the same, so do its pages."""

    version: Version
    phase: Phase
    until: datetime | None  # when the phase ends by itself


_Row = sa.Row[int, int, str, datetime | None, datetime | None, datetime | None, datetime | None]

_newest = (
    sa.select(sa.func.max(Revision.number))
    .where(Revision.statement_id == Statement.id, Revision.published_at.is_not(None))
    .correlate(Statement)
    .scalar_subquery()
)
_published = sa.and_(Statement.published_at.is_not(None), Revision.number == _newest)
_SNAPSHOTS = (
    sa.select(
        Statement.id,
        Statement.register_version,
        Revision.digest,
        Statement.opens_at,
        Statement.closes_at,
        Statement.late_since,
        Statement.late_until,
    )
    .join(Revision, Revision.statement_id == Statement.id)
    .where(_published)
    .order_by(Statement.id)
)
_SNAPSHOT = _SNAPSHOTS.where(Statement.slug == sa.bindparam("slug"))

# For those who ask it thousands of times a second: three plain values, one parameter `slug`.
VERSION_OF_SLUG = (
    sa.select(Statement.id, Statement.register_version, Revision.digest)
    .join(Revision, Revision.statement_id == Statement.id)
    .where(_published, Statement.slug == sa.bindparam("slug"))
)


def snapshot(session: Session, slug: str, *, at: datetime) -> Snapshot:
    """The published statement of that slug at this moment. Raises NotFound, for a draft too."""
    row = session.execute(_SNAPSHOT, {"slug": slug}).one_or_none()
    if row is None:
        raise NotFound(slug)
    return _snapshot(row, at)


def snapshots(session: Session, *, at: datetime) -> tuple[Snapshot, ...]:
    """All published statements at this moment."""
    return tuple(_snapshot(row, at) for row in session.execute(_SNAPSHOTS))


def phase_of(statement: Statement, at: datetime) -> Phase:
    """Whether this published statement can be endorsed at this moment."""
    times = statement.opens_at, statement.closes_at, statement.late_since, statement.late_until
    return _phase(*times, at)[0]


def _phase(
    opens_at: datetime | None,
    closes_at: datetime | None,
    late_since: datetime | None,
    late_until: datetime | None,
    at: datetime,
) -> tuple[Phase, datetime | None]:
    """Whether a statement with these times can be endorsed at this moment, and when that changes by itself."""
    if closes_at is not None and closes_at <= at:
        late = late_since is not None and (late_until is None or at < late_until)
        return (Phase.LATE, late_until) if late else (Phase.CLOSED, None)
    if opens_at is not None and at < opens_at:
        return Phase.EARLY, opens_at
    return Phase.OPEN, closes_at


def _snapshot(row: _Row, at: datetime) -> Snapshot:
    statement_id, register_version, digest, opens_at, closes_at, late_since, late_until = row
    phase, until = _phase(opens_at, closes_at, late_since, late_until, at)
    return Snapshot(Version(statement_id, register_version, digest), phase, until)
