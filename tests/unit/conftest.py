"""Endorsements of one statement, one after the other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from tests.factories import a_statement, an_endorsement
from tests.pairs import AT


@pytest.fixture
def appeal(session: Session) -> Statement:
    return a_statement(session, at=AT)


@pytest.fixture
def make(session: Session, appeal: Statement) -> Any:
    """`make(CLUB, State.APPROVED)`: each an hour after the one before, with nothing in common but what is said."""
    made: list[Endorsement] = []

    def make(name: str, state: State = State.PENDING, **details: Any) -> Endorsement:
        place = len(made)
        at = AT + timedelta(hours=place)
        details = {"website": "", "email": f"office@organisation-{place}.am"} | details
        made.append(an_endorsement(session, appeal, state=state, at=at, organisation=name, **details))
        return made[-1]

    return make
