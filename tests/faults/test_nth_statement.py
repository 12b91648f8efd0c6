"""Whatever statement fails, an act is done whole or not at all, and doing it again is safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.base import Model
from app.domain.endorsements import amendments, decisions, erasure, operations, rebinding
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.new_links import send_new_links
from app.domain.endorsements.states import Reason, State
from app.domain.events.operations import SIGNATORY
from app.domain.statements.models import Statement
from app.domain.statements.operations import close, publish
from app.extensions import db
from tests.factories import ADMINISTRATOR, a_moderator, a_statement, a_verdict, an_endorsement, some_details
from tests.revisions import a_revision

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
MOST_STATEMENTS = 120

Act = Callable[[Session, str], object]


class Fault(Exception):
    """The disk, the network or the server said no."""


def endorse(session: Session, _name: str) -> None:
    statement = session.scalars(sa.select(Statement).order_by(Statement.id)).one()
    details = some_details(organisation="Newcomer", email="new@example.org", website="")
    operations.endorse(session, statement, details, revision_seen=1, submission_id="new", locale="en", at=MORNING)


def of(name: str, session: Session) -> Endorsement:
    return session.scalars(sa.select(Endorsement).where(Endorsement.public_id == name)).one()


def deciding(decide: Callable[..., object], reason: Reason | None = None) -> Act:
    return lambda session, name: decide(session, name, a_verdict(session, of(name, session), at=MORNING, reason=reason))


def amend(session: Session, name: str) -> None:
    endorsement = of(name, session)
    details = replace(endorsement.details, organisation="Another name", position="Chair")
    amendments.amend(session, name, details, version=endorsement.version, by=SIGNATORY, at=MORNING)


def amending_and(resolve: Callable[..., object]) -> Act:
    return lambda session, name: (amend(session, name), deciding(resolve)(session, name))


def edit(session: Session, _name: str) -> None:
    slug = session.scalars(sa.select(Statement.slug)).one()
    a_revision(session, slug, at=MORNING)
    close(session, slug, by=ADMINISTRATOR, at=MORNING)
    publish(session, slug, by=ADMINISTRATOR, at=MORNING)


def stand(session: Session, name: str) -> None:
    slug = session.scalars(sa.select(Statement.slug)).one()
    a_revision(session, slug, at=MORNING)
    rebinding.stand_by(session, name, 2, by=SIGNATORY, at=MORNING)


# Every act that changes something, with the state it starts from.
ACTS: dict[str, tuple[State, Act]] = {
    "endorse": (State.PENDING, endorse),
    "confirm": (State.UNCONFIRMED, lambda session, name: operations.confirm(session, name, version=1, at=MORNING)),
    "withdraw": (State.APPROVED, lambda session, name: operations.withdraw(session, name, at=MORNING)),
    "new links": (State.PENDING, lambda session, _: send_new_links(session, "ani@center.am", at=MORNING)),
    "approve": (State.PENDING, deciding(decisions.approve)),
    "decline": (State.PENDING, deciding(decisions.decline, Reason.OTHER)),
    "reconsider": (State.APPROVED, deciding(decisions.reconsider, Reason.OTHER)),
    "withdraw for them": (State.APPROVED, deciding(decisions.withdraw_for_signatory, Reason.OTHER)),
    "amend": (State.APPROVED, amend),
    "accept": (State.APPROVED, amending_and(amendments.accept_amendment)),
    "refuse": (State.APPROVED, amending_and(amendments.refuse_amendment)),
    "show the name": (
        State.APPROVED,
        lambda session, name: amendments.show_representative(session, name, True, at=MORNING),
    ),
    "erase": (State.APPROVED, lambda session, name: erasure.erase(session, name, at=MORNING)),
    "edit": (State.APPROVED, edit),
    "stand by a newer text": (State.APPROVED, stand),
}


@contextmanager
def failing_at(engine: sa.Engine, place: int) -> Iterator[list[str]]:
    """The n-th statement fails, COMMIT counted as one; gives what was said until then."""
    said: list[str] = []

    def count(statement: str) -> None:
        said.append(statement)
        if len(said) == place:
            raise Fault

    def on_execute(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        count(statement)

    def on_commit(_connection: Any) -> None:
        count("COMMIT")

    sa.event.listen(engine, "before_cursor_execute", on_execute)
    sa.event.listen(engine, "commit", on_commit)
    try:
        yield said
    finally:
        sa.event.remove(engine, "before_cursor_execute", on_execute)
        sa.event.remove(engine, "commit", on_commit)


def everything(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in Model.metadata.sorted_tables
        }


@pytest.mark.parametrize("act", ACTS)
def test_a_statement_that_fails_undoes_the_whole_act(app: Flask, write: Any, act: str) -> None:
    state, do = ACTS[act]
    with write() as session:
        a_moderator(session, password_hash="…", at=MORNING)
        endorsement = an_endorsement(
            session, a_statement(session, at=MORNING), state=state, at=MORNING, email="ani@center.am"
        )
        name = endorsement.public_id
    before = everything(app)
    with app.app_context():
        engine = db.engine
    for place in range(1, MOST_STATEMENTS):
        with failing_at(engine, place) as said:
            try:
                with write() as session:
                    do(session, name)
            except Fault:
                pass
            else:
                break
        assert everything(app) == before, f"half of it stayed when this failed: {said[-1]}"
    assert "COMMIT" in said
    assert place > 5
    after = everything(app)
    assert len(after["event"]) > len(before["event"])
