"""When it goes wrong: a database that was changed, restored, erased from; partners who saw it before."""

from __future__ import annotations

import base64
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.erasure import erase
from app.domain.endorsements.states import State
from app.domain.ledger.models import LedgerOpening
from app.domain.statements.models import Statement
from app.extensions import db
from app.web.work import leave_no_trace, unit_of_work
from tests.databases import close_engines
from tests.factories import a_moderator, a_statement, an_endorsement
from tests.integration.ledger.published import Published

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
SQLITE_ONLY = "of a SQLite file"


def ledger(app: Flask, *arguments: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["ledger", *arguments])
    return done.exit_code, done.output


def approve(app: Flask, number: int = 1, name: str = "Secret") -> list[str]:
    with app.test_request_context(), unit_of_work() as session:
        statement = session.scalars(sa.select(Statement)).one()
        return [
            an_endorsement(session, statement, state=State.APPROVED, at=AT, organisation=f"{name} {place}").public_id
            for place in range(number)
        ]


@pytest.fixture
def names(app: Flask) -> list[str]:
    """Three who are listed."""
    with app.test_request_context(), unit_of_work() as session:
        a_statement(session, at=AT)
        a_moderator(session)
    return approve(app, 3)


def test_in_order(app: Flask, names: list[str]) -> None:
    assert ledger(app, "verify") == (0, "In order: 4 leaves, 3 organisations listed\n")
    assert ledger(app, "begin") == (0, "0 leaves entered, 4 in all\n")
    assert ledger(app, "checkpoint")[1].startswith("sign.example.org/ledger\n4\n")


TAMPERING = {
    "another name": ("UPDATE endorsement SET organisation = 'Other' WHERE id = 2", "leaf 2: Other"),
    "another website": ("UPDATE endorsement SET website = 'https://x.example' WHERE id = 1", "leaf 1:"),
    "slipped in": (
        "UPDATE ledger_listing SET endorsement_id = NULL WHERE leaf = 3",
        "is on the register and on no leaf",
    ),
    "taken off": ("UPDATE endorsement SET state = 'withdrawn' WHERE id = 3", "leaf 3: it lists an organisation"),
    "opened otherwise": (
        "UPDATE ledger_opening SET payload = (SELECT payload FROM ledger_opening WHERE idx = 1)",
        "leaf 2:",
    ),
    "not opened": ("DELETE FROM ledger_opening WHERE idx = 2", "leaf 2:"),
    "another head": (
        "UPDATE ledger_checkpoint SET note = (SELECT note FROM ledger_checkpoint WHERE size = 1) WHERE size = 4",
        "",
    ),
    "a listing lost": ("DELETE FROM ledger_listing WHERE leaf = 1", "leaf 1: it lists"),
    "a listing more": (
        "INSERT INTO ledger_listing (leaf, opening, slug, digest) VALUES (0, 0, 'x', 'y')",
        "leaf 0: it lists nobody",
    ),
    "an entry": (
        "DROP TRIGGER ledger_leaf_no_update; "
        "UPDATE ledger_leaf SET entry = (SELECT entry FROM ledger_leaf WHERE idx = 1) WHERE idx = 2",
        "leaf 2: its hash is not that of its entry",
    ),
    "a leaf": (
        "DROP TRIGGER ledger_leaf_no_update; "
        "UPDATE ledger_leaf SET hash = (SELECT hash FROM ledger_leaf WHERE idx = 1), "
        "entry = (SELECT entry FROM ledger_leaf WHERE idx = 1) WHERE idx = 2",
        "head of 4 leaves: the leaves have another root",
    ),
    "no entry": (
        "DROP TRIGGER ledger_leaf_no_update; UPDATE ledger_leaf SET entry = CAST('{}' AS BLOB) WHERE idx = 2",
        "leaf 2: the entry is of no known kind",
    ),
    "a leaf lost": (
        "DROP TRIGGER ledger_leaf_no_delete; PRAGMA foreign_keys=OFF; DELETE FROM ledger_leaf WHERE idx = 2",
        "leaf 2 is missing",
    ),
}


@pytest.mark.parametrize("trick", TAMPERING)
def test_verify_says_which_leaf_is_wrong(app: Flask, names: list[str], trick: str) -> None:
    if db_name(app) != "sqlite":
        pytest.skip(SQLITE_ONLY)
    sql, words = TAMPERING[trick]
    with app.app_context():
        raw = db.engine.raw_connection()
        for one in sql.split("; "):
            raw.cursor().execute(one)
        raw.close()
    code, told = ledger(app, "verify")
    assert (code, words in told) == ((1, True) if words else (0, True)), told


def db_name(app: Flask) -> str:
    with app.app_context():
        return db.engine.dialect.name


