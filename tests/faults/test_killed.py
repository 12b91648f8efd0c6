"""The process dies fifty times in the middle of its work (R1): who was thanked is there, and nobody by half."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from tests.databases import ROOT
from tests.factories import a_statement
from tests.live import SECRET, free_port
from tests.visitor import Visitor

pytestmark = [
    pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="PostgreSQL has a server of its own, which lives on"),
]

KILLS, CLIENTS = 50, 4
FORM = {
    "country": "AM",
    "representative": "Anahit Grigoryan",
    "position": "Director",
    "privacy": "y",
}


class Client(threading.Thread):
    """Endorses for one organisation after another; remembers for which it was thanked."""

    def __init__(self, port: int, path: str, number: int) -> None:
        super().__init__(daemon=True)
        self.visitor, self.path, self.number = Visitor(port), path, number
        self.thanked: list[str] = []
        self.seen: set[int] = set()
        self.enough = threading.Event()

    def run(self) -> None:
        turn = 0
        while not self.enough.is_set():
            turn += 1
            email = f"ani@union-{self.number}-{turn}.example.org"
            fields = {**FORM, "organisation": f"Union {self.number}, {turn}", "email": email}
            with suppress(OSError, HTTPException, ValueError):  # the server has just died
                page = self.visitor.get(self.path)
                for _ in range(3):  # whoever sees no answer presses the button again
                    with suppress(OSError, HTTPException):
                        self.visitor.submit(self.path, page, fields)
                        self.seen.add(self.visitor.status)
                        if self.visitor.status == 303:
                            self.thanked.append(email)
                        break


@contextmanager
def mortal_server(database: str, port: int, form: str) -> Iterator[Callable[[], int]]:
    """The server; a call waits for its next life and gives its process id."""
    environment = {
        **os.environ,
        "DEVELOPMENT": "1",
        "SECRET_KEY": SECRET,
        "DATABASE_URL": database,
        "PORT": str(port),
        "RATELIMIT_ENABLED": "0",
    }
    command = [sys.executable, "-m", "tests.faults.forking_server", str(port), form]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        output, life = server.stdout, 0

        def next_life() -> int:
            nonlocal life
            life = int(output.readline())
            return life

        try:
            yield next_life
        finally:
            server.kill()  # first, or it would fork again
            with suppress(ProcessLookupError):
                os.kill(life, signal.SIGKILL)


def test_fifty_sudden_deaths_lose_nothing_that_was_acknowledged(database_url: str, session: Any) -> None:
    statement = a_statement(session)
    session.commit()
    form, port, chance = f"/en/statements/{statement.slug}/endorse", free_port(), random.Random(50)
    with mortal_server(database_url, port, form) as next_life:
        clients = [Client(port, form, number) for number in range(CLIENTS)]
        life = next_life()
        for client in clients:
            client.start()
        for _ in range(KILLS):
            thanked = sum(len(client.thanked) for client in clients)
            until = time.monotonic() + 2
            while sum(len(client.thanked) for client in clients) == thanked and time.monotonic() < until:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.06))
            os.kill(life, signal.SIGKILL)
            life = next_life()
        for client in clients:
            client.enough.set()
        for client in clients:
            client.join(30)
            assert not client.is_alive()
    acknowledged = [email for client in clients for email in client.thanked]
    assert len(acknowledged) > KILLS
    assert set.union(*(client.seen for client in clients)) == {303}
    _agrees(Path(database_url.removeprefix("sqlite:///")), acknowledged)


def _agrees(file: Path, acknowledged: list[str]) -> None:
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    stored = [email for (email,) in connection.execute("SELECT email FROM endorsement")]
    assert len(stored) == len(set(stored))
    assert set(acknowledged) <= set(stored), "somebody was thanked and forgotten"
    whole = connection.execute(
        "SELECT (SELECT count(*) FROM event WHERE endorsement_id = endorsement.id AND tag = 'endorsement:endorsed'),"
        " (SELECT count(*) FROM message WHERE endorsement_id = endorsement.id AND kind = 'confirm') FROM endorsement"
    ).fetchall()
    assert set(whole) == {(1, 1)}, "an endorsement without its event or its mail"
    for table in ("event", "message"):
        ids = "SELECT id FROM endorsement"
        orphans = f"SELECT count(*) FROM {table} WHERE endorsement_id NOT IN ({ids})"
        assert connection.execute(orphans).fetchone() == (0,)
    connection.close()
