"""One page of the register with its numbers, in as few questions as can be; and the whole of it, never all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.evidence.agreement import agreed_by_column
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import (
    LISTED,
    SHOWN,
    PublicSignatory,
    RegisterCount,
    as_public,
    public_register,
    register_count,
)
from app.domain.statements.models import Revision

AT_ONCE = 1000  # rows of the whole register that are in memory


@dataclass(frozen=True)
class RegisterPage:
    """Some signatories in a row, whether there are more, and how many there are in all."""

    entries: Sequence[PublicSignatory]
    more: bool
    count: RegisterCount


def register_page(
    session: Session,
    statement_id: int,
    *,
    most: int,
    after: str = "",
    country: str = "",
    q: str = "",
    collation: str = "root",
) -> RegisterPage:
    """The next `most` listed organisations after that cursor; see `public_register`."""
    found = public_register(
        session, statement_id, after=after, country=country, q=q, most=most + 1, collation=collation
    )
    entries, more = found[:most], len(found) > most
    if after or more:
        return RegisterPage(entries, more, register_count(session, statement_id, country=country, q=q))
    countries = {entry.country for entry in entries if entry.country}
    under_current = sum(entry.under_current for entry in entries)
    return RegisterPage(entries, more, RegisterCount(len(entries), len(countries), under_current))  # all are here


def whole_register(
    session: Session, statement_id: int, *, at_once: int = AT_ONCE, collation: str = "root"
) -> Iterator[PublicSignatory]:
    """Every listed organisation in the order of the register, a page in memory at a time; see `public_register`."""
    more, after = True, ""
    while more:
        page = public_register(session, statement_id, after=after, most=at_once, collation=collation)
        yield from page
        more = len(page) == at_once
        after = page[-1].cursor if page else ""


def newest_listed(session: Session, statement_id: int, *, most: int) -> Sequence[tuple[datetime, PublicSignatory]]:
    """When they were listed and who they are, the newest first; those of one moment as printed, then as they came."""
    rows = session.execute(
        sa.select(*SHOWN, agreed_by_column().label("agreed_by"))
        .join(Revision, Revision.id == Endorsement.revision_id)
        .where(Endorsement.statement_id == statement_id, LISTED)
        .order_by(Endorsement.listed_at.desc(), Endorsement.printed_position, Endorsement.id)
        .limit(most)
    )
    return [(row.listed_at, as_public(row)) for row in rows]
