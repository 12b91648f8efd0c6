"""Who signed an earlier text than the current one, and what became of asking them: for the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.askings import Asking, Standing
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.rebinding import MAY_STAND
from app.domain.statements.meaning import covering
from app.domain.statements.models import Revision


class Answers(NamedTuple):
    """Of those who are listed or wait, how many stand where."""

    under_current: int
    stay: int  # with an earlier text: they said so
    silent: int  # they have an address, and have not answered
    without_address: int  # a moderator can note what they say


class Earlier(NamedTuple):
    """One that signed an earlier text."""

    public_id: str
    organisation: str
    signed: int
    has_address: bool
    asked_at: datetime | None
    stays_since: datetime | None


def answers(session: Session, statement_id: int) -> Answers:
    """The numbers; together they are all that are listed or wait."""
    earlier = Endorsement.revision_id.not_in(covering(statement_id))
    stays = Endorsement.id.in_(_asked(statement_id).where(Asking.answer == Standing.STAYS))
    addressed = Endorsement.email.is_not(None)
    row = session.execute(
        sa.select(
            sa.func.count().filter(~earlier),
            sa.func.count().filter(earlier, stays),
            sa.func.count().filter(earlier, ~stays, addressed),
            sa.func.count().filter(earlier, ~stays, ~addressed),
        )
        .select_from(Endorsement)
        .where(*_standing(statement_id))
    ).one()
    return Answers(*row)


def under_an_earlier_text(
    session: Session, statement_id: int, *, after: str = "", most: int = 100
) -> Sequence[Earlier]:
    """The next `most` that signed an earlier text, in the order in which they came; `after`: the last one seen."""
    asked = (
        sa.select(
            Asking.endorsement_id,
            sa.func.max(Asking.asked_at).label("asked_at"),
            sa.func.max(Asking.answered_at).filter(Asking.answer == Standing.STAYS).label("stays_since"),
        )
        .where(Asking.revision_id.in_(covering(statement_id)))
        .group_by(Asking.endorsement_id)
        .subquery()
    )
    wanted = (
        sa.select(
            Endorsement.public_id,
            Endorsement.organisation,
            Revision.number,
            Endorsement.email.is_not(None),
            asked.c.asked_at,
            asked.c.stays_since,
        )
        .join(Revision, Revision.id == Endorsement.revision_id)
        .outerjoin(asked, asked.c.endorsement_id == Endorsement.id)
        .where(*_standing(statement_id), Endorsement.revision_id.not_in(covering(statement_id)))
        .order_by(Endorsement.id)
        .limit(most)
    )
    if after:
        last = sa.select(Endorsement.id).where(Endorsement.public_id == after).scalar_subquery()
        wanted = wanted.where(Endorsement.id > last)
    return [Earlier(*row) for row in session.execute(wanted)]


def _standing(statement_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Endorsement.statement_id == statement_id, Endorsement._state.in_(MAY_STAND)


def _asked(statement_id: int) -> sa.Select[int]:
    return sa.select(Asking.endorsement_id).where(Asking.revision_id.in_(covering(statement_id)))
