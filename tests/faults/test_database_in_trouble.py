"""The database locked, full or gone for a moment: readers go on, writers are told when to come again."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app import database
from app.domain.endorsements.models import Endorsement
from app.domain.events.models import Event
from app.domain.outbox.models import Message
from app.extensions import db
from app.gate import through_gate
from app.web import work
from tests.page import Browser, Page

pytestmark = pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="says something about SQLite only")

FORM = {
    "organisation": "Archive Users' Union",
    "country": "AM",
    "representative": "Anahit Grigoryan",
    "position": "Director",
    "email": "anahit@union.example.org",
    "privacy": True,
}


@pytest.fixture
def path(app: Flask) -> str:
    with app.app_context():
        return str(db.engine.url.database)


@pytest.fixture
def served(visit: Callable[..., Page], statement: Any) -> Page:
    """The form, open in somebody's browser."""
    return visit(f"/en/statements/{statement.slug}/endorse")


@pytest.fixture
def counted(read: Any) -> Callable[[], tuple[int, ...]]:
    def count() -> tuple[int, ...]:
        with read() as session:
            tables = (Endorsement, Event, Message)
            return tuple(session.scalar(sa.select(sa.func.count()).select_from(one)) for one in tables)

    return count


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
"""


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Another process, with nothing of ours in it, is in the middle of a write transaction."""
    command = [sys.executable, "-c", HOLD, path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        try:
            yield
        finally:
            process.communicate("enough\n")


@pytest.fixture
def impatient(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds in a test."""
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with app.app_context():
        engine = db.engine
    engine.dispose()
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=100"))


@pytest.mark.usefixtures("impatient")
def test_a_locked_database_is_503_and_nothing_half_written(
    served: Page, statement: Any, path: str, counted: Callable[[], tuple[int, ...]]
) -> None:
    before = counted()
    with locked(path):
        page = served.submit(FORM, status=503)
        assert int(page.headers["Retry-After"]) > 0
        assert counted() == before
        served.browser.visit(f"/en/statements/{statement.slug}")  # readers go on
    served.submit(FORM)  # the same page, without a restart
    assert counted() == tuple(number + 1 for number in before)


@pytest.mark.usefixtures("impatient")
def test_a_gate_that_does_not_open_is_503(served: Page, path: str, counted: Callable[[], tuple[int, ...]]) -> None:
    before = counted()
    with through_gate(f"{path}-gate", patience=1):
        assert served.submit(FORM, status=503).headers["Retry-After"]
    assert counted() == before
    served.submit(FORM)


def test_a_full_disk_is_503_and_readers_go_on(
    app: Flask, served: Page, statement: Any, counted: Callable[[], tuple[int, ...]]
) -> None:
    before = counted()
    with app.app_context():
        engine = db.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def fill(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine.dispose()
    sa.event.listen(engine, "connect", fill)
    long = FORM | {"note": "x" * 1900}
    statuses = []
    for number in range(40):
        browser = Browser(app)
        page = browser.visit(served.path)
        form = long | {"email": f"ani@union{number}.example.org", "organisation": f"Union {number}"}
        statuses.append(page.submit(form, status=(303, 503)).status)
        if statuses[-1] == 503:
            break
    assert statuses[-1] == 503
    stored = len(statuses) - 1
    assert counted() == tuple(number + stored for number in before)
    served.browser.visit(f"/en/statements/{statement.slug}")
    sa.event.remove(engine, "connect", fill)
    engine.dispose()
    served.submit(long)
    assert counted() == tuple(number + stored + 1 for number in before)


@contextmanager
def failing(app: Flask, place: int, *, ever_after: bool = False) -> Iterator[list[str]]:
    """The n-th statement of the next request is a disk error, whoever says it, or that and all that follow."""
    said: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)
        if len(said) == place or (ever_after and len(said) > place):
            raise sa.exc.OperationalError(statement, {}, sqlite3.OperationalError("disk I/O error"))

    with app.app_context():
        engines = list(db.engines.values())
    for engine in engines:
        sa.event.listen(engine, "before_cursor_execute", count)
    yield said
    for engine in engines:
        sa.event.remove(engine, "before_cursor_execute", count)


@pytest.mark.parametrize("ever_after", [False, True], ids=["for a moment", "for good"])
@pytest.mark.parametrize("act", ["endorse", "confirm"])
def test_whichever_statement_of_a_request_fails_the_visitor_may_try_again(
    app: Flask, served: Page, sent: Any, counted: Callable[[], tuple[int, ...]], act: str, ever_after: bool
) -> None:
    fields: dict[str, Any] = FORM
    if act == "confirm":
        served.submit(FORM)
        served = served.browser.visit(sent.to(FORM["email"])[-1].link)
        fields = {"authorised": True}
    seen = [counted()]
    for place in range(1, 100):
        with failing(app, place, ever_after=ever_after) as said:
            page = served.submit(fields, status=(200, 303, 503))
        if counted() != seen[-1]:
            seen.append(counted())
        if page.status != 503:
            break
    assert len(said) < place  # it came to its end because nothing failed any more
    assert place > 10
    assert len(seen) == 2  # from nothing to everything in one step, and never a second time


def test_what_fails_after_the_commit_is_done_all_the_same_and_once(
    app: Flask, served: Page, counted: Callable[[], tuple[int, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_app: Flask) -> None:
        raise OSError("no thread to be had")

    app.config["PROPAGATE_EXCEPTIONS"] = False  # as it is on a server
    with monkeypatch.context() as patch:
        patch.setattr(work, "deliver_soon", fail)
        served.submit(FORM, status=(303, 500))
    once = counted()
    assert min(once) > 0
    served.submit(FORM)
    assert counted() == once
