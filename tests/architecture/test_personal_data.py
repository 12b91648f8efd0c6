"""Whatever is stored about an endorsement was thought of: who may have a copy of it, and that it can be erased."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import app  # noqa: F401  # loads every model
from app.domain.base import CONTACT, INTERNAL, PERSONAL, Json
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.stored import disclosed, hanging_on_an_endorsement

HANGING = list(hanging_on_an_endorsement())
TABLES = [Endorsement.__table__, *(table for table, _ in HANGING)]
TAGS = (CONTACT, PERSONAL, INTERNAL)


def holds_words(column: sa.Column[object]) -> bool:
    return isinstance(column.type, sa.Text | Json | sa.LargeBinary)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_that_can_hold_words_says_whether_they_are_about_a_person(table: sa.Table) -> None:
    """Whoever adds one writes `mapped_column(info=CONTACT)`, `PERSONAL` or `INTERNAL` (app/domain/base.py)."""
    untagged = [column.name for column in table.columns if holds_words(column) and column.info not in TAGS]
    assert not untagged


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_signatory_gets_every_personal_column(table: sa.Table) -> None:
    personal = {column.name for column in table.columns if column.info.get("personal")}
    got = {column.name for column in disclosed(table)}
    assert personal <= got or table.info.get("personal") is False
    assert not got & {column.name for column in table.columns if column.info.get("personal") is False}


@pytest.mark.parametrize(("table", "keys"), HANGING, ids=lambda one: getattr(one, "name", ""))
def test_what_refers_to_an_endorsement_goes_with_it(table: sa.Table, keys: list[sa.Column[object]]) -> None:
    for column in keys:
        assert {key.ondelete for key in column.foreign_keys} <= {"CASCADE", "SET NULL"}, f"{table.name}.{column.name}"
