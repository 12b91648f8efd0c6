"""Whoever was listed before registers were sorted for each alphabet is listed at once, and sorted by the next index."""

from __future__ import annotations

from datetime import UTC, datetime

import flask_migrate
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.indexing import mark_some
from app.domain.endorsements.queries import public_register
from app.domain.endorsements.states import State
from app.domain.text.collation import COLLATIONS
from tests.databases import migrating, open_engine
from tests.factories import a_statement, an_endorsement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
NAMES = ["Ասպարեզ", "Zebra", "Беллона", "اتحاد"]
SORTED = {
    "root": ["Zebra", "Беллона", "Ասպարեզ", "اتحاد"],
    "es": ["Zebra", "Беллона", "Ասպարեզ", "اتحاد"],
    "hy": ["Ասպարեզ", "Zebra", "Беллона", "اتحاد"],
    "ru": ["Беллона", "Zebra", "Ասպարեզ", "اتحاد"],
    "ar": ["اتحاد", "Zebra", "Беллона", "Ասպարեզ"],
}


def test_they_are_listed_before_they_are_sorted(session: Session, database_url: str) -> None:
    statement = a_statement(session, at=MORNING)
    statement_id = statement.id
    for name in NAMES:
        an_endorsement(session, statement, state=State.APPROVED, at=MORNING, organisation=name)
    an_endorsement(session, statement, state=State.PENDING, at=MORNING, organisation="Waiting")
    session.commit()
    session.close()
    with migrating(database_url):
        flask_migrate.downgrade(revision="0016")
        flask_migrate.upgrade()
    engine = open_engine(database_url)
    with Session(engine) as after:
        for collation in COLLATIONS:
            listed = [one.name for one in public_register(after, statement_id, collation=collation)]
            assert sorted(listed) == sorted(NAMES)
        after.execute(sa.text("UPDATE endorsement SET marks_version = 2"))
        assert mark_some(after) == len(NAMES) + 1
        for collation in COLLATIONS:
            listed = [one.name for one in public_register(after, statement_id, collation=collation)]
            assert listed == SORTED[collation]
    engine.dispose()
