"""Questions about statements and revisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.domain.events.models import Event
from app.domain.statements.models import Revision, Statement, StatementSection


def published(session: Session, slug: str) -> Statement:
    """The published statement of that slug. Raises NotFound, for a draft too."""
    found = session.scalar(sa.select(Statement).where(Statement.slug == slug, Statement.published_at.is_not(None)))
    if found is None:
        raise NotFound(slug)
    return found


def by_slug(session: Session, slug: str) -> Statement:
    """The statement of that slug, draft or published. Raises NotFound."""
    found = session.scalar(sa.select(Statement).where(Statement.slug == slug))
    if found is None:
        raise NotFound(slug)
    return found


def current_revision(session: Session, statement_id: int) -> Revision:
    """The newest published revision. Raises NotFound where none is published."""
    found = session.scalar(
        sa.select(Revision)
        .where(Revision.statement_id == statement_id, Revision.published_at.is_not(None))
        .order_by(Revision.number.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound(str(statement_id))
    return found


def published_revision(session: Session, slug: str, number: int) -> Revision:
    """That revision of that statement. Raises NotFound where it is not published."""
    found = session.scalar(
        sa.select(Revision)
        .join(Statement, Statement.id == Revision.statement_id)
        .where(Statement.slug == slug, Revision.number == number, Revision.published_at.is_not(None))
    )
    if found is None:
        raise NotFound(f"{slug}/{number}")
    return found


def published_revisions(session: Session, statement_id: int) -> Sequence[Revision]:
    """Every published revision, the newest first."""
    return session.scalars(
        sa.select(Revision)
        .where(Revision.statement_id == statement_id, Revision.published_at.is_not(None))
        .order_by(Revision.number.desc())
    ).all()


def published_statements(session: Session, *, at: datetime, section: str = "") -> Sequence[Statement]:
    """The statements that readers see, the open ones first, then the newest."""
    is_open = sa.and_(
        sa.or_(Statement.opens_at.is_(None), Statement.opens_at <= at),
        sa.or_(Statement.closes_at.is_(None), Statement.closes_at > at),
    )
    wanted = sa.select(Statement).where(Statement.published_at.is_not(None), Statement.published_at <= at)
    if section:
        wanted = wanted.where(
            sa.exists().where(StatementSection.statement_id == Statement.id, StatementSection.name == section)
        )
    order = (sa.case((is_open, 0), else_=1), Statement.issued.desc(), Statement.id.desc())
    return session.scalars(wanted.order_by(*order)).all()


def published_slugs(session: Session, *, most: int) -> Sequence[str]:
    """The slugs of the newest published statements."""
    return session.scalars(
        sa.select(Statement.slug).where(Statement.published_at.is_not(None)).order_by(Statement.id.desc()).limit(most)
    ).all()


def sections_in_use(session: Session) -> Sequence[str]:
    """The sections of published statements, by name."""
    return session.scalars(
        sa.select(StatementSection.name)
        .join(Statement, Statement.id == StatementSection.statement_id)
        .where(Statement.published_at.is_not(None))
        .distinct()
        .order_by(StatementSection.name)
    ).all()


def all_statements(session: Session) -> Sequence[Statement]:
    """Every statement, drafts too, the newest first: the desk's list."""
    return session.scalars(sa.select(Statement).order_by(Statement.id.desc())).all()


def events_of(session: Session, statement_id: int, *, most: int = 100) -> Sequence[Event]:
    """What was done to the statement itself, the newest first."""
    mine = (Event.statement_id == statement_id, Event.endorsement_id.is_(None), Event.tag.startswith("statement:"))
    return session.scalars(sa.select(Event).where(*mine).order_by(Event.id.desc()).limit(most)).all()


def published_by_slug(session: Session, slugs: Collection[str]) -> Sequence[Statement]:
    """The published ones of these."""
    return session.scalars(
        sa.select(Statement).where(Statement.slug.in_(slugs), Statement.published_at.is_not(None))
    ).all()


def numbers_by_digest(session: Session, digests: Collection[str]) -> Mapping[str, int]:
    """Which revision of its statement has each of these digests."""
    rows = session.execute(sa.select(Revision.digest, Revision.number).where(Revision.digest.in_(digests)))
    return {row.digest: row.number for row in rows}
