"""What is over its time is gone at its hour, none before, and from every file of the database."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements import operations
from app.domain.endorsements.looks import Look, look_at
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.new_links import send_new_links
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.limits import LimitWindow
from app.domain.moderators.models import ModeratorSession
from app.domain.outbox.models import Message
from app.extensions import READER, db
from tests.conftest import MORNING, SERVER
from tests.factories import a_moderator, a_statement, an_endorsement, some_details

WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


@pytest.fixture
def run(app: Flask) -> Any:
    """`run("--dry-run")` runs the command."""

    def run(*arguments: str) -> Result:
        result = app.test_cli_runner().invoke(args=["retention", "run", *arguments])
        assert result.exit_code == 0, result.output
        return result

    return run


@pytest.fixture
def left(read: Any) -> Any:
    """How many rows a table has now: `left(Message)`."""

    def left(model: Any) -> int:
        with read() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0

    return left


def test_an_endorsement_that_nobody_confirmed_is_erased_after_seven_days_and_not_before(
    write: Any, run: Any, left: Any, clock: Any
) -> None:
    with write() as session:
        statement = a_statement(session)
        an_endorsement(session, statement, state=State.UNCONFIRMED)
        for state in (State.PENDING, State.APPROVED, State.DECLINED, State.WITHDRAWN):
            an_endorsement(session, statement, state=state)
    clock.shift(WEEK - SECOND)
    assert run().output.startswith("Erased 0 unconfirmed endorsements, 0 declined")
    assert left(Endorsement) == 5
    clock.shift(SECOND)
    assert run().output.startswith("Erased 1 unconfirmed endorsements, 0 declined")
    assert left(Endorsement) == 4
    assert run().output.startswith("Erased 0 unconfirmed endorsements")


def test_its_messages_go_with_it_and_its_events_stay(write: Any, run: Any, read: Any, clock: Any) -> None:
    with write() as session:
        endorsement = an_endorsement(session, a_statement(session), state=State.UNCONFIRMED)
    clock.shift(WEEK)
    run()
    with read() as session:
        assert session.scalars(sa.select(Message)).all() == []
        events = session.scalars(sa.select(Event).where(Event.endorsement_id == endorsement.id)).all()
    assert [event.tag for event in events] == ["endorsement:endorsed", "endorsement:erased"]
    assert "@" not in str([event.facts for event in events])


def test_while_a_link_that_was_mailed_later_works_it_is_kept(write: Any, run: Any, left: Any, clock: Any) -> None:
    with write() as session:
        endorsement = an_endorsement(session, a_statement(session), state=State.UNCONFIRMED)
    clock.shift(timedelta(days=5))
    with write() as session:
        send_new_links(session, str(endorsement.email), at=MORNING + timedelta(days=5))
    clock.shift(WEEK - SECOND)
    run()
    assert left(Endorsement) == 1
    clock.shift(SECOND)
    run()
    assert left(Endorsement) == 0


def test_sent_messages_are_kept_for_seven_days_and_others_until_they_are_sent(
    write: Any, run: Any, left: Any, clock: Any
) -> None:
    with write() as session:
        an_endorsement(session, a_statement(session), state=State.APPROVED)
        first = session.scalars(sa.select(Message).order_by(Message.id)).first()
        assert first is not None
        first.sent_at = MORNING
    clock.shift(WEEK - SECOND)
    run()
    assert left(Message) == 2
    clock.shift(SECOND)
    assert "1 sent messages" in run().output
    clock.shift(timedelta(days=100))
    run()
    assert left(Message) == 1


def test_sessions_that_are_over_are_erased(write: Any, run: Any, read: Any, clock: Any) -> None:
    with write() as session:
        moderator = a_moderator(session)
        minutes = {
            "idle": (31, 30),
            "old": (12 * 60, 1),
            "no code": (5, 5),
            "code to come": (4, 4),
            "active": (700, 29),
        }
        for name, (began, seen) in minutes.items():
            session.add(
                ModeratorSession(
                    token_hash=name,
                    moderator_id=moderator.id,
                    created_at=MORNING - timedelta(minutes=began),
                    seen_at=MORNING - timedelta(minutes=seen),
                    awaits_factor="code" in name,
                )
            )
    assert "3 ended sessions" in run().output
    with read() as session:
        assert {*session.scalars(sa.select(ModeratorSession.token_hash))} == {"active", "code to come"}


def test_windows_of_limits_that_are_over_are_erased(write: Any, run: Any, left: Any, clock: Any) -> None:
    with write() as session:
        session.add(LimitWindow(key_hash="over", expires_at=MORNING, hits=3))
        session.add(LimitWindow(key_hash="open", expires_at=MORNING + SECOND, hits=3))
    assert "1 expired limits" in run().output
    assert left(LimitWindow) == 1


def test_looks_are_forgotten_after_a_day(write: Any, run: Any, left: Any, clock: Any) -> None:
    with write() as session:
        endorsement, moderator = an_endorsement(session, a_statement(session)), a_moderator(session)
        look_at(session, endorsement.public_id, moderator.id, at=MORNING)
    clock.shift(timedelta(days=1) - SECOND)
    run()
    assert left(Look) == 1
    clock.shift(SECOND)
    assert " 1 looks" in run().output
    assert left(Look) == 0


def test_a_dry_run_counts_the_same_and_changes_nothing(write: Any, run: Any, left: Any, clock: Any) -> None:
    with write() as session:
        for _ in range(3):
            an_endorsement(session, a_statement(session), state=State.UNCONFIRMED)
    clock.shift(WEEK)
    events = left(Event)
    counted = run("--dry-run").output
    assert counted.startswith("Would erase 3 unconfirmed endorsements")
    assert (left(Endorsement), left(Message), left(Event)) == (3, 3, events)
    assert run().output == counted.replace("Would erase", "Erased")


def test_an_endorsement_that_comes_later_does_not_inherit_what_was_done_to_an_erased_one(
    write: Any, run: Any, read: Any, clock: Any
) -> None:
    """Events outlive the rows they are about, so the id of an erased row must never be given again."""
    with write() as session:
        statement = a_statement(session)
        erased = an_endorsement(session, statement, state=State.UNCONFIRMED)
    clock.shift(WEEK)
    run()
    with write() as session:
        new = an_endorsement(session, session.merge(statement), state=State.UNCONFIRMED)
    assert new.id != erased.id


@pytest.mark.skipif(bool(SERVER), reason="looks into SQLite's files")
def test_what_was_erased_is_in_no_file_of_the_database(write: Any, run: Any, config: Any, clock: Any) -> None:
    details = some_details(
        organisation="Verein der Vergessenen", email="vergessen@verein.example", representative="Rosa Vergessen"
    )
    with write() as session:
        statement = a_statement(session)
        operations.endorse(session, statement, details, revision_seen=1, submission_id="s", locale="en", at=MORNING)
    files = [file for file in config.database_file.parent.iterdir() if "gate" not in file.name]
    traces = [word.encode() for word in ("Vergessen", "vergessen")]
    assert any(trace in file.read_bytes() for file in files for trace in traces)
    clock.shift(WEEK)
    run()
    for file in config.database_file.parent.iterdir():
        for trace in traces:
            assert trace not in file.read_bytes(), file.name


@pytest.mark.skipif(bool(SERVER), reason="SQLite's journal")
def test_where_a_reader_holds_the_journal_the_command_fails_and_says_so(app: Flask, write: Any, clock: Any) -> None:
    with write() as session:
        a_statement(session)
    with app.app_context(), Session(db.engines[READER]) as reader:
        reader.execute(sa.select(Event)).all()
        with write() as session:
            a_statement(session)
        with closing(db.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA busy_timeout=50")
        result = app.test_cli_runner().invoke(args=["retention", "run"])
    assert (result.exit_code, "run this again" in result.output) == (1, True)
