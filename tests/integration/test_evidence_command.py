"""`flask evidence look`: what was never looked at is, once."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Flask

from app import looking
from app.domain.endorsements.evidence.models import NameLook, Observation
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from tests.factories import an_endorsement


def test_it_looks_at_all_that_nobody_looked_at_however_many(
    app: Flask, appeal: Statement, write: Any, read: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", 2)
    with write() as session:
        for state in (*[State.PENDING] * 4, State.APPROVED, State.UNCONFIRMED):
            an_endorsement(session, session.get_one(Statement, appeal.id), state=state)
        session.execute(sa.delete(NameLook))
        session.execute(sa.delete(Observation))
    run = app.test_cli_runner()
    assert run.invoke(args=["evidence", "look"]).output == "Looked at 5 endorsements.\n"
    assert run.invoke(args=["evidence", "look"]).output == "Looked at 0 endorsements.\n"
    assert run.invoke(args=["evidence", "look", "--all"]).output == "Looked at 5 endorsements.\n"
    with read() as session:
        looked_at = set(session.scalars(sa.select(Observation.endorsement_id)))
        assert len(looked_at) == 5
        assert session.scalar(sa.select(sa.func.count()).select_from(Endorsement)) == 6


def test_an_empty_site_has_nothing_to_look_at(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["evidence", "look"]).output == "Looked at 0 endorsements.\n"
