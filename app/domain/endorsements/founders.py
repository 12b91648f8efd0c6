"""The founding signatories as editors keep them: freely while the statement is a draft, with a history afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.amendments import amend
from app.domain.endorsements.models import AFTER_THE_FOUNDERS, Amendment, Endorsement, Outcome
from app.domain.endorsements.operations import list_founder
from app.domain.endorsements.queries import listed_under, the
from app.domain.endorsements.states import State
from app.domain.errors import AlreadyEndorsed, NotFound, StaleDecision, StatementRefused
from app.domain.events.operations import Actor, record
from app.domain.statements.draft import Founder
from app.domain.statements.models import Statement
from app.domain.statements.queries import by_slug
from app.domain.statements.writing import save_version

MOST_FOUNDERS = 2_000


def founders(session: Session, statement_id: int) -> Sequence[Endorsement]:
    """The founding signatories as they are printed, without those that were withdrawn."""
    return session.scalars(
        sa.select(Endorsement)
        .where(
            Endorsement.statement_id == statement_id,
            Endorsement.printed_position < AFTER_THE_FOUNDERS,
            Endorsement._state == State.APPROVED,
        )
        .order_by(Endorsement.printed_position)
    ).all()


def the_founder(session: Session, statement: Statement, public_id: str) -> Endorsement:
    """The listed founding signatory of that statement. Raises NotFound."""
    found = the(session, public_id)
    if found.statement_id != statement.id or not found.is_founding or found.state is not State.APPROVED:
        raise NotFound(public_id)
    return found


def founder_of(row: Endorsement) -> Founder:
    """What an editor wrote of it."""
    return Founder(
        name=row.organisation,
        latin=row.organisation_latin,
        country=row.country,
        website=row.website,
        agreed=row.agreed or "",
    )


def add_founder(session: Session, slug: str, founder: Founder, *, by: Actor, at: datetime) -> None:
    """Enter one at the end of the list; on the register at once where the statement is published.

    Raises NotFound, AlreadyEndorsed, StatementRefused (too_many_founders).
    """
    statement = by_slug(session, slug)
    last = session.scalar(
        sa.select(sa.func.max(Endorsement.printed_position)).where(
            Endorsement.statement_id == statement.id, Endorsement.printed_position < AFTER_THE_FOUNDERS
        )
    )
    place = 0 if last is None else last + 1
    if place >= MOST_FOUNDERS:
        raise StatementRefused("too_many_founders", str(MOST_FOUNDERS))
    list_founder(session, statement, founder, place=place, locale=statement.language, by=by, at=at)
    _seen(session, statement, by=by, at=at)


def change_founder(
    session: Session, slug: str, public_id: str, founder: Founder, *, version: int, by: Actor, at: datetime
) -> None:
    """Write down what is right. Of a published one the history keeps what stood before.

    Raises NotFound, StaleDecision, AlreadyEndorsed.
    """
    statement = by_slug(session, slug)
    row = the_founder(session, statement, public_id)
    if row.version != version:
        raise StaleDecision(public_id)
    before = founder_of(row)
    if founder == before:
        return
    details = replace(
        row.details,
        organisation=founder.name,
        organisation_latin=founder.latin,
        country=founder.country or "",
        website=founder.website,
    )
    if statement.published_at is None:
        _write_down(session, statement, row, founder, by=by, at=at)
    elif details != row.details:
        amend(session, public_id, details, version=version, by=by, at=at)
    if statement.published_at is not None and founder.agreed != before.agreed:
        _correct_agreed(session, row, founder.agreed, by=by, at=at)
    _seen(session, statement, by=by, at=at)


def move_founder(session: Session, slug: str, public_id: str, *, up: bool, by: Actor, at: datetime) -> bool:
    """Change places with the one above or below. False at the end of the list, where nothing changes.

    Raises NotFound, StatementRefused (published).
    """
    statement = _draft(session, slug)
    row = the_founder(session, statement, public_id)
    rows = founders(session, statement.id)
    place = rows.index(row) + (-1 if up else 1)
    if not 0 <= place < len(rows):
        return False
    other = rows[place]
    row.printed_position, other.printed_position = other.printed_position, row.printed_position
    session.flush()
    ids = {"statement_id": statement.id, "endorsement_id": row.id}
    record(session, "endorsement:founder_moved", by=by, at=at, **ids, place=row.printed_position)
    _seen(session, statement, by=by, at=at)
    return True


def remove_founder(session: Session, slug: str, public_id: str, *, by: Actor, at: datetime) -> None:
    """Take one out of a draft, which nobody has read. A published one is withdrawn by a decision, with its reason.

    Raises NotFound, StatementRefused (published).
    """
    statement = _draft(session, slug)
    row = the_founder(session, statement, public_id)
    ids = {"statement_id": statement.id, "endorsement_id": row.id}
    session.delete(row)
    session.flush()
    record(session, "endorsement:founder_removed", by=by, at=at, **ids)
    _seen(session, statement, by=by, at=at)


def _draft(session: Session, slug: str) -> Statement:
    statement = by_slug(session, slug)
    if statement.published_at is not None:
        raise StatementRefused("published", slug)
    return statement


def _write_down(
    session: Session, statement: Statement, row: Endorsement, founder: Founder, *, by: Actor, at: datetime
) -> None:
    """In a draft it is as if it had been entered so."""
    row.organisation, row.organisation_latin = founder.name, founder.latin
    row.country, row.website, row.agreed = founder.country, founder.website, founder.agreed
    for key, value in row.name_keys().items():
        setattr(row, key, value)
    with session.no_autoflush:
        other = listed_under(session, statement.id, row.organisation_key)
    if other not in (None, row.public_id):
        raise AlreadyEndorsed(str(other))
    session.flush()
    record(
        session,
        "endorsement:founder_changed",
        by=by,
        at=at,
        statement_id=statement.id,
        endorsement_id=row.id,
        version=row.version,
    )


def _correct_agreed(session: Session, row: Endorsement, agreed: str, *, by: Actor, at: datetime) -> None:
    """How it agreed is the editors' own note: no field of the form, but history keeps it as if it were one."""
    amendment = Amendment(
        before={"agreed": row.agreed or ""},
        after={"agreed": agreed},
        outcome=Outcome.ACCEPTED,
        proposed_at=at,
        resolved_at=at,
    )
    row.amendments.append(amendment)
    row.agreed, row.amended_at = agreed, at
    session.flush()
    record(
        session,
        "endorsement:amended",
        by=by,
        at=at,
        statement_id=row.statement_id,
        endorsement_id=row.id,
        changed=["agreed"],
        version=row.version,
        amendment=amendment.id,
    )


def _seen(session: Session, statement: Statement, *, by: Actor, at: datetime) -> None:
    """Readers' pages are told where there are any, and editors who read the list before."""
    if statement.published_at is not None:
        statement.register_version += 1
    save_version(session, statement, by=by, at=at)
