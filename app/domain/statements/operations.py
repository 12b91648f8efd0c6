"""What an editor does to a statement. Published text never changes: an edit makes the next revision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import StatementRefused
from app.domain.events.operations import Actor, record
from app.domain.statements.draft import StatementDraft
from app.domain.statements.models import LONGEST_NOTE, Revision, RevisionKind, RevisionText, Statement, StatementSection
from app.domain.statements.queries import by_slug
from app.domain.statements.writing import refuse_stale, save_version
from app.domain.text import clean_paragraphs

Follower = Callable[[Session, Revision, datetime], int]
_followers: list[Follower] = []


def with_each_revision(follower: Follower) -> Follower:
    """Do this in the transaction in which a revision is published, whoever publishes it.

    For the nouns that stand on statements, which statements do not know; returns how many it concerned.
    """
    _followers.append(follower)
    return follower


def store(session: Session, draft: StatementDraft, *, by: Actor, at: datetime) -> Statement:
    """Keep a new statement, as a draft with revision 1. Raises StatementRefused where the slug is taken."""
    if session.scalar(sa.select(Statement.id).where(Statement.slug == draft.slug)) is not None:
        raise StatementRefused("slug_taken", draft.slug)
    statement = Statement(
        slug=draft.slug,
        language=draft.texts[0].language,
        issued=draft.issued,
        created_at=at,
        opens_at=draft.opens_at,
        closes_at=draft.closes_at,
        zone=draft.zone,
        sections=[StatementSection(position=place, name=name) for place, name in enumerate(draft.sections)],
    )
    session.add(statement)
    _add_revision(session, statement, draft, 1, kind=RevisionKind.FIRST, at=at)
    save_version(session, statement, by=by, at=at, first=True)
    record(session, "statement:stored", by=by, at=at, statement_id=statement.id, revision=1)
    return statement


def publish(session: Session, slug: str, *, by: Actor, at: datetime, version: int | None = None) -> bool:
    """Show the statement to readers; from now on its text is fixed. False where it was published before.

    Of what was planned the event says for when, so that a machine that was down is seen. `version`: as it was read.
    Raises NotFound, StaleStatement.
    """
    statement = by_slug(session, slug)
    if statement.published_at is not None:
        return False
    refuse_stale(session, statement, version)
    planned: dict[str, Any] = {"planned_for": statement.publish_at.isoformat()} if statement.publish_at else {}
    statement.published_at, statement.publish_at = at, None
    statement.register_version += 1
    for revision in statement.revisions:
        revision.published_at = at
    save_version(session, statement, by=by, at=at)
    record(session, "statement:published", by=by, at=at, statement_id=statement.id, revision=1, **planned)
    return True


def revise(
    session: Session, draft: StatementDraft, *, kind: RevisionKind, note: str, by: Actor, at: datetime
) -> Revision | None:
    """Publish these texts as the next revision; None where they are the current ones to the byte.

    A correction means the same, and signatures carry over; where it is substantive, everybody who signed is asked
    again, in this transaction. `note` tells readers what changed, and why.

    Raises NotFound, InvalidText of the note, and StatementRefused where there is no note (no_note), the statement is
    a draft (not_published) or speaks another language first (other_language).
    """
    statement = by_slug(session, draft.slug)
    if statement.published_at is None:
        raise StatementRefused("not_published", draft.slug)
    if statement.language != draft.texts[0].language:
        raise StatementRefused("other_language", statement.language)
    current = statement.revisions[-1]
    if draft.digest(current.number) == current.digest:
        return None
    note = clean_paragraphs(note, longest=LONGEST_NOTE)
    if not note:
        raise StatementRefused("no_note", draft.slug)
    revision = _add_revision(session, statement, draft, current.number + 1, kind=kind, note=note, at=at)
    revision.published_at = at
    statement.register_version += 1
    session.flush()
    asked = sum(follower(session, revision, at) for follower in _followers)
    facts: dict[str, Any] = {"revision": revision.number, "kind": kind, "asked": asked}
    record(session, "statement:revised", by=by, at=at, statement_id=statement.id, **facts)
    return revision


def close(session: Session, slug: str, *, by: Actor, at: datetime, version: int | None = None) -> bool:
    """Take no endorsements from now on. False where it is over already. Raises NotFound, StaleStatement."""
    statement = by_slug(session, slug)
    refuse_stale(session, statement, version)
    if statement.closes_at is not None and statement.closes_at <= at:
        return False
    if statement.opens_at is not None and statement.opens_at >= at:
        statement.opens_at = None
    statement.closes_at = at
    statement.register_version += 1
    save_version(session, statement, by=by, at=at)
    record(session, "statement:closed", by=by, at=at, statement_id=statement.id)
    return True


def _add_revision(
    session: Session,
    statement: Statement,
    draft: StatementDraft,
    number: int,
    *,
    kind: RevisionKind,
    note: str = "",
    at: datetime,
) -> Revision:
    revision = Revision(
        number=number,
        kind=kind,
        note=note,
        digest=draft.digest(number),
        created_at=at,
        texts=[
            RevisionText(
                language=text.language,
                position=place,
                title=text.title,
                addressed_to=text.addressed_to,
                body=text.body,
            )
            for place, text in enumerate(draft.texts)
        ],
    )
    statement.revisions.append(revision)
    session.flush()
    return revision


def be_careful(session: Session, slug: str, careful: bool, *, by: Actor, at: datetime) -> bool:
    """While a statement is under attack: look for robots, and let what looks like one wait apart. False: it was so.

    Raises NotFound.
    """
    statement = by_slug(session, slug)
    if careful == (statement.careful_since is not None):
        return False
    statement.careful_since = at if careful else None
    session.flush()
    tag = "statement:careful" if careful else "statement:careful_ended"
    record(session, tag, by=by, at=at, statement_id=statement.id)
    return True
