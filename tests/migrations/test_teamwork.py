"""Endorsements that were there before the queue had a column of its own stand in it where they stood."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import flask_migrate
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import confirm
from app.domain.endorsements.states import State
from tests.databases import migrating, open_engine
from tests.factories import a_statement, an_endorsement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_the_queue_keeps_its_order(session: Session, database_url: str) -> None:
    statement = a_statement(session, at=MORNING)
    late = an_endorsement(session, statement, state=State.UNCONFIRMED, at=MORNING)
    confirm(session, late.public_id, version=late.version, at=MORNING + timedelta(hours=3))
    an_endorsement(session, statement, state=State.UNCONFIRMED, at=MORNING + timedelta(hours=1))
    session.commit()
    session.close()
    with migrating(database_url):
        flask_migrate.downgrade(revision="0010")
        flask_migrate.upgrade()
    engine = open_engine(database_url)
    with Session(engine) as after:
        found = after.scalars(sa.select(Endorsement.queued_at).order_by(Endorsement.id)).all()
        assert found == [MORNING + timedelta(hours=3), MORNING + timedelta(hours=1)]
    engine.dispose()
