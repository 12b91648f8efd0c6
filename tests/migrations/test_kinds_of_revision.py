"""Revisions from before kinds were recorded: the first is the first, of others nobody said that they mean the same."""

from __future__ import annotations

from datetime import UTC, datetime

import flask_migrate
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import register_count
from app.domain.endorsements.states import State
from app.domain.outbox.models import Message
from app.domain.statements.models import Revision, RevisionKind
from tests.databases import migrating, open_engine
from tests.factories import a_statement, an_endorsement
from tests.revisions import a_revision

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_what_was_there_keeps_its_text_and_is_marked_as_before(session: Session, database_url: str) -> None:
    statement = a_statement(session, at=MORNING, slug="archives")
    an_endorsement(session, statement, state=State.APPROVED, at=MORNING)
    a_revision(session, "archives", kind=RevisionKind.CORRECTION, at=MORNING)
    a_revision(session, "archives", at=MORNING)
    a_statement(session, at=MORNING, published=False)
    session.commit()
    before = session.execute(sa.select(Revision.id, Revision.digest).order_by(Revision.id)).all()
    session.close()
    with migrating(database_url):
        flask_migrate.downgrade(revision="0017")
        flask_migrate.upgrade()
    engine = open_engine(database_url)
    with Session(engine) as after:
        found = after.scalars(sa.select(Revision).order_by(Revision.id)).all()
        assert [(one.id, one.digest) for one in found] == before
        assert [one.kind for one in found] == ["first", "substantive", "substantive", "first"]
        assert {one.note for one in found} == {""}
        assert register_count(after, 1).under_earlier == 1
        assert after.scalars(sa.select(Endorsement)).one().revision.number == 1
        assert "revised" not in after.scalars(sa.select(Message.kind)).all()  # nobody is asked by a migration
        with pytest.raises(sa.exc.DatabaseError, match="a published revision never changes"):
            after.execute(sa.text("UPDATE revision SET kind = 'correction' WHERE number = 2"))
    engine.dispose()
