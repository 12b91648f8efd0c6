"""Mail that could not be delivered: moderators see it and try again."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements.states import State
from app.domain.outbox.models import Message, MessageKind
from app.domain.outbox.operations import GIVE_UP_AFTER, mark_failed, queue
from app.web.work import now
from tests.page import Browser

MAIL = "/moderation/mail"


@pytest.fixture
def given_up(waiting: Any, write: Any) -> Any:
    """`given_up(organisation="Asparez")`: the message to the signatory of a new endorsement, which bounced."""

    def make(error: str = "550", **details: Any) -> Message:
        waiting(State.UNCONFIRMED, **details)
        with write() as session:
            message = session.scalars(sa.select(Message).order_by(Message.id.desc()).limit(1)).one()
            mark_failed(session, message.id, at=now(), error=error, permanent=True)
            return message

    return make


@pytest.fixture
def message(read: Any) -> Any:
    def look(message_id: int) -> Message:
        with read() as session:
            return session.get_one(Message, message_id)

    return look


def test_where_every_mail_went_it_says_so(moderator: Browser, waiting: Any) -> None:
    waiting(State.UNCONFIRMED)
    page = moderator.visit(MAIL)
    assert "Every mail was delivered, or will be tried again." in page.text
    assert "1 mail is on its way." in page.text


def test_it_says_to_whom_about_what_and_why(clock: Any, moderator: Browser, given_up: Any) -> None:
    given_up("550 5.1.1", organisation="Asparez Club", email="levon@asparez.am")
    page = moderator.visit(MAIL)
    for expected in ("levon@asparez.am", "the link to confirm", "23 November 2026, 08:00 UTC", "550 5.1.1"):
        assert expected in page.text
    assert page.follow("Asparez Club").h1 == "Asparez Club"
    history = page.follow("Asparez Club").text
    assert "A mail could not be delivered on 23 November 2026, 08:00 UTC: the link to confirm" in history


def test_trying_again_puts_it_on_its_way(clock: Any, moderator: Browser, given_up: Any, message: Any) -> None:
    failed = given_up()
    page = moderator.visit(MAIL).submit(button="Try again")
    assert "It is on its way again." in page.text
    assert "Every mail was delivered" in page.text
    found = message(failed.id)
    assert (found.failed_at, found.attempts, found.next_attempt_at) == (None, 0, now())
    assert found.public_id == failed.public_id  # the same message, so that nobody reads it twice


def test_trying_again_twice_does_no_harm(moderator: Browser, colleague: Browser, given_up: Any, message: Any) -> None:
    failed = given_up()
    pages = [browser.visit(MAIL) for browser in (moderator, colleague)]
    pages[0].submit(button="Try again")
    assert "It is on its way again." in pages[1].submit(button="Try again").text
    assert message(failed.id).failed_at is None


def test_a_mail_that_went_meanwhile_is_not_sent_again(
    moderator: Browser, given_up: Any, write: Any, message: Any
) -> None:
    failed = given_up()
    page = moderator.visit(MAIL)
    with write() as session:
        sent = session.get_one(Message, failed.id)
        sent.failed_at, sent.sent_at = None, now()
    page.submit(button="Try again")
    assert message(failed.id).sent_at is not None


@pytest.mark.parametrize("public_id", ["nobody", "a" * 16, "a" * 3000, "%3Cscript%3E"])
def test_a_mail_that_is_not_there_is_not_found(moderator: Browser, public_id: str) -> None:
    token = moderator.visit(MAIL).form(action="/sign-out").value("csrf_token")
    moderator.request("POST", f"{MAIL}/{public_id}", data={"csrf_token": token}, status=404)


def test_the_newest_comes_first(clock: Any, moderator: Browser, given_up: Any) -> None:
    for number in range(3):
        given_up(email=f"levon{number}@asparez.am")
        clock.shift(60)
    text = moderator.visit(MAIL).text
    assert text.index("levon2@") < text.index("levon1@") < text.index("levon0@")


def test_after_the_last_try_it_is_given_up_and_shown(moderator: Browser, waiting: Any, write: Any) -> None:
    waiting(State.UNCONFIRMED, organisation="Asparez Club")
    with write() as session:
        (message,) = session.scalars(sa.select(Message))
        message.attempts = GIVE_UP_AFTER
        mark_failed(session, message.id, at=now(), error="timeout", permanent=False)
    assert "timeout" in moderator.visit(MAIL).text


def test_the_queue_counts_every_one_however_many(moderator: Browser, waiting: Any, write: Any) -> None:
    waiting(State.UNCONFIRMED)
    with write() as session:
        one = session.scalars(sa.select(Message)).first()
        for number in range(60):
            address = f"office@forum-{number}.example"
            lost = queue(session, MessageKind.LINK, address, locale="en", at=now(), endorsement_id=one.endorsement_id)
            mark_failed(session, lost.id, at=now(), error="550", permanent=True)
    assert "60 mails could not be delivered" in moderator.visit("/moderation/").text
