"""Under which text a signature stands: the one definition, for a chain of revisions and for the database.

A signature is bound to the revision that was signed and never moves by itself. It covers that revision, and every
later one up to the next substantive one: corrections mean the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.statements.models import Revision, RevisionKind


def covers(signed: int, text: int, kinds: Sequence[RevisionKind]) -> bool:
    """Whether a signature under revision `signed` covers revision `text`; `kinds` of revision 1, 2 … in order."""
    return signed <= text and all(kind is RevisionKind.CORRECTION for kind in kinds[signed:text])


def meaning_since(session: Session, statement_id: int) -> int:
    """The number of the revision since which the text has meant what it means now: who signed it or a later one
    stands under the current text. 0 where nothing is published."""
    return session.scalar(sa.select(since_column(sa.literal(statement_id)))) or 0


def covering(statement_id: int) -> sa.Select[int]:
    """The ids of the revisions whose signatures cover the current text."""
    since = since_column(sa.literal(statement_id))
    return sa.select(Revision.id).where(Revision.statement_id == statement_id, Revision.number >= since)


def since_column(statement_id: sa.SQLColumnExpression[int]) -> sa.ScalarSelect[int]:
    """The same, for a query."""
    other = sa.orm.aliased(Revision)
    return (
        sa.select(sa.func.max(other.number))
        .where(
            other.statement_id == statement_id,
            other.published_at.is_not(None),
            other.kind != RevisionKind.CORRECTION,
        )
        .scalar_subquery()
    )