def test_a_restored_older_database_is_not_signed_until_it_is_repaired(
    app: Flask, names: list[str], published: Published, tmp_path: Path
) -> None:
    if db_name(app) != "sqlite":
        pytest.skip(SQLITE_ONLY)
    runner, copy = app.test_cli_runner(), tmp_path / "copy.sqlite"
    assert runner.invoke(args=["backup", str(copy)]).exit_code == 0
    approve(app, 10, "Later")
    with app.test_request_context(), unit_of_work() as session:
        from app.domain.endorsements.erasure import erase

        erase(session, names[0], at=AT)
    mirror = published.write(tmp_path / "mirror")
    newest = published.note
    list_of_erased = runner.invoke(args=["retention", "erased"]).output
    restore(app, copy)
    assert "Not signed" in ledger(app, "sign")[1]
    assert published.head.size == 4, "the site reads on"
    assert ledger(app, "rebuild", str(mirror))[1].startswith("11 leaves brought back, 15 in all")
    assert ledger(app, "sign") == (0, "Signed: 15 leaves\n")
    assert published.note == newest
    (tmp_path / "erased.txt").write_text(list_of_erased)
    assert runner.invoke(args=["retention", "replay", str(tmp_path / "erased.txt")]).exit_code == 0
    code, told = ledger(app, "verify")
    assert (code, "is not in the database" in told) == (1, True), "ten were approved after the backup"
    assert published.head.size == 15
    assert len(published.register().listed) == 12


def test_what_was_approved_on_the_restored_copy_is_entered_after_what_was_published(
    app: Flask, names: list[str], published: Published, tmp_path: Path
) -> None:
    if db_name(app) != "sqlite":
        pytest.skip(SQLITE_ONLY)
    copy = tmp_path / "copy.sqlite"
    app.test_cli_runner().invoke(args=["backup", str(copy)])
    approve(app, 2, "Lost")
    mirror = published.write(tmp_path / "mirror")
    restore(app, copy)
    approve(app, 3, "Meanwhile")
    assert published.head.size == 4, "nothing was signed"
    code, told = ledger(app, "rebuild", str(mirror))
    assert (code, "3 leaves that were never signed were taken out" in told) == (0, True), told
    assert ledger(app, "begin")[1] == "3 leaves entered, 9 in all\n"
    assert ledger(app, "sign") == (0, "Signed: 9 leaves\n")
    assert len(published.register().listed) == 8
    with app.app_context(), db.engine.connect() as connection, pytest.raises(sa.exc.DatabaseError):
        connection.exec_driver_sql("DELETE FROM ledger_leaf")  # the trigger is back


def restore(app: Flask, copy: Path) -> None:
    with app.app_context():
        file = Path(str(db.engine.url.database))
        close_engines()
    for left in file.parent.glob(f"{file.name}-*"):
        if left.is_file():
            left.unlink()
    shutil.copy(copy, file)


@pytest.mark.parametrize("file", ["tile/entries/000.p/4", "checkpoint"])
def test_nothing_is_brought_back_from_files_that_are_false(
    app: Flask, names: list[str], published: Published, tmp_path: Path, file: str
) -> None:
    mirror = published.write(tmp_path / "mirror")
    path = mirror / file
    path.write_bytes(path.read_bytes().replace(b"4", b"5", 1) if file == "checkpoint" else path.read_bytes()[:-9])
    code, told = ledger(app, "rebuild", str(mirror))
    assert (code, "Nothing was brought back" in told) == (1, True)
    path.unlink()
    assert ledger(app, "rebuild", str(mirror))[0] == 1


def test_what_is_erased_is_in_no_file_and_everybody_elses_proof_stays(
    app: Flask, names: list[str], published: Published, tmp_path: Path
) -> None:
    with app.app_context(), db.engine.connect() as connection:
        salt = connection.scalar(sa.select(LedgerOpening.salt).where(LedgerOpening.idx == 2))
        connection.rollback()
    with app.test_request_context():
        with unit_of_work() as session:
            erase(session, names[1], at=AT)
        leave_no_trace()
    assert app.test_cli_runner().invoke(args=["backup", str(tmp_path / "after.sqlite")]).exit_code == 0
    published.write(tmp_path / "mirror")
    needles = [salt, base64.b64encode(salt), salt.hex().encode(), salt.hex().encode("utf-16-le"), b"Secret 1"]
    places = [file for file in tmp_path.rglob("*") if file.is_file()]
    if db_name(app) == "sqlite":
        with app.app_context():
            own = Path(str(db.engine.url.database))
        places += [own, *(file for file in own.parent.glob(f"{own.name}-*") if file.is_file())]
    for file in places:
        content = file.read_bytes()
        assert not [needle for needle in needles if needle in content], file
    assert len(published.register().listed) == 2
    assert ledger(app, "verify")[0] == 0
