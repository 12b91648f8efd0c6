"""What editors do to the words of a statement, while it is a draft or while its next revision is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotFound, StatementRefused
from app.domain.events.operations import Actor, record
from app.domain.statements.draft import TextDraft
from app.domain.statements.models import Revision, RevisionKind, RevisionText, Statement, StatementSection
from app.domain.statements.operations import revise
from app.domain.statements.queries import by_slug, current_revision
from app.domain.statements.working import WorkingText
from app.domain.statements.writing import (
    Filing,
    as_draft,
    filing_of,
    refuse_stale,
    save_version,
    text_drafts,
    texts_in_hand,
    working_texts,
)

MOST_TEXTS = 30  # languages of one statement


def write_draft(
    session: Session, slug: str, filing: Filing, text: TextDraft, *, version: int, by: Actor, at: datetime
) -> Statement:
    """Change what a draft says: how it is filed, and its authoritative text.

    Raises NotFound; StaleStatement where another editor changed the same meanwhile; StatementRefused (published,
    slug_taken, same_language, closes_before_it_opens, closes_before_it_is_published).
    """
    statement = _draft(session, slug)
    refuse_stale(session, statement, version, "filing", statement.language)
    if filing.slug != slug and session.scalar(sa.select(Statement.id).where(Statement.slug == filing.slug)):
        raise StatementRefused("slug_taken", filing.slug)
    first, *others = statement.revisions[0].texts
    if text.language in (other.language for other in others):
        raise StatementRefused("same_language", text.language)
    refuse_impossible_times(filing.opens_at, filing.closes_at, statement.publish_at)
    statement.slug, statement.language = filing.slug, text.language
    statement.opens_at, statement.closes_at = filing.opens_at, filing.closes_at
    _file(statement, filing)
    _take(first, text)
    return _written(session, statement, "statement:edited", by=by, at=at, language=text.language)


def refile(session: Session, slug: str, filing: Filing, *, version: int, by: Actor, at: datetime) -> Statement:
    """Change the sections, the issue date and the time zone of a published statement; readers see it at once.

    Raises NotFound, StaleStatement, StatementRefused (not_published).
    """
    statement = by_slug(session, slug)
    if statement.published_at is None:
        raise StatementRefused("not_published", slug)
    refuse_stale(session, statement, version, "filing")
    _file(statement, filing)
    statement.register_version += 1
    return _written(session, statement, "statement:refiled", by=by, at=at)


def begin_revision(session: Session, slug: str, *, by: Actor, at: datetime) -> Statement:
    """Begin to write the next revision, from the current text; where one was begun, it stays as it is.

    Raises NotFound, StatementRefused (not_published).
    """
    statement = by_slug(session, slug)
    if statement.published_at is None:
        raise StatementRefused("not_published", slug)
    if working_texts(session, statement.id):
        return statement
    for place, text in enumerate(text_drafts(current_revision(session, statement.id).texts)):
        session.add(_working(statement, place, text))
    return _written(session, statement, "statement:revision_begun", by=by, at=at)


def discard_revision(session: Session, slug: str, *, version: int, by: Actor, at: datetime) -> Statement:
    """Forget the revision that was being written. Raises NotFound, StaleStatement."""
    statement = by_slug(session, slug)
    refuse_stale(session, statement, version)
    forget_working(session, statement)
    return _written(session, statement, "statement:revision_discarded", by=by, at=at)


def publish_revision(
    session: Session, slug: str, *, kind: str, note: str, version: int, by: Actor, at: datetime
) -> Revision:
    """Publish what was being written as the next revision, of that kind, with a note for readers.

    Raises NotFound, StaleStatement, StatementRefused (nothing_in_hand, unchanged, no_note).
    """
    statement = by_slug(session, slug)
    if statement.published_at is None or not working_texts(session, statement.id):
        raise StatementRefused("nothing_in_hand", slug)
    refuse_stale(session, statement, version)
    revision = revise(session, as_draft(session, statement), kind=RevisionKind(kind), note=note, by=by, at=at)
    if revision is None:
        raise StatementRefused("unchanged", slug)
    forget_working(session, statement)
    save_version(session, statement, by=by, at=at)
    return revision


def write_text(
    session: Session, slug: str, text: TextDraft, *, version: int, by: Actor, at: datetime, new: bool = False
) -> Statement:
    """Write one of the texts in hand; with `new`, a translation that was not there before.

    Raises NotFound, StaleStatement, StatementRefused (same_language, too_many_texts, nothing_in_hand).
    """
    statement = by_slug(session, slug)
    texts = texts_in_hand(session, statement)
    if not texts:
        raise StatementRefused("nothing_in_hand", slug)
    found = next((one for one in texts if one.language == text.language), None)
    if new and found is not None:
        raise StatementRefused("same_language", text.language)
    refuse_stale(session, statement, version, text.language)
    if found is not None:
        _take(found, text)
    elif not new:
        raise NotFound(text.language)
    elif len(texts) >= MOST_TEXTS:
        raise StatementRefused("too_many_texts", str(MOST_TEXTS))
    else:
        _add(session, statement, max(one.position for one in texts) + 1, text)
    return _written(session, statement, "statement:edited", by=by, at=at, language=text.language)


def remove_text(session: Session, slug: str, language: str, *, version: int, by: Actor, at: datetime) -> Statement:
    """Take a translation out of the texts in hand. Raises NotFound, for the authoritative text too; StaleStatement."""
    statement = by_slug(session, slug)
    found = next((one for one in texts_in_hand(session, statement)[1:] if one.language == language), None)
    if found is None:
        raise NotFound(language)
    refuse_stale(session, statement, version, language)
    if isinstance(found, RevisionText):
        statement.revisions[0].texts.remove(found)
    else:
        session.delete(found)
    return _written(session, statement, "statement:text_removed", by=by, at=at, language=language)


def forget_working(session: Session, statement: Statement) -> None:
    """Nothing is being written any more."""
    for text in working_texts(session, statement.id):
        session.delete(text)
    session.flush()


def refuse_impossible_times(
    opens_at: datetime | None, closes_at: datetime | None, publish_at: datetime | None = None
) -> None:
    """Raises StatementRefused where a statement would be closed before anybody could endorse it."""
    if closes_at is not None and opens_at is not None and closes_at <= opens_at:
        raise StatementRefused("closes_before_it_opens")
    if closes_at is not None and publish_at is not None and closes_at <= publish_at:
        raise StatementRefused("closes_before_it_is_published")


def _draft(session: Session, slug: str) -> Statement:
    statement = by_slug(session, slug)
    if statement.published_at is not None:
        raise StatementRefused("published", slug)
    return statement


def _file(statement: Statement, filing: Filing) -> None:
    statement.issued, statement.zone = filing.issued, filing.zone
    if filing.sections != filing_of(statement).sections:
        kept = statement.sections[: len(filing.sections)]
        for section, name in zip(kept, filing.sections, strict=False):
            section.name = name
        more = enumerate(filing.sections[len(kept) :], start=len(kept))
        statement.sections = [*kept, *(StatementSection(position=place, name=name) for place, name in more)]


def _take(found: RevisionText | WorkingText, text: TextDraft) -> None:
    found.language, found.title = text.language, text.title
    found.addressed_to, found.body = text.addressed_to, text.body


def _add(session: Session, statement: Statement, place: int, text: TextDraft) -> None:
    if statement.published_at is not None:
        session.add(_working(statement, place, text))
        return
    statement.revisions[0].texts.append(
        RevisionText(
            language=text.language, position=place, title=text.title, addressed_to=text.addressed_to, body=text.body
        )
    )


def _working(statement: Statement, place: int, text: TextDraft) -> WorkingText:
    return WorkingText(
        statement_id=statement.id,
        language=text.language,
        position=place,
        title=text.title,
        addressed_to=text.addressed_to,
        body=text.body,
    )


def _written(session: Session, statement: Statement, tag: str, *, by: Actor, at: datetime, **facts: Any) -> Statement:
    """One change more: the digest of a draft follows its words, the version counts, the audit trail says who."""
    session.flush()
    if statement.published_at is None:
        statement.revisions[0].digest = as_draft(session, statement).digest(1)
    save_version(session, statement, by=by, at=at)
    record(session, tag, by=by, at=at, statement_id=statement.id, version=statement.version, **facts)
    return statement
