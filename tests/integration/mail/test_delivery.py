"""Mail leaves at least once, whatever the mail server does: a real one on loopback, told to misbehave."""

from __future__ import annotations

import random
import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.outbox.models import Message
from app.domain.outbox.operations import BACK_OFF, GIVE_UP_AFTER, LEASE
from app.mail import delivery
from app.mail.delivery import deliver_due
from tests.factories import a_statement, an_endorsement
from tests.integration.mail.naming import NOW, ids
from tests.postbox import DROP, HANG, Postbox, free_port, open_postbox

A_WHILE = timedelta(minutes=max(BACK_OFF))


def test_everything_due_leaves_once_by_one_connection(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, outbox: Any
) -> None:
    queued = queue_mails(5)
    assert deliver_due(mailing_app, at=NOW).sent == 5
    assert not deliver_due(mailing_app, at=NOW + A_WHILE)
    assert postbox.ids == ids(queued)
    assert postbox.connections == 1
    assert postbox.recipients == [[message.recipient] for message in queued]
    assert all(message.sent_at == NOW and message.leased_until is None for message in outbox())


def test_what_is_to_leave_later_leaves_later(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, write: Any
) -> None:
    queue_mails(1)
    with write() as session:
        session.scalars(sa.select(Message)).one().next_attempt_at = NOW + timedelta(hours=1)
    assert not deliver_due(mailing_app, at=NOW)
    assert deliver_due(mailing_app, at=NOW + timedelta(hours=1)).sent == 1


def test_what_has_nothing_to_say_any_more_is_done_without_a_mail(
    mailing_app: Flask, postbox: Postbox, write: Any, outbox: Any
) -> None:
    with write() as session:
        an_endorsement(session, a_statement(session), state=State.PENDING)
    done = deliver_due(mailing_app, at=NOW)
    assert (done.sent, done.needless, postbox.mails) == (0, 1, [])
    assert [(message.last_error, message.failed_at) for message in outbox()] == [("needless", None)]


def test_an_address_outside_ascii_is_written_to_where_the_server_can(
    make_app: Any, queue_mails: Any, postbox: Postbox, outbox: Any
) -> None:
    queue_mails(1, email="jürgen@münchen-ngo.de")
    site = make_app(mail_url=f"smtp://127.0.0.1:{postbox.port}")
    assert deliver_due(site, at=NOW).given_up == 1  # this one cannot, and never will
    assert outbox()[0].last_error == "the server has no SMTPUTF8"
    with open_postbox(enable_SMTPUTF8=True) as modern:
        queue_mails(1, email="անահիտ@münchen-ngo.de")
        site = make_app(mail_url=f"smtp://127.0.0.1:{modern.port}")
        assert deliver_due(site, at=NOW).sent == 1
        assert modern.recipients == [["անահիտ@xn--mnchen-ngo-9db.de"]]


@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "451 4.7.1 greylisted anahit@example.org", DROP])
def test_what_fails_for_a_time_is_tried_again_under_the_same_name(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, outbox: Any, answer: str
) -> None:
    queued = queue_mails(1)
    postbox.answers.append(answer)
    assert deliver_due(mailing_app, at=NOW).put_off == 1
    assert not deliver_due(mailing_app, at=NOW + timedelta(seconds=59))
    assert "@" not in outbox()[0].last_error
    assert deliver_due(mailing_app, at=NOW + timedelta(minutes=BACK_OFF[0])).sent == 1
    assert set(postbox.ids) == set(ids(queued))
    assert outbox()[0].last_error is None


def test_a_server_that_falls_silent_is_not_waited_for(
    make_app: Any, postbox: Postbox, queue_mails: Any, outbox: Any
) -> None:
    queued = queue_mails(2)
    postbox.answers.append(HANG)
    site = make_app(mail_url=f"smtp://127.0.0.1:{postbox.port}?timeout=1")
    done = deliver_due(site, at=NOW)
    assert (done.put_off, done.unreachable, outbox()[0].last_error) == (1, "timeout", "timeout")
    site.config["MAIL_URL"] = f"smtp://127.0.0.1:{postbox.port}"
    assert deliver_due(site, at=NOW + timedelta(minutes=BACK_OFF[0])).sent == 2
    assert set(postbox.ids) == set(ids(queued))


def test_a_recipient_who_is_refused_for_good_is_given_up_at_once(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, outbox: Any
) -> None:
    queue_mails(3)
    postbox.recipient_answers.extend(["250 OK", "550 5.1.1 <nobody@example.org> is not known here", "250 OK"])
    done = deliver_due(mailing_app, at=NOW)
    assert (done.sent, done.given_up) == (2, 1)
    assert not deliver_due(mailing_app, at=NOW + 10 * A_WHILE)
    refused = outbox()[1]
    assert (refused.failed_at, refused.last_error, refused.attempts) == (NOW, "550 5.1.1", 1)
    assert postbox.connections == 1


