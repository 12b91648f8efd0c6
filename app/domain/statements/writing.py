"""What stands in the editors' hands at this moment: a draft, or the next revision of a published text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import StaleStatement
from app.domain.events.operations import Actor
from app.domain.statements.draft import StatementDraft, TextDraft
from app.domain.statements.models import RevisionText, Statement
from app.domain.statements.working import SavedVersion, WorkingText

NO_VERSION = 2**31  # and more is in no column of any database
MOST_SAVED = 50  # versions of one statement that are kept to compare with


class Filing(NamedTuple):
    """What a statement says beside its text."""

    slug: str
    sections: tuple[str, ...]
    issued: date
    zone: str
    opens_at: datetime | None
    closes_at: datetime | None


def filing_of(statement: Statement) -> Filing:
    """How the statement is filed now."""
    return Filing(
        slug=statement.slug,
        sections=tuple(section.name for section in statement.sections),
        issued=statement.issued,
        zone=statement.zone,
        opens_at=statement.opens_at,
        closes_at=statement.closes_at,
    )


def working_texts(session: Session, statement_id: int) -> Sequence[WorkingText]:
    """The texts of the revision that is being written, the authoritative one first; none where there is none."""
    wanted = sa.select(WorkingText).where(WorkingText.statement_id == statement_id)
    return session.scalars(wanted.order_by(WorkingText.position)).all()


def texts_in_hand(session: Session, statement: Statement) -> Sequence[RevisionText | WorkingText]:
    """What an editor can change: the texts of a draft, or of the revision that is being written."""
    if statement.published_at is None:
        return statement.revisions[0].texts
    return working_texts(session, statement.id)


def text_drafts(texts: Sequence[RevisionText | WorkingText]) -> tuple[TextDraft, ...]:
    """The same, to be stored or compared."""
    return tuple(
        TextDraft(language=text.language, title=text.title, addressed_to=text.addressed_to, body=text.body)
        for text in texts
    )


def as_draft(session: Session, statement: Statement) -> StatementDraft:
    """The statement with the texts in hand, as `revise` takes it."""
    return StatementDraft(
        slug=statement.slug,
        sections=tuple(section.name for section in statement.sections),
        issued=statement.issued,
        texts=text_drafts(texts_in_hand(session, statement)),
        zone=statement.zone,
    )


def written(session: Session, statement: Statement) -> dict[str, Any]:
    """All of it in plain values, by part: `filing`, and each text under its language."""
    filing = filing_of(statement)._asdict()
    moments = {name: value and value.isoformat() for name, value in filing.items() if name.endswith("_at")}
    parts: dict[str, Any] = {
        "filing": {**filing, **moments, "issued": filing["issued"].isoformat(), "sections": list(filing["sections"])}
    }
    for text in texts_in_hand(session, statement):
        parts[text.language] = {"title": text.title, "addressed_to": text.addressed_to, "body": text.body}
    return parts


def saved(session: Session, statement_id: int, version: int) -> dict[str, Any] | None:
    """What stood in that version, if it is still kept; None for one that there never was."""
    if not 0 < version < NO_VERSION:
        return None
    found = session.get(SavedVersion, (statement_id, version))
    return None if found is None else found.content


def save_version(session: Session, statement: Statement, *, by: Actor, at: datetime, first: bool = False) -> None:
    """Count the change that was made, and keep what stands now; the oldest versions go."""
    if not first:
        statement.version += 1
    session.flush()
    session.add(
        SavedVersion(
            statement_id=statement.id,
            version=statement.version,
            at=at,
            moderator_id=by.moderator_id,
            content=written(session, statement),
        )
    )
    too_old = SavedVersion.version <= statement.version - MOST_SAVED
    session.execute(sa.delete(SavedVersion).where(SavedVersion.statement_id == statement.id, too_old))
    session.flush()


def refuse_stale(session: Session, statement: Statement, version: int | None, *parts: str) -> None:
    """Raises StaleStatement where one of these parts, or anything if none is named, is not as that version had it.

    None: whoever asks has read nothing that could be out of date.
    """
    if version in (None, statement.version):
        return
    before = saved(session, statement.id, version or 0)
    now = written(session, statement)
    if not parts or before is None or any(before.get(part) != now.get(part) for part in parts):
        raise StaleStatement(statement.slug)
