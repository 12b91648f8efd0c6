"""A statement with names that are hard on whoever writes a file, and a hand to add and remove organisations."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import withdraw
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.web.work import now
from tests.factories import a_statement, an_endorsement

HOSTILE = (
    "=cmd|'/c calc'!A0",
    "＝1+1",
    "@SUM(1+1)",
    'The "Quoted", with a comma',
    "مركز القاهرة لدراسات حقوق الإنسان",
    "]]><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "Ժուռնալիստների «Ասպարեզ» ակումբ",
    "&amp; Sons ' --",
    "350.org",
)
APPEAL = "/statements/appeal"


@pytest.fixture
def appeal(write: Any) -> Statement:
    with write() as session:
        return a_statement(session, slug="appeal", title='For "open" archives & ]]> more')


@pytest.fixture
def listed(appeal: Statement, write: Any) -> Any:
    """`listed(organisation="…")`: an organisation on the register; its public id."""

    def make(**details: Any) -> str:
        with write() as session:
            return an_endorsement(session, appeal, state=State.APPROVED, **details).public_id

    return make


@pytest.fixture
def hostile(listed: Any) -> list[str]:
    for number, name in enumerate(HOSTILE):
        listed(organisation=name, representative=f"=Person {number}", show_representative=bool(number % 2))
    return list(HOSTILE)


@pytest.fixture
def withdrawn(write: Any) -> Any:
    """`withdrawn(public_id)`: it is taken off the register."""

    def take(public_id: str) -> None:
        with write() as session:
            withdraw(session, public_id, at=now())
            assert session.query(Endorsement).filter_by(public_id=public_id).one().state is State.WITHDRAWN

    return take
