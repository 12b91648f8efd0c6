"""Every table has a model, every model is loaded, and both say where they come from."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
import sqlalchemy as sa

from app.domain.base import NAMING, Model
from tests.databases import ROOT

MODULES = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for file in sorted((ROOT / "app" / "domain").rglob("*.py"))
    if "Mapped[" in file.read_text()
]


def test_starting_the_application_loads_every_model() -> None:
    """In a process of its own, where no test has imported anything."""
    ask = "import sys, app; print(*sorted(set(sys.argv[1:]) - set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", ask, *MODULES], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == []


def test_every_table_has_a_model(engine: sa.Engine) -> None:
    assert set(sa.inspect(engine).get_table_names()) == {*Model.metadata.tables, "alembic_version"}


@pytest.mark.parametrize("module", MODULES)
def test_models_say_what_they_are(module: str) -> None:
    loaded = importlib.import_module(module)
    models = [one for one in vars(loaded).values() if isinstance(one, type) and issubclass(one, Model)]
    for model in models:
        assert model is Model or model.__doc__


@pytest.mark.parametrize("table", Model.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_constraint_has_a_name_and_every_table_is_strict(table: sa.Table) -> None:
    assert set(NAMING) == {"ix", "uq", "ck", "fk", "pk"}
    assert all(constraint.name for constraint in table.constraints)
    assert table.dialect_options["sqlite"]["strict"]


@pytest.mark.parametrize("table", Model.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_foreign_key_can_be_followed_without_reading_the_whole_table(table: sa.Table) -> None:
    """Or else erasing a parent reads all of its children."""
    of_moderators = ("alias", "decision", "message", "block", "batch", "voice", "look", "colleague_note", "asking")
    small = {(table, "moderator_id") for table in of_moderators}  # never erased
    small |= {("decision", "reason")}  # nor is a reason
    starts = [[column.name for column in index.columns] for index in table.indexes]
    starts += [[column.name for column in one.columns] for one in table.constraints if isinstance(one, _KEYS)]
    for key in table.foreign_keys:
        name = key.parent.name
        assert (table.name, name) in small or any(columns[0] == name for columns in starts if columns), name


_KEYS = (sa.PrimaryKeyConstraint, sa.UniqueConstraint)
