"""The register in numbers: from which countries, and on which days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import LISTED
from app.domain.statements.models import Revision


def countries_listed(session: Session, statement_id: int | None) -> Sequence[tuple[str, int]]:
    """The countries on the register (None: on every one) with how many organisations each, the most first."""
    number = sa.func.count()
    rows = session.execute(
        sa.select(Endorsement.country, number)
        .where(*_listed_on(statement_id), Endorsement.country.is_not(None))
        .group_by(Endorsement.country)
        .order_by(number.desc(), Endorsement.country)
    )
    return [(str(country), count) for country, count in rows]


def listed_by_day(session: Session, statement_id: int | None) -> Sequence[tuple[date, int]]:
    """On which days (UTC) how many of those on the register (None: on every one) were listed, the earliest first."""
    day = sa.func.substr(sa.cast(Endorsement.listed_at, sa.Text), 1, 10)
    rows = session.execute(sa.select(day, sa.func.count()).where(*_listed_on(statement_id)).group_by(day).order_by(day))
    return [(date.fromisoformat(found), number) for found, number in rows]


def listed_by_revision(session: Session, statement_id: int) -> dict[int, int]:
    """How many of those on the register signed which revision; none is left out for being covered by another."""
    rows = session.execute(
        sa.select(Revision.number, sa.func.count())
        .join(Endorsement, Endorsement.revision_id == Revision.id)
        .where(*_listed_on(statement_id))
        .group_by(Revision.number)
    )
    return {row[0]: row[1] for row in rows}


def newest_day(session: Session, statement_id: int) -> date | None:
    """The day (UTC) on which the newest of those on the register was listed; None while it is empty."""
    newest = session.scalar(sa.select(sa.func.max(Endorsement.listed_at)).where(*_listed_on(statement_id)))
    return newest.date() if newest else None


def _listed_on(statement_id: int | None) -> list[sa.ColumnElement[bool]]:
    return [LISTED] if statement_id is None else [LISTED, Endorsement.statement_id == statement_id]