def test_one_who_is_put_off_does_not_hold_up_the_others(mailing_app: Flask, postbox: Postbox, queue_mails: Any) -> None:
    queue_mails(3)
    postbox.recipient_answers.extend(["450 4.2.1 later", "250 OK", "250 OK"])
    done = deliver_due(mailing_app, at=NOW)
    assert (done.sent, done.put_off, done.unreachable) == (2, 1, "")


def test_a_connection_that_breaks_after_some_mails_is_opened_anew(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any
) -> None:
    queue_mails(4)
    postbox.answers.extend(["250 OK", "421 4.7.0 enough for one connection"])
    done = deliver_due(mailing_app, at=NOW)
    assert (done.sent, done.put_off, postbox.connections) == (3, 1, 2)


def test_while_the_server_is_away_one_message_tries_and_the_others_wait(
    make_app: Any, postbox: Postbox, queue_mails: Any, outbox: Any
) -> None:
    queue_mails(10)
    site = make_app(mail_url=f"smtp://127.0.0.1:{free_port()}")
    done = deliver_due(site, at=NOW)
    assert (done.put_off, done.unreachable) == (1, "connection refused")
    assert sorted(message.attempts for message in outbox()) == [0] * 9 + [1]
    site.config["MAIL_URL"] = f"smtp://127.0.0.1:{postbox.port}"
    assert deliver_due(site, at=NOW).sent == 9
    assert deliver_due(site, at=NOW + timedelta(minutes=BACK_OFF[0])).sent == 1


def test_after_days_of_trying_it_is_given_up(make_app: Any, queue_mails: Any, outbox: Any) -> None:
    queue_mails(1)
    site = make_app(mail_url=f"smtp://127.0.0.1:{free_port()}")
    at, tries = NOW, 0
    while outbox()[0].failed_at is None:
        tries += bool(deliver_due(site, at=at))
        at += timedelta(minutes=1) if tries < 3 else timedelta(hours=6)
    assert tries == GIVE_UP_AFTER == outbox()[0].attempts
    assert outbox()[0].last_error == "connection refused"


def test_who_dies_between_250_and_the_commit_sends_the_same_mail_again_when_the_lease_is_over(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = queue_mails(3)

    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "mark_sent", die)
        with pytest.raises(Killed):
            deliver_due(mailing_app, at=NOW)
    assert postbox.ids == ids(queued)[:1]
    assert deliver_due(mailing_app, at=NOW).sent == 2  # the others need not wait for the lease of the first
    assert not deliver_due(mailing_app, at=NOW + LEASE - timedelta(seconds=1))
    assert deliver_due(mailing_app, at=NOW + LEASE).sent == 1
    assert Counter(postbox.ids) == Counter(ids(queued)) + Counter(ids(queued)[:1])


def test_a_mail_that_cannot_be_composed_holds_up_nobody(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, outbox: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    queued = queue_mails(3)
    whole = delivery.compose

    def compose(message: Message, session: Any) -> Any:
        if message.id == queued[1].id:
            raise KeyError(message.recipient)
        return whole(message, session)

    monkeypatch.setattr(delivery, "compose", compose)
    done = deliver_due(mailing_app, at=NOW)
    assert (done.sent, done.put_off) == (2, 1)
    assert outbox()[1].last_error == "KeyError"
    assert queued[1].recipient not in caplog.text


def test_two_deliverers_at_once_send_nothing_twice(mailing_app: Flask, postbox: Postbox, queue_mails: Any) -> None:
    queued = queue_mails(30)
    sent: list[int] = []
    threads = [threading.Thread(target=lambda: sent.append(deliver_due(mailing_app, at=NOW).sent)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 30
    assert Counter(postbox.ids) == Counter(ids(queued))


def test_a_hundred_mails_through_a_server_that_does_everything_wrong(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, outbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(7)
    queued = queue_mails(100)
    wrong = ["421 4.3.2 bye", "451 4.3.0 later", "452 4.2.2 full", DROP, "550 5.7.1 never"]
    postbox.answers.extend(chance.choice(["250 OK", "250 OK", *wrong]) for _ in range(150))
    kills = 0
    mark = delivery.mark_sent

    class Killed(BaseException):
        pass

    def sometimes_die(*arguments: Any, **named: Any) -> None:
        nonlocal kills
        if chance.random() < 0.1:
            kills += 1
            raise Killed
        mark(*arguments, **named)

    monkeypatch.setattr(delivery, "mark_sent", sometimes_die)
    at = NOW
    drops = list(postbox.answers).count(DROP)
    while any(message.sent_at is None and message.failed_at is None for message in outbox()):
        try:
            if not deliver_due(mailing_app, at=at):
                at += timedelta(minutes=30)
        except Killed:
            pass
    given_up = [message for message in outbox() if message.failed_at is not None]
    came = Counter(postbox.ids)
    assert all(message.last_error == "550 5.7.1" and message.attempts < GIVE_UP_AFTER for message in given_up)
    assert set(came) >= set(ids(queued)) - set(ids(given_up))
    assert sum(came.values()) - len(came) <= kills + drops
    assert kills
