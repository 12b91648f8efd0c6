"""A backup is one whole moment of the database, checked, in one private file, made while the site is busy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.events.operations import SYSTEM, record
from tests.conftest import MORNING, SERVER
from tests.factories import a_statement, an_endorsement

only_sqlite = pytest.mark.skipif(bool(SERVER), reason="copies a SQLite file")
only_postgresql = pytest.mark.skipif(not SERVER, reason="asks pg_dump")


@pytest.fixture
def backup(app: Flask) -> Callable[..., Result]:
    """`backup(file, "--yes")` runs the command."""
    return lambda *arguments: app.test_cli_runner().invoke(args=["backup", *map(str, arguments)])


def ask(file: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as copy:
        return copy.execute(query).fetchall()


@only_sqlite
def test_twenty_backups_while_somebody_writes_are_twenty_whole_moments(
    app: Flask, write: Any, tmp_path: Path, backup: Any
) -> None:
    written, ended = 0, threading.Event()

    def keep_writing() -> None:
        nonlocal written
        while not ended.is_set():
            with write() as session:  # two events in one commit: both are in a backup, or neither
                for half in (1, 2):
                    record(session, "test:written", by=SYSTEM, at=MORNING, half=half)
            written += 2

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        seen = []
        for number in range(20):
            before = written
            result = backup(tmp_path / f"{number}.backup")
            assert result.exit_code == 0, result.output
            seen.append(ask(tmp_path / f"{number}.backup", "SELECT count(*) FROM event")[0][0])
            assert seen[-1] >= before, "what was committed before is in it"
    finally:
        ended.set()
        writer.join()
    assert all(events % 2 == 0 for events in seen)
    assert seen == sorted(seen)
    assert len(set(seen)) > 1, "nobody wrote"
    for number in range(20):
        assert ask(tmp_path / f"{number}.backup", "PRAGMA integrity_check") == [("ok",)]


@only_sqlite
def test_it_is_one_private_file_and_says_what_is_in_it(app: Flask, write: Any, tmp_path: Path, backup: Any) -> None:
    with write() as session:
        an_endorsement(session, a_statement(session), state=State.APPROVED, organisation="Union of Archivists")
    os.umask(0o022)
    file = tmp_path / "night.backup"
    result = backup(file)
    size = f"{file.stat().st_size:,} bytes"
    assert result.output == f"{file}: {size}, verified: 1 statements, 1 endorsements, 5 events\n"
    assert os.listdir(tmp_path) == ["night.backup"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert ask(file, "SELECT organisation FROM endorsement") == [("Union of Archivists",)]
    assert ask(file, "PRAGMA journal_mode") == [("delete",)]
    assert app.config["SECRET_KEY"].encode() not in file.read_bytes()


@only_sqlite
def test_a_restored_backup_is_the_site_as_it_was(make_app: Any, write: Any, tmp_path: Path, backup: Any) -> None:
    with write() as session:
        statement = a_statement(session)
        an_endorsement(session, statement, state=State.APPROVED)
    backup(tmp_path / "night.backup")
    with write() as session:
        an_endorsement(session, session.merge(statement), state=State.APPROVED)
    shutil.copy(tmp_path / "night.backup", tmp_path / "restored.sqlite")
    restored = make_app(database_url=f"sqlite:///{tmp_path}/restored.sqlite")
    result = restored.test_cli_runner().invoke(args=["backup", str(tmp_path / "again.backup")])
    assert "1 endorsements" in result.output
    assert restored.test_cli_runner().invoke(args=["retention", "run"]).exit_code == 0, "it can be written"


def test_nothing_is_overwritten_without_being_asked_to(tmp_path: Path, backup: Any) -> None:
    file = tmp_path / "night.backup"
    file.write_text("the one of yesterday")
    result = backup(file)
    assert result.exit_code == 1
    assert "--yes" in result.output
    assert file.read_text() == "the one of yesterday"
    assert backup(file, "--yes").exit_code == 0
    assert file.read_bytes() != b"the one of yesterday"


def test_without_its_folder_it_fails_and_says_so(tmp_path: Path, backup: Any) -> None:
    result = backup(tmp_path / "away" / "night.backup")
    assert (result.exit_code, "no folder" in result.output) == (1, True)


@only_sqlite
def test_the_database_itself_is_no_place_for_its_backup(config: Any, backup: Any) -> None:
    before = config.database_file.read_bytes()
    result = backup(config.database_file, "--yes")
    assert (result.exit_code, "the database itself" in result.output) == (1, True)
    assert config.database_file.read_bytes() == before


@only_sqlite
def test_a_damaged_copy_is_not_kept(write: Any, tmp_path: Path, backup: Any, config: Any) -> None:
    with write() as session:
        an_endorsement(session, a_statement(session))
    with closing(sqlite3.connect(config.database_file, isolation_level=None)) as other:
        other.execute("PRAGMA foreign_keys=OFF")
        other.execute("UPDATE endorsement SET revision_id = 999")
    result = backup(tmp_path / "night.backup")
    assert result.exit_code == 1
    assert "not kept" in result.output
    assert os.listdir(tmp_path) == []


@only_postgresql
def test_on_postgresql_pg_dump_writes_it_and_pg_restore_reads_it(tmp_path: Path, backup: Any) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed")
    file = tmp_path / "night.backup"
    result = backup(file)
    assert result.exit_code == 0, result.output
    assert "entries for pg_restore" in result.output
    assert file.read_bytes()[:5] == b"PGDMP"
    assert file.stat().st_mode & 0o777 == 0o600


@only_postgresql
def test_without_pg_dump_it_says_what_to_install(tmp_path: Path, backup: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = backup(tmp_path / "night.backup")
    assert (result.exit_code, "pg_dump is missing" in result.output) == (1, True)
