"""The ledger follows what people do: a leaf for everything that readers see differently, and for nothing else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements import decisions
from app.domain.endorsements.amendments import amend
from app.domain.endorsements.erasure import erase
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import withdraw
from app.domain.endorsements.states import Reason, State
from app.domain.endorsements.undoing import undo
from app.domain.events.operations import ADMINISTRATOR, Actor
from app.domain.ledger.entries import Kind
from app.domain.ledger.models import LedgerOpening
from app.domain.ledger.queries import entries, read_entries, size_of
from app.domain.statements.models import Statement
from app.domain.statements.operations import publish
from tests.factories import a_moderator, a_statement, a_verdict, an_endorsement

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def kinds(read: Any) -> list[str]:
    with read() as session:
        return [one.kind.value for one in read_entries(session, 0, size_of(session))]


@pytest.fixture
def listed(write: Any) -> str:
    """The public id of an organisation that is listed."""
    with write() as session:
        statement = a_statement(session, at=AT)
        a_moderator(session)
        return an_endorsement(session, statement, state=State.APPROVED, at=AT, organisation="Union").public_id


def changed(write: Any, public_id: str, act: Any) -> None:
    with write() as session:
        act(session, session.scalars(sa.select(Endorsement).where(Endorsement.public_id == public_id)).one())


def test_what_nobody_sees_is_no_leaf(write: Any, read: Any) -> None:
    with write() as session:
        a_statement(session, at=AT, published=False)
        statement = a_statement(session, at=AT)
        for state in (State.UNCONFIRMED, State.PENDING, State.DECLINED, State.WITHDRAWN):
            an_endorsement(session, statement, state=state, at=AT)
    assert kinds(read) == ["statement"]


def test_a_statement_comes_with_its_founders_in_printed_order(statement: Statement, read: Any) -> None:
    with read() as session:
        found = read_entries(session, 0, size_of(session))
        listed = session.scalars(sa.select(Endorsement).order_by(Endorsement.printed_position)).all()
        openings = session.scalars(sa.select(LedgerOpening).order_by(LedgerOpening.idx)).all()
    assert [one.kind for one in found] == [Kind.STATEMENT, *[Kind.ENDORSE] * len(listed)]
    assert found[0].slug == statement.slug
    assert [one.endorsement_id for one in openings] == [one.id for one in listed]


def test_a_draft_is_entered_when_it_is_published(write: Any, read: Any) -> None:
    with write() as session:
        slug = a_statement(session, at=AT, published=False).slug
    assert kinds(read) == []
    with write() as session:
        publish(session, slug, by=ADMINISTRATOR, at=AT)
    assert kinds(read) == ["statement"]


@pytest.mark.parametrize("way", ["withdrawn", "reconsidered", "erased", "by a moderator", "undone"])
def test_to_leave_the_register_looks_the_same_whatever_the_reason(write: Any, read: Any, listed: str, way: str) -> None:
    def leave(session: Any, one: Endorsement) -> None:
        verdict = a_verdict(session, one, at=AT + timedelta(seconds=5), reason=Reason.MISTAKE)
        if way == "withdrawn":
            withdraw(session, listed, at=verdict.at)
        elif way == "reconsidered":
            decisions.reconsider(session, listed, verdict)
        elif way == "erased":
            erase(session, listed, at=verdict.at)
        elif way == "undone":
            undo(session, listed, replace(verdict, reason=None))
        else:
            decisions.withdraw_for_signatory(session, listed, replace(verdict, reason=Reason.AT_ITS_REQUEST))

    changed(write, listed, leave)
    with read() as session:
        last = entries(session, 2, 3)
        openings = session.scalar(sa.select(sa.func.count()).select_from(LedgerOpening))
    assert last == [b'{"d":"2026-11-23","k":"remove","r":1,"v":1}']
    assert openings == (0 if way == "erased" else 1)


def test_what_was_taken_off_and_listed_again_is_a_new_leaf_with_a_new_commitment(
    write: Any, read: Any, listed: str
) -> None:
    later = AT + timedelta(minutes=5)
    changed(
        write,
        listed,
        lambda session, one: decisions.reconsider(
            session, listed, a_verdict(session, one, at=later, reason=Reason.MISTAKE)
        ),
    )
    changed(write, listed, lambda session, one: decisions.approve(session, listed, a_verdict(session, one, at=later)))
    assert kinds(read) == ["statement", "endorse", "remove", "endorse"]
    with read() as session:
        found = read_entries(session, 0, 4)
        assert found[1].commitment != found[3].commitment
        assert session.scalars(sa.select(LedgerOpening.idx)).all() == [3]


def test_a_corrected_name_is_an_amendment_and_what_stood_before_opens_no_more(
    write: Any, read: Any, listed: str
) -> None:
    by = Actor.moderator(1)

    def correct(session: Any, one: Endorsement) -> None:
        details = replace(one.details, organisation="Union of Archives")
        amend(session, listed, details, version=one.version, by=by, at=AT)

    changed(write, listed, correct)
    assert kinds(read) == ["statement", "endorse", "amend"]
    with read() as session:
        assert session.scalars(sa.select(LedgerOpening.idx)).all() == [2]

    def another_person(session: Any, one: Endorsement) -> None:
        details = replace(one.details, representative="Ani", show_representative=True)
        amend(session, listed, details, version=one.version, by=by, at=AT)

    changed(write, listed, another_person)
    assert len(kinds(read)) == 3, "a person is in no leaf"


def test_leaves_are_of_the_transaction_that_they_tell_of(write: Any, read: Any, listed: str) -> None:
    with suppress(RuntimeError), write() as session:
        withdraw(session, listed, at=AT)
        session.flush()
        raise RuntimeError("the machine stops")
    assert kinds(read) == ["statement", "endorse"]
