"""Migrations on a database that is in use: every row is there afterwards, and says the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from app.domain.endorsements.states import State
from tests.databases import ROOT, migrating, open_engine
from tests.factories import NAMES, a_statement, an_endorsement

REVISIONS = [script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()]
MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    engine = open_engine(url)
    metadata = sa.MetaData()
    with engine.connect() as connection:
        metadata.reflect(connection)
        found = {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


@pytest.fixture
def used_url(session: Session, database_url: str) -> str:
    """A database with a statement and names in many scripts, in every state."""
    statement = a_statement(session, at=MORNING)
    for place, (name, country) in enumerate(NAMES.items()):
        state = list(State)[place % len(State)]
        an_endorsement(session, statement, state=state, at=MORNING, organisation=name, country=country)
    session.commit()
    return database_url


def test_a_database_at_the_head_is_left_alone(used_url: str) -> None:
    before = contents(used_url)
    assert len(before["endorsement"]) == len(NAMES)
    with migrating(used_url):
        flask_migrate.upgrade()
    assert contents(used_url) == before


def test_steps_back_and_forth_keep_every_row(used_url: str) -> None:
    """What a migration added may be gone; what was there before it is not."""
    before = contents(used_url)
    for steps in range(1, len(REVISIONS)):
        with migrating(used_url):
            flask_migrate.downgrade(revision=f"-{steps}")
            between = contents(used_url)
            flask_migrate.upgrade()
        after = contents(used_url)
        for table in set(between) & set(before):
            assert len(after[table]) == len(before[table]), table
