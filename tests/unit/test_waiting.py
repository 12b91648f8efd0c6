"""How long a decision takes: half of the last ones, from the mailbox to the first answer, or nothing at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.domain.endorsements.decisions import approve, decline, reconsider, withdraw_for_signatory
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import Reason, State
from app.domain.endorsements.waiting import TypicalWait, typical_wait
from app.domain.statements.models import Statement
from tests.factories import ADMINISTRATOR, a_statement, a_verdict, an_endorsement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=MORNING)


def decided(session: Session, statement: Statement, *hours: float, at: datetime = MORNING) -> list[Endorsement]:
    """One endorsement for each of these waits, confirmed at that moment; every third was declined."""
    made = []
    for number, wait in enumerate(hours):
        one = an_endorsement(session, statement, at=at)
        verdict = a_verdict(session, one, at=at + wait * HOUR, reason=Reason.OTHER)
        (decline if number % 3 == 2 else approve)(session, one.public_id, verdict)
        made.append(one)
    return made


def later(hours: float) -> datetime:
    return MORNING + hours * HOUR


def test_of_four_nothing_is_said_of_five_the_middle_one(session: Session, statement: Statement) -> None:
    decided(session, statement, 1, 2, 9, 30)
    assert typical_wait(session, at=later(40)) is None
    decided(session, statement, 500)
    assert typical_wait(session, at=later(510)) == TypicalWait(5, 9 * HOUR)


def test_half_of_an_even_number_were_really_within_it(session: Session, statement: Statement) -> None:
    decided(session, statement, 1, 2, 3, 70, 80, 90)
    assert typical_wait(session, at=later(100)) == TypicalWait(6, 3 * HOUR)


def test_only_the_last_fifty_count(session: Session, statement: Statement) -> None:
    decided(session, statement, *[1] * 60)
    decided(session, statement, *[5] * 26)
    assert typical_wait(session, at=later(10)) == TypicalWait(50, 5 * HOUR)


def test_what_was_decided_more_than_ninety_days_ago_tells_nothing(session: Session, statement: Statement) -> None:
    decided(session, statement, 1, 1, 1, 1, 1)
    day = timedelta(days=90)
    assert typical_wait(session, at=later(1) + day - timedelta(seconds=1)) is not None
    assert typical_wait(session, at=later(1) + day) is None


def test_the_first_answer_counts_and_only_answers_do(session: Session, statement: Statement) -> None:
    made = decided(session, statement, 2, 2, 2, 2, 2)
    again = made[0]
    reconsider(session, again.public_id, a_verdict(session, again, at=later(50), reason=Reason.MISTAKE))
    approve(session, again.public_id, a_verdict(session, again, at=later(60)))
    taken_back = an_endorsement(session, statement, at=MORNING)
    verdict = a_verdict(session, taken_back, at=later(70), reason=Reason.AT_ITS_REQUEST)
    withdraw_for_signatory(session, taken_back.public_id, verdict)
    an_endorsement(session, statement, state=State.PENDING, at=MORNING)
    assert typical_wait(session, at=later(80)) == TypicalWait(5, 2 * HOUR)


def test_founding_signatories_waited_for_nobody(session: Session, statement: Statement) -> None:
    from app.domain.endorsements.operations import list_founder
    from app.domain.statements.draft import Founder

    decided(session, statement, 2, 2, 2, 2, 2)
    for place in range(10):
        founder = Founder(name=f"Founder {place}", country="AM", agreed="by letter")
        list_founder(session, statement, founder, place=place, locale="en", by=ADMINISTRATOR, at=MORNING)
    assert typical_wait(session, at=later(3)) == TypicalWait(5, 2 * HOUR)
