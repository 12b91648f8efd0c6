"""The process dies while it approves and signs: all heads ever published are one history, and nothing is torn."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.ledger.merkle import Tree
from app.domain.ledger.models import LedgerCheckpoint, LedgerListing
from app.domain.ledger.notes import Checkpoint, Note
from app.domain.ledger.queries import hashes, read_entries, size_of
from app.domain.ledger.replay import replayed
from app.domain.statements.models import Statement
from app.extensions import READER, db
from app.signing import keys
from app.signing.ledger import head_file, sign_head
from app.web.work import unit_of_work
from tests.databases import close_engines
from tests.factories import a_moderator, a_statement, an_endorsement

pytestmark = [
    pytest.mark.skipif("TEST_DATABASE_URL" in os.environ, reason="PostgreSQL has a server of its own, which lives on"),
]

KILLS = 12


def test_twelve_sudden_deaths_publish_one_history(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    key = tmp_path / "ledger.key"
    keys.make(key, "sign.example.org/ledger")
    app = make_app(ledger_key_file=str(key), ledger_head_file=str(tmp_path / "head.sqlite"))
    with app.test_request_context(), unit_of_work() as session:
        statement = a_statement(session)
        statement_id = statement.id
        a_moderator(session)
        an_endorsement(session, statement, state=State.APPROVED)  # whatever is read once is read before they live
    chance = random.Random(12)
    for life in range(KILLS):
        with app.app_context():
            close_engines()
        heard, said = os.pipe()
        child = os.fork()
        if child == 0:
            _approve_for_ever(app, statement_id, life, said)
        os.read(heard, 1)  # it lives
        time.sleep(chance.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(heard)
        os.close(said)
    with app.app_context():
        sign_head()
        _agrees(Path(str(db.engine.url.database)))


def _approve_for_ever(app: Flask, statement_id: int, life: int, said: int) -> None:
    """In a process of its own, until it is killed."""
    try:
        for turn in range(1000):
            with app.test_request_context(), unit_of_work() as session:
                name = f"Union {life}, {turn}"
                statement = session.get_one(Statement, statement_id)
                an_endorsement(
                    session,
                    statement,
                    state=State.APPROVED,
                    at=datetime.now(UTC),
                    organisation=name,
                    email=f"office@union-{life}-{turn}.example",
                )
            os.write(said, b".")
    finally:
        os._exit(1)


def _agrees(file: Path) -> None:
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    with Session(db.engines[READER]) as session:
        size = size_of(session)
        notes = [Note.parse(one) for one in session.scalars(sa.select(LedgerCheckpoint.note))]
        heads = [Checkpoint.parse(one.text) for one in notes]
        tree = Tree(lambda start, stop: hashes(session, start, stop))
        assert len(heads) > KILLS
        assert {tree.root(head.size) == head.root for head in heads} == {True}
        register = replayed(read_entries(session, 0, size))
        approved = session.scalars(sa.select(Endorsement.id).where(Endorsement._state == State.APPROVED)).all()
        listed = session.scalars(sa.select(LedgerListing.endorsement_id)).all()
        assert sorted(approved) == sorted(listed)
        assert len(approved) == len(register.listed) == size - 1
    last = head_file().read()
    assert last is not None
    assert Checkpoint.parse(last.text).size == size
