"""What is acknowledged is on the disk (R2): every connection is opened so, and every commit waits for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.extensions import READER, db
from tests.databases import ROOT
from tests.factories import a_statement
from tests.live import SECRET

on_sqlite = pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="says something about SQLite only")
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
}
REQUESTS = 4


@on_sqlite
@pytest.mark.parametrize("which", ["writer", READER])
def test_every_connection_of_the_pool_is_opened_for_safety(app: Flask, which: str) -> None:
    with app.app_context():
        engine = db.engine if which == "writer" else db.engines[READER]
    raw = [engine.raw_connection() for _ in range(4)]  # four at once, so that none is used twice
    for connection in raw:
        cursor = connection.cursor()
        assert {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS} == PRAGMAS
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] >= 5000
        assert cursor.execute("PRAGMA query_only").fetchone()[0] == (which == READER)
        cursor.close()
        connection.close()


@on_sqlite
def test_the_file_and_its_journal_are_nobody_elses(app: Flask, write: Any) -> None:
    with write() as session:
        a_statement(session)
    with app.app_context():
        file = Path(str(db.engine.url.database))
    for path in file.parent.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_what_only_reads_cannot_write(app: Flask, write: Any) -> None:
    with write() as session:
        statement = a_statement(session)
    with app.app_context():
        with pytest.raises(sa.exc.DBAPIError):
            db.session.execute(sa.text("UPDATE statement SET register_version = 9"))
        db.session.rollback()
        found = db.session.get_one(type(statement), statement.id)
        found.register_version = 9
        with pytest.raises(sa.exc.DBAPIError):
            db.session.commit()
        db.session.rollback()


@pytest.mark.skipif("TEST_DATABASE_URL" not in os.environ, reason="says something about PostgreSQL only")
def test_postgresql_reads_in_read_only_transactions(app: Flask) -> None:
    with app.app_context(), db.engines[READER].connect() as connection:
        assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"


# Endorses a few times; between two calls to access(), which strace shows, lies one request.
TRACED = """
import os, re, sys
from app import create_app
app = create_app()
client = app.test_client()
for number in range(int(sys.argv[2])):
    page = client.get(sys.argv[1]).text
    hidden = dict(re.findall(r'<input[^>]*name="(revision|csrf_token)"[^>]*value="([^"]*)"', page))
    hidden |= {"organisation": f"Union {number}", "email": f"ani@union{number}.example.org", "country": "AM"}
    hidden |= {"representative": "Ani", "position": "Director", "privacy": "y"}
    os.access(f"/request-begins-{number}", 0)
    answer = client.post(sys.argv[1], data=hidden)
    os.access(f"/request-ends-{number}", 0)
    assert answer.status_code == 303, answer.text
"""


@on_sqlite
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed: sudo apt-get install strace")
def test_every_acknowledged_request_waited_for_the_disk(tmp_path: Path, database_url: str, session: Any) -> None:
    statement = a_statement(session)
    session.commit()
    environment = {
        **os.environ,
        "DEVELOPMENT": "1",
        "SECRET_KEY": SECRET,
        "DATABASE_URL": database_url,
        "RATELIMIT_ENABLED": "0",
        "PYTHONPATH": str(ROOT),
    }
    log, form = tmp_path / "calls", f"/en/statements/{statement.slug}/endorse"
    trace = ["strace", "-f", "-o", str(log), "-e", "trace=fsync,fdatasync,access,faccessat,faccessat2"]
    command = [*trace, sys.executable, "-c", TRACED, form, str(REQUESTS)]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if "ptrace" in result.stderr or "Operation not permitted" in result.stderr:
        pytest.skip("this machine does not let processes be traced")
    assert result.returncode == 0, result.stderr
    calls = log.read_text()
    for number in range(REQUESTS):
        request = calls.split(f"/request-begins-{number}")[1].split(f"/request-ends-{number}")[0]
        assert re.search(r"\bf(data)?sync\(", request), "thanked before it was on the disk"
