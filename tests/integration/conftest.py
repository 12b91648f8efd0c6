"""What most journeys begin with: a statement that is open, and the link of an endorsement's signatory."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.links import Purpose, sign
from tests.factories import a_statement, an_endorsement


@pytest.fixture
def appeal(write: Any) -> Statement:
    with write() as session:
        return a_statement(session, slug="appeal", title="For open archives")


@pytest.fixture
def own(app: Flask, appeal: Statement, write: Any) -> Any:
    """`own(State.PENDING)`: the address of the own page of a new endorsement in that state, and its public id."""

    def make(state: State, **details: Any) -> tuple[str, str]:
        with write() as session:
            endorsement = an_endorsement(session, appeal, state=state, **details)
        with app.app_context():
            link = sign(Purpose.MANAGE, endorsement.public_id, endorsement.link_version)
        return f"/en/endorsements/{link}", endorsement.public_id

    return make
