"""A statement comes to the site with those who stood behind it from the start."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.founders import founder_of, founders
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import list_founder
from app.domain.errors import NotFound, StatementRefused
from app.domain.events.operations import Actor, record
from app.domain.statements import operations
from app.domain.statements.draft import StatementDraft
from app.domain.statements.models import Statement
from app.domain.statements.queries import by_slug
from app.domain.statements.writing import refuse_stale, text_drafts


class Imported(StrEnum):
    """What an import did."""

    STORED = "stored"  # as a draft
    REPLACED = "replaced"  # an earlier draft
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    TEXT_UNCHANGED = "text_unchanged"  # published before; what else the file says is not read again


def import_statement(session: Session, draft: StatementDraft, *, publish: bool, by: Actor, at: datetime) -> Imported:
    """Store the statement with its founding signatories, and publish it if asked; the same again changes nothing.

    A draft is replaced. Raises StatementRefused where it is published with another text: that is a revision.
    """
    try:
        statement = by_slug(session, draft.slug)
    except NotFound:
        _store(session, draft, by=by, at=at)
        outcome = Imported.STORED
    else:
        if statement.published_at is not None:
            return _compared(session, statement, draft)
        outcome = Imported.UNCHANGED
        if _as_draft(session, statement) != draft:
            _discard(session, statement, by=by, at=at)
            _store(session, draft, by=by, at=at)
            outcome = Imported.REPLACED
    if publish:
        operations.publish(session, draft.slug, by=by, at=at)
        outcome = Imported.PUBLISHED
    return outcome


def discard(session: Session, slug: str, *, version: int, by: Actor, at: datetime) -> None:
    """Forget a draft. Raises NotFound, StaleStatement, StatementRefused (published)."""
    statement = by_slug(session, slug)
    if statement.published_at is not None:
        raise StatementRefused("published", slug)
    refuse_stale(session, statement, version)
    _discard(session, statement, by=by, at=at)


def _compared(session: Session, statement: Statement, draft: StatementDraft) -> Imported:
    if _as_draft(session, statement) == draft:
        return Imported.UNCHANGED
    if any(draft.digest(revision.number) == revision.digest for revision in statement.revisions):
        return Imported.TEXT_UNCHANGED
    raise StatementRefused("other_text", draft.slug)


def _store(session: Session, draft: StatementDraft, *, by: Actor, at: datetime) -> None:
    statement = operations.store(session, draft, by=by, at=at)
    for place, founder in enumerate(draft.founders):
        list_founder(session, statement, founder, place=place, locale=statement.language, by=by, at=at)


def _discard(session: Session, statement: Statement, *, by: Actor, at: datetime) -> None:
    """Forget a draft, which nobody has read or signed."""
    for endorsement in session.scalars(sa.select(Endorsement).where(Endorsement.statement_id == statement.id)):
        session.delete(endorsement)
    session.flush()
    session.delete(statement)
    session.flush()
    record(session, "statement:discarded", by=by, at=at, statement_id=statement.id)


def _as_draft(session: Session, statement: Statement) -> StatementDraft:
    """The statement as a file would say it: its newest texts, and its founding signatories as they are now."""
    return StatementDraft(
        slug=statement.slug,
        sections=tuple(section.name for section in statement.sections),
        issued=statement.issued,
        texts=text_drafts(statement.revisions[-1].texts),
        opens_at=statement.opens_at,
        closes_at=statement.closes_at,
        zone=statement.zone,
        founders=tuple(founder_of(row) for row in founders(session, statement.id)),
    )
