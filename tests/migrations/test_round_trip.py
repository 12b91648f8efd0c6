"""Up, down and up again: the schema is what the models say, whichever way one came to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from app.domain.base import Model
from app.extensions import db
from tests.databases import ROOT, migrating, open_engine
from tests.migrations.schema import describe

REVISIONS = [script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()][::-1]


class CutShort(Exception):
    """The process dies here."""


def test_from_nothing_to_what_the_models_say(empty_url: str, databases: Any) -> None:
    with migrating(empty_url):
        flask_migrate.upgrade()
        flask_migrate.check()  # raises where autogenerate would find something to do
    migrated = describe(empty_url)
    with databases.empty() as url:
        engine = open_engine(url)
        Model.metadata.create_all(engine)
        engine.dispose()
        created = describe(url)
    assert "ix_endorsement_search" in migrated.pop("of the database")  # the models do not say it
    assert migrated.pop("triggers")
    assert created.pop("triggers") == {}  # models cannot say them; tests/migrations/test_guards.py does
    assert migrated == created


def test_going_up_twice_is_as_good_as_once(empty_url: str) -> None:
    with migrating(empty_url):
        flask_migrate.upgrade()
        before = describe(empty_url)
        flask_migrate.upgrade()
    assert describe(empty_url) == before


@pytest.mark.parametrize("revision", REVISIONS)
def test_down_and_up_again_leaves_the_same_schema(empty_url: str, revision: str) -> None:
    with migrating(empty_url):
        flask_migrate.upgrade(revision=revision)
        before = describe(empty_url)
        flask_migrate.downgrade(revision="-1")
        assert describe(empty_url) != before
        flask_migrate.upgrade(revision=revision)
    assert describe(empty_url) == before


def test_the_way_back_leaves_nothing(empty_url: str) -> None:
    with migrating(empty_url):
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")
    found = describe(empty_url)
    found.pop("strict", None)
    assert found == {"triggers": {}}


@pytest.mark.parametrize("place", [1, 4, 12, 20, 30])
def test_a_migration_that_breaks_half_way_leaves_the_database_as_it_was(empty_url: str, place: int) -> None:
    with migrating(empty_url):
        with pytest.raises(CutShort), cut_short(db.engine, place):
            flask_migrate.upgrade()
        found = describe(empty_url)
        found.pop("strict", None)
        assert found == {"triggers": {}}
        flask_migrate.upgrade()
        flask_migrate.check()


@contextmanager
def cut_short(engine: sa.Engine, place: int) -> Iterator[None]:
    """The n-th statement that changes the schema never comes to be."""
    seen = 0

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        nonlocal seen
        seen += statement.lstrip().upper().startswith("CREATE")
        if seen == place:
            raise CutShort

    sa.event.listen(engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        sa.event.remove(engine, "before_cursor_execute", count)
