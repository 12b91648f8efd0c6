"""Looking at endorsements that nobody looked at: a few in each transaction, so that whoever signs never waits long."""

from __future__ import annotations

from datetime import UTC, datetime

from app.database import writing
from app.domain.endorsements.evidence.backlog import look_at_some
from app.extensions import db

AT_ONCE = 50  # in one transaction


def look_at_the_rest(*, everything: bool = False, most: int | None = None) -> int:
    """Look at all that nobody looked at (or at everything again), or at `most` of them; returns at how many.

    Whoever comes meanwhile is looked at as ever.
    """
    number, after = 0, 0
    while most is None or number < most:
        db.session.rollback()
        wanted = AT_ONCE if most is None else min(AT_ONCE, most - number)
        with writing() as session:
            seen = look_at_some(session, after=after, most=wanted, everything=everything, at=datetime.now(UTC))
        if not seen:
            break
        number, after = number + len(seen), seen[-1]
    db.session.rollback()  # what is read next is what was written
    return number
