"""Endorsements that were withdrawn before it was kept when: the audit trail knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import flask_migrate
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import withdraw
from app.domain.endorsements.states import State
from tests.databases import migrating, open_engine
from tests.factories import a_statement, an_endorsement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_the_moment_comes_from_the_event(session: Session, database_url: str) -> None:
    statement = a_statement(session, at=MORNING)
    gone = an_endorsement(session, statement, state=State.APPROVED, at=MORNING)
    withdraw(session, gone.public_id, at=MORNING + timedelta(days=3), why="The board changed its mind.")
    an_endorsement(session, statement, state=State.APPROVED, at=MORNING)
    session.commit()
    session.close()
    with migrating(database_url):
        flask_migrate.downgrade(revision="0002")
        flask_migrate.upgrade()
    engine = open_engine(database_url)
    with Session(engine) as after:
        rows = after.execute(sa.select(Endorsement.withdrawn_at, Endorsement.withdrawal_note).order_by(Endorsement.id))
        assert rows.all() == [(MORNING + timedelta(days=3), ""), (None, "")]
    engine.dispose()
