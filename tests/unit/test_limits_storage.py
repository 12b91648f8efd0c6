"""The counters of limits in the site's own database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from app.database import writing
from app.domain.limits import LimitWindow
from app.extensions import db
from app.limits_storage import DatabaseStorage

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def storage(app: Flask) -> Iterator[DatabaseStorage]:
    with app.app_context():
        yield DatabaseStorage()


def rows() -> list[tuple[str, int]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.select(LimitWindow.key_hash, LimitWindow.hits))]


def test_it_is_known_by_its_scheme(app: Flask) -> None:
    assert isinstance(storage_from_string("database://"), DatabaseStorage)


def test_hits_add_up_within_a_window_and_start_anew_after_it(storage: DatabaseStorage) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        assert [storage.incr("door", 60), storage.incr("door", 60), storage.incr("door", 60, amount=3)] == [1, 2, 5]
        assert storage.get("door") == 5
        assert storage.get_expiry("door") == (MORNING + timedelta(seconds=60)).timestamp()
        clock.shift(59)
        assert storage.incr("door", 60) == 6
        clock.shift(1)
        assert storage.get("door") == 0
        assert storage.incr("door", 60) == 1


def test_a_new_window_sweeps_away_those_that_are_over(storage: DatabaseStorage) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        for door in range(5):
            storage.incr(f"door {door}", 60)
        assert len(rows()) == 5
        clock.shift(61)
        storage.incr("another", 60)
        assert len(rows()) == 1


def test_keys_are_kept_as_hashes_only(storage: DatabaseStorage) -> None:
    storage.incr("203.0.113.7 somebody@example.org", 60)
    assert [len(key) for key, _ in rows()] == [64]
    assert "example" not in str(rows())


def test_a_hit_in_a_unit_of_work_that_fails_was_never_made(storage: DatabaseStorage) -> None:
    def fail() -> None:
        with writing():
            assert storage.incr("door", 60) == 1
            assert storage.get("door") == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert storage.get("door") == 0


def test_a_hit_in_a_unit_of_work_is_part_of_its_one_commit(storage: DatabaseStorage) -> None:
    commits: list[int] = []
    sa.event.listen(db.engine, "commit", lambda _connection: commits.append(1))
    with writing():
        for _ in range(4):
            storage.incr("door", 60)
    assert storage.get("door") == 4
    assert len(commits) == 1


def test_exactly_as_many_pass_as_the_limit_says_however_many_come_at_once(app: Flask) -> None:
    limit, passed, barrier = parse("20 per hour"), [], threading.Barrier(12)

    def come() -> None:
        with app.app_context():
            limiter = FixedWindowRateLimiter(DatabaseStorage())
            barrier.wait()
            passed.extend(limiter.hit(limit, "door") for _ in range(5))

    threads = [threading.Thread(target=come) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 60
    assert sum(passed) == 20


def test_counters_can_be_cleared_one_by_one_and_all_at_once(storage: DatabaseStorage) -> None:
    for door in ("first", "second", "third"):
        storage.incr(door, 60)
    storage.clear("first")
    assert (storage.get("first"), storage.get("second")) == (0, 1)
    assert storage.reset() == 2
    assert storage.get("second") == 0
    assert storage.check()
