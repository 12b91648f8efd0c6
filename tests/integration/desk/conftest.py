"""What stands at the desk: a statement, endorsements that wait, a colleague; and passwords that are hashed quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from app.domain.endorsements.desk import of_public_ids
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.moderators import passwords
from app.domain.statements.models import Statement
from tests.accounts import Account, Role, signed_in
from tests.factories import an_endorsement
from tests.page import Browser

COLLEAGUE = Account("Aram Hakobyan", "aram@coalition.example", Role.MODERATOR, "seven bridges over the Hrazdan")


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Argon2id with the least of everything; tests/unit/test_passwords.py looks at the real one."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


@pytest.fixture
def waiting(appeal: Statement, write: Any) -> Callable[..., str]:
    """`waiting(organisation="Asparez Club")`: the public id of a new endorsement; `state=` for one further on."""

    def make(state: State = State.PENDING, **details: Any) -> str:
        with write() as session:
            return an_endorsement(session, session.get_one(Statement, appeal.id), state=state, **details).public_id

    return make


@pytest.fixture
def row(read: Any) -> Callable[[str], Endorsement]:
    """`row(public_id)`: the endorsement as it is stored at this moment, with its decisions and amendments."""

    def look(public_id: str) -> Endorsement:
        with read() as session:
            endorsement = the(session, public_id)
            _ = endorsement.amendments, endorsement.decisions
            return endorsement

    return look


@pytest.fixture
def tags(read: Any) -> Callable[[], list[str]]:
    """`tags()`: what happened, by the tags of all events in order."""

    def look() -> list[str]:
        with read() as session:
            return list(session.scalars(sa.select(Event.tag).order_by(Event.id)))

    return look


@pytest.fixture
def colleague(app: Flask) -> Browser:
    """Another moderator's browser, signed in."""
    return signed_in(app, COLLEAGUE)


@pytest.fixture
def crowd(appeal: Statement, write: Any) -> Callable[[int], list[str]]:
    """`crowd(100)`: so many that wait."""

    def make(number: int) -> list[str]:
        with write() as session:
            statement = session.get_one(Statement, appeal.id)
            return [
                an_endorsement(session, statement, organisation=f"Forum {place:03}").public_id
                for place in range(number)
            ]

    return make


@pytest.fixture
def states(read: Any) -> Callable[[list[str]], list[str]]:
    """`states(names)`: where each of them stands."""

    def look(names: list[str]) -> list[str]:
        with read() as session:
            return [one.state for one in of_public_ids(session, names)]

    return look


@pytest.fixture
def rows(read: Any) -> Callable[[Any], list[Any]]:
    """`rows(Look)`: all rows of a table."""

    def look(model: Any) -> list[Any]:
        with read() as session:
            return list(session.scalars(sa.select(model)))

    return look
