"""Searching names: any part in any spelling, however short; true after changes; and read from an index alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import erasure
from app.domain.endorsements.amendments import amend
from app.domain.endorsements.desk import QueueFilter, queue_count, queue_page
from app.domain.endorsements.queries import public_register, register_count
from app.domain.endorsements.states import State
from app.domain.events.models import ActorKind
from app.domain.events.operations import SYSTEM, Actor
from app.domain.statements.models import Statement
from tests.factories import NAMES, a_statement, an_endorsement, some_moderator

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def appeal(session: Session) -> Statement:
    statement = a_statement(session, at=AT)
    for name, country in NAMES.items():
        an_endorsement(session, statement, at=AT, state=State.APPROVED, organisation=name, country=country)
    session.commit()
    return statement


def found(session: Session, statement: Statement, q: str) -> set[str]:
    """The same by the register, by its numbers and by the desk."""
    names = {one.name for one in public_register(session, statement.id, q=q)}
    wanted = QueueFilter(state=State.APPROVED, statement_id=statement.id, q=q)
    assert register_count(session, statement.id, q=q).organisations == len(names)
    assert {one.organisation for one in queue_page(session, wanted)} == names
    assert queue_count(session, wanted) == len(names)
    return names


@pytest.mark.parametrize("name", NAMES)
def test_any_part_of_a_name_finds_it(session: Session, appeal: Statement, name: str) -> None:
    for part in (name, name.upper(), name[1:-1], name.split()[-1], name[:3]):
        assert name in found(session, appeal, part)


def test_one_letter_or_two_are_a_search_and_what_is_no_letter_finds_nobody(session: Session, appeal: Statement) -> None:
    assert found(session, appeal, "35") == {"350.org"}
    assert "350.org" in found(session, appeal, "3")
    for q in ("%", "_", "«", '"', "NEAR(", "qqq"):
        assert found(session, appeal, q) == set()


def test_an_old_name_is_not_found_after_a_change_nor_any_after_erasing(session: Session, appeal: Statement) -> None:
    one = an_endorsement(session, appeal, at=AT, state=State.APPROVED, organisation="Zanzibar Lighthouse Keepers")
    by = Actor(ActorKind.MODERATOR, some_moderator(session).id)
    details = replace(one.details, organisation="Quiet Harbour Society")
    amend(session, one.public_id, details, version=one.version, by=by, at=AT)
    assert found(session, appeal, "lighthouse") == set()
    assert found(session, appeal, "harbour") == {"Quiet Harbour Society"}
    erasure.erase(session, one.public_id, by=SYSTEM, at=AT)
    assert found(session, appeal, "harbour") == set()


def test_on_sqlite_a_search_reads_no_row_that_it_does_not_show(session: Session, appeal: Statement) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("SQLite says how it reads in its own words")
    asked: list[tuple[str, object]] = []
    sa.event.listen(session.get_bind(), "before_cursor_execute", lambda *seen: asked.append((seen[2], seen[3])))
    found(session, appeal, "rights")
    searches = [one for one in asked if "LIKE" in one[0]]
    assert len(searches) == 4
    for statement, parameters in searches:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
        steps = [str(row[3]) for row in plan]
        walked = ("COVERING INDEX ix_endorsement_", "SEARCH register_place USING PRIMARY KEY")
        assert any(one in step for step in steps for one in walked), steps
        assert not any(step.startswith("SCAN endorsement") for step in steps), steps
