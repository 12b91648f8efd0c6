"""New links by mail: for every endorsement of an address, a few a day, and nothing for strangers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.new_links import send_new_links
from app.domain.endorsements.states import State
from app.domain.outbox.models import Message, MessageKind
from app.domain.statements.models import Statement
from tests.factories import a_statement, an_endorsement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=MORNING)


def mails(session: Session) -> list[tuple[str, int]]:
    """Kind and version of every message, in order."""
    return [(one.kind, one.version) for one in session.scalars(sa.select(Message).order_by(Message.id))]


def test_each_live_endorsement_gets_one_and_those_before_are_dead(session: Session, statement: Statement) -> None:
    unconfirmed = an_endorsement(session, statement, state=State.UNCONFIRMED, email="ani@center.am", at=MORNING)
    other = a_statement(session, at=MORNING)
    pending = an_endorsement(session, other, email="ani@center.am", at=MORNING)
    before = len(mails(session))
    send_new_links(session, "ANI@center.am", at=MORNING + DAY)
    assert mails(session)[before:] == [
        (MessageKind.LINK, pending.version),
        (MessageKind.CONFIRM, unconfirmed.version),
    ]
    assert (unconfirmed.link_version, pending.link_version) == (2, 2)


def test_nothing_goes_to_a_stranger(session: Session, statement: Statement) -> None:
    an_endorsement(session, statement, state=State.PENDING, email="ani@center.am", at=MORNING)
    before = mails(session)
    send_new_links(session, "nobody@example.org", at=MORNING + DAY)
    assert mails(session) == before


def test_what_is_over_has_a_page_too_but_what_is_under_way_comes_first(session: Session, statement: Statement) -> None:
    """On it the signatory can have everything erased."""
    waiting = an_endorsement(session, a_statement(session, at=MORNING), email="ani@center.am", at=MORNING)
    over = an_endorsement(session, statement, state=State.WITHDRAWN, email="ani@center.am", at=MORNING)
    before = len(mails(session))
    send_new_links(session, "ani@center.am", at=MORNING + DAY)
    assert mails(session)[before:] == [(MessageKind.LINK, waiting.version), (MessageKind.LINK, over.version)]


def test_a_mailbox_gets_three_a_day(session: Session, statement: Statement) -> None:
    an_endorsement(session, statement, email="ani@center.am", at=MORNING)
    for _ in range(5):
        send_new_links(session, "ani@center.am", at=MORNING + HOUR)
    assert [kind for kind, _ in mails(session)] == [MessageKind.CONFIRM, MessageKind.LINK, MessageKind.LINK]
