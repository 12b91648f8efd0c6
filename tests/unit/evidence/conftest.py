"""A statement, endorsements of it, and what was observed of each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.domain.endorsements.evidence.observing import observations
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from tests.factories import a_statement, an_endorsement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=MORNING)


@pytest.fixture
def make(session: Session, statement: Statement) -> Any:
    def one(state: State = State.PENDING, **details: Any) -> Endorsement:
        return an_endorsement(session, statement, state=state, at=details.pop("at", MORNING), **details)

    return one


@pytest.fixture
def seen(session: Session) -> Any:
    """`seen(endorsement)`: kind and code of everything stored, the weightiest first."""

    def look(endorsement: Endorsement) -> list[tuple[str, str]]:
        session.expire_all()
        return [(one.kind, one.code) for one in observations(session, endorsement.id)]

    return look
