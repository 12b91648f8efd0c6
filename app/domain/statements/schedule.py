"""When a statement is published, closed, opened again, and whether it takes endorsements after closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import StatementRefused
from app.domain.events.operations import SYSTEM, Actor, record
from app.domain.statements.editing import refuse_impossible_times
from app.domain.statements.models import Statement
from app.domain.statements.operations import publish
from app.domain.statements.queries import by_slug
from app.domain.statements.writing import refuse_stale, save_version


def plan_publication(
    session: Session, slug: str, publish_at: datetime, *, by: Actor, at: datetime, version: int | None = None
) -> Statement:
    """Have a draft published by itself at that moment; a plan made before is replaced.

    Raises NotFound, StaleStatement, StatementRefused (published, in_the_past, closes_before_it_is_published).
    """
    statement = by_slug(session, slug)
    if statement.published_at is not None:
        raise StatementRefused("published", slug)
    refuse_stale(session, statement, version)
    if publish_at <= at:
        raise StatementRefused("in_the_past")
    refuse_impossible_times(None, statement.closes_at, publish_at)
    statement.publish_at = publish_at
    return _changed(session, statement, "statement:planned", by=by, at=at, moment=publish_at)


def cancel_plan(session: Session, slug: str, *, by: Actor, at: datetime) -> bool:
    """Let the draft wait for somebody to publish it. False where nothing was planned. Raises NotFound."""
    statement = by_slug(session, slug)
    if statement.publish_at is None:
        return False
    statement.publish_at = None
    _changed(session, statement, "statement:plan_cancelled", by=by, at=at)
    return True


def next_publication(session: Session) -> datetime | None:
    """When the next planned publication is due; in the past where the machine was down."""
    return session.scalar(sa.select(sa.func.min(Statement.publish_at)).where(Statement.publish_at.is_not(None)))


def publish_due(session: Session, *, at: datetime) -> Sequence[str]:
    """Publish what was planned for this moment or an earlier one, each once whoever else tries; their slugs."""
    due = sa.select(Statement.slug).where(Statement.publish_at <= at).order_by(Statement.publish_at, Statement.id)
    slugs = session.scalars(due).all()
    return [slug for slug in slugs if publish(session, slug, by=SYSTEM, at=at)]


def close_at(
    session: Session, slug: str, closes_at: datetime, *, by: Actor, at: datetime, version: int | None = None
) -> Statement:
    """Have a published statement close at that moment.

    Raises NotFound, StaleStatement, StatementRefused (not_published, in_the_past, closed, closes_before_it_opens).
    """
    statement = _published(session, slug, version)
    if statement.closes_at is not None and statement.closes_at <= at:
        raise StatementRefused("closed", slug)
    if closes_at <= at:
        raise StatementRefused("in_the_past")
    refuse_impossible_times(statement.opens_at, closes_at)
    statement.closes_at = closes_at
    statement.register_version += 1
    return _changed(session, statement, "statement:closing_set", by=by, at=at, moment=closes_at)


def reopen(
    session: Session,
    slug: str,
    closes_at: datetime | None,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Statement:
    """Take endorsements again, until that moment or until somebody closes it; late ones are none any more.

    A statement that is still open gets that closing time, or none. Raises NotFound, StaleStatement, StatementRefused
    (not_published, in_the_past, closes_before_it_opens).
    """
    statement = _published(session, slug, version)
    if closes_at is not None and closes_at <= at:
        raise StatementRefused("in_the_past")
    refuse_impossible_times(statement.opens_at, closes_at)
    was_closed = statement.closes_at is not None and statement.closes_at <= at
    statement.closes_at = closes_at
    statement.late_since = statement.late_until = None
    statement.register_version += 1
    tag = "statement:reopened" if was_closed else "statement:closing_set"
    return _changed(session, statement, tag, by=by, at=at, moment=closes_at)


def allow_late(
    session: Session, slug: str, until: datetime | None, *, by: Actor, at: datetime, version: int | None = None
) -> Statement:
    """Let organisations endorse after the closing, marked as late, until that moment or until it is ended.

    Raises NotFound, StaleStatement, StatementRefused (not_published, never_closes, in_the_past, late_before_closing).
    """
    statement = _published(session, slug, version)
    if statement.closes_at is None:
        raise StatementRefused("never_closes", slug)
    if until is not None and until <= at:
        raise StatementRefused("in_the_past")
    if until is not None and until <= statement.closes_at:
        raise StatementRefused("late_before_closing")
    statement.late_since, statement.late_until = at, until
    statement.register_version += 1
    return _changed(session, statement, "statement:late_allowed", by=by, at=at, moment=until)


def end_late(session: Session, slug: str, *, by: Actor, at: datetime) -> bool:
    """Take no late endorsements from now on; who sent the form before has a day more to confirm. False: it took none.

    Raises NotFound.
    """
    statement = by_slug(session, slug)
    if statement.late_since is None or (statement.late_until is not None and statement.late_until <= at):
        return False
    statement.late_until = at
    statement.register_version += 1
    _changed(session, statement, "statement:late_ended", by=by, at=at)
    return True


def _published(session: Session, slug: str, version: int | None) -> Statement:
    statement = by_slug(session, slug)
    if statement.published_at is None:
        raise StatementRefused("not_published", slug)
    refuse_stale(session, statement, version)
    return statement


def _changed(
    session: Session, statement: Statement, tag: str, *, by: Actor, at: datetime, moment: datetime | None = None
) -> Statement:
    save_version(session, statement, by=by, at=at)
    facts: dict[str, Any] = {"moment": moment.isoformat()} if moment is not None else {}
    record(session, tag, by=by, at=at, statement_id=statement.id, **facts)
    return statement
