"""Marking the names of endorsements that were written before their marks, keys and places were what they are now."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.aliases import follow
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.name_marks import MARKS_VERSION, write_marks
from app.domain.endorsements.places import write_places
from app.domain.endorsements.queries import listed_under
from app.domain.endorsements.states import State

AT_A_TIME = 500


def mark_some(session: Session, *, most: int = AT_A_TIME) -> int:
    """Mark the names of the next ones that are out of date, and learn what they teach. Returns how many; 0 at the end.

    They are no new versions: nothing that somebody read of them changes.
    """
    outdated = session.scalars(
        sa.select(Endorsement).where(Endorsement.marks_version != MARKS_VERSION).order_by(Endorsement.id).limit(most)
    ).all()
    connection = session.connection()
    for endorsement in outdated:
        _write_keys(session, endorsement)
    if outdated:
        write_marks(connection, outdated)
        write_places(connection, outdated)
    for endorsement in outdated:
        if endorsement.marks_version == 0:
            follow(connection, endorsement)
    ids = [endorsement.id for endorsement in outdated]
    marked = sa.update(Endorsement).where(Endorsement.id.in_(ids)).values(marks_version=MARKS_VERSION)
    session.execute(marked.execution_options(synchronize_session=False))
    session.expunge_all()
    return len(ids)


def _write_keys(session: Session, endorsement: Endorsement) -> None:
    """Write the keys of its name afresh. Of two on one register that have one key now, the second keeps its old one.

    Both are shown side by side all the same, and a moderator can merge them.
    """
    keys = {name: key for name, key in endorsement.name_keys().items() if key != getattr(endorsement, name)}
    key = keys.get("organisation_key")
    if key and endorsement.state == State.APPROVED and listed_under(session, endorsement.statement_id, key):
        del keys["organisation_key"]
    if keys:
        changed = sa.update(Endorsement).where(Endorsement.id == endorsement.id).values(keys)
        session.execute(changed.execution_options(synchronize_session=False))
