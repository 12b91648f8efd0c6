"""Several people at the same endorsement in the same moment: one of them does it, once (M6, F3)."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements import decisions, operations, rebinding
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import Reason, State
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import StaleDecision
from app.domain.events.models import Event
from app.domain.events.operations import SIGNATORY
from app.domain.outbox.models import Message, MessageKind
from app.domain.statements.models import Statement
from app.web.work import now
from tests.factories import a_moderator, a_statement, an_endorsement, some_details
from tests.revisions import a_revision

MODERATORS, WAITING, SIGNERS = 4, 40, 20


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    """What came of each, started together; an exception counts as its outcome."""
    barrier, outcomes = threading.Barrier(len(acts)), list[object]()

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            outcomes.append(act())
        except Exception as error:
            outcomes.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def count(session: Session, *conditions: Any) -> int:
    return session.scalar(sa.select(sa.func.count()).where(*conditions)) or 0


def test_of_moderators_who_decide_at_once_one_decides_each(app: Flask, write: Any, read: Any) -> None:
    with write() as session:
        statement = a_statement(session)
        people = [a_moderator(session).id for _ in range(MODERATORS)]
        seen = [(one.public_id, one.version) for one in (an_endorsement(session, statement) for _ in range(WAITING))]

    def work_through(who: int) -> Counter[str]:
        done: Counter[str] = Counter()
        decide = random.Random(who)
        for name, version in decide.sample(seen, len(seen)):
            declines = decide.random() < 0.5
            verdict = Verdict(moderator_id=who, version=version, at=now(), reason=Reason.OTHER if declines else None)
            try:
                with write() as session:
                    (decisions.decline if declines else decisions.approve)(session, name, verdict)
                done["decided"] += 1
            except StaleDecision:
                done["too late"] += 1
        return done

    outcomes = at_once([lambda who=who: work_through(who) for who in people])
    total = sum((outcome for outcome in outcomes if isinstance(outcome, Counter)), Counter())
    assert total == {"decided": WAITING, "too late": WAITING * (MODERATORS - 1)}
    with read() as session:
        states = session.scalars(sa.select(Endorsement._state)).all()
        assert set(states) <= {State.APPROVED, State.DECLINED}
        assert count(session, Decision.id.is_not(None)) == WAITING
        assert count(session, Event.moderator_id.is_not(None)) == WAITING
        told = (MessageKind.APPROVED, MessageKind.DECLINED)
        assert count(session, Message.kind.in_(told)) == WAITING
        assert count(session, Endorsement._state == State.APPROVED) == statement_version(session) - 1


def statement_version(session: Session) -> int:
    return session.scalars(sa.select(Statement.register_version)).one()


def test_twenty_confirmations_at_once_are_one(app: Flask, write: Any, read: Any) -> None:
    with write() as session:
        a_moderator(session, password_hash="…")
        name = an_endorsement(session, a_statement(session), state=State.UNCONFIRMED).public_id

    def confirm() -> bool:
        with write() as session:
            return operations.confirm(session, name, version=1, at=now())

    assert Counter(at_once([confirm] * SIGNERS)) == {True: 1, False: SIGNERS - 1}
    with read() as session:
        assert count(session, Event.tag == "endorsement:confirmed") == 1
        assert count(session, Message.kind == MessageKind.WAITING) == 1


def test_fifty_forms_from_one_mailbox_at_once_are_one_endorsement(app: Flask, write: Any, read: Any) -> None:
    with write() as session:
        statement = a_statement(session)

    def endorse(form: str) -> None:
        details = some_details(email="ani@center.am")
        with write() as session:
            operations.endorse(
                session,
                session.get_one(type(statement), statement.id),
                details,
                revision_seen=1,
                submission_id=form,
                locale="en",
                at=now(),
            )

    outcomes = at_once([lambda form=form: endorse(f"form {form}") for form in range(50)])
    assert set(outcomes) == {None}
    with read() as session:
        assert count(session, Endorsement.id.is_not(None)) == 1
        assert count(session, Message.kind == MessageKind.CONFIRM) == 3  # of a day, to one address


def test_of_twenty_answers_at_once_one_counts(app: Flask, write: Any, read: Any) -> None:
    """The same organisation presses the button in many windows; a scanner presses both."""
    with write() as session:
        one = an_endorsement(session, a_statement(session, slug="archives"), state=State.APPROVED)
        a_revision(session, "archives")

    def say_yes() -> bool:
        with write() as session:
            return rebinding.stand_by(session, one.public_id, 2, by=SIGNATORY, at=now())

    assert Counter(at_once([say_yes] * SIGNERS)) == {True: 1, False: SIGNERS - 1}
    with read() as session:
        assert count(session, Event.tag == "endorsement:stood_by") == 1
        assert session.get_one(Endorsement, one.id).revision.number == 2
