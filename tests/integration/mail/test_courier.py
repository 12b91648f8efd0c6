"""The thread that carries mail away after a commit."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.domain.outbox.models import Message
from app.mail import delivery
from app.mail.courier import courier
from app.mail.delivery import deliver_soon
from tests.integration.mail.naming import ids
from tests.postbox import HANG, Postbox


@pytest.fixture(autouse=True)
def no_alarm_outlives_its_test() -> Iterator[None]:
    yield
    if courier._alarm is not None:
        courier._alarm.cancel()
    courier._forget()


def wait_for_the_courier() -> None:
    until = time.monotonic() + 30
    while (thread := courier._thread) is not None and time.monotonic() < until:
        thread.join(0.1)
    assert courier._thread is None


def test_mail_leaves_by_itself_after_a_commit(mailing_app: Flask, postbox: Postbox, queue_mails: Any) -> None:
    queued = queue_mails(3)
    postbox.answers.append(HANG)
    deliver_soon(mailing_app)
    assert len(postbox.ids) < 3, "it waited"
    wait_for_the_courier()
    assert postbox.ids == ids(queued)


def test_without_a_mail_server_or_mail_there_is_no_thread(make_app: Any, mailing_app: Flask, queue_mails: Any) -> None:
    deliver_soon(mailing_app)
    assert courier._thread is None
    queue_mails(1)
    deliver_soon(make_app(mail_url=""))
    assert courier._thread is None


def test_a_commit_during_the_delivery_gets_another_round(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, outbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_mails(1)
    more = threading.Event()
    deliver = delivery.deliver_due

    def deliver_slowly(app: Flask) -> Any:
        done = deliver(app)
        more.wait(5)
        return done

    monkeypatch.setattr(delivery, "deliver_due", deliver_slowly)
    deliver_soon(mailing_app)
    while not postbox.mails:
        time.sleep(0.01)
    queue_mails(1)
    deliver_soon(mailing_app)
    more.set()
    wait_for_the_courier()
    assert postbox.ids == ids(outbox())


def test_the_thread_outlives_what_it_did_not_foresee_and_names_nobody(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    queued = queue_mails(1)

    def fail(_app: Flask) -> Any:
        raise RuntimeError(queued[0].recipient)

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "deliver_due", fail)
        deliver_soon(mailing_app)
        wait_for_the_courier()
    assert "RuntimeError" in caplog.text
    assert queued[0].recipient not in caplog.text
    deliver_soon(mailing_app)
    wait_for_the_courier()
    assert postbox.ids == ids(queued)


def test_a_commit_stays_one_when_no_thread_can_start(
    mailing_app: Flask, queue_mails: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    queue_mails(1)
    monkeypatch.setattr(threading.Thread, "start", lambda self: (_ for _ in ()).throw(RuntimeError("at shutdown")))
    deliver_soon(mailing_app)
    assert "RuntimeError" in caplog.text
    courier._forget()


def test_what_is_held_back_leaves_by_itself_when_its_moment_comes(
    mailing_app: Flask, postbox: Postbox, queue_mails: Any, write: Any
) -> None:
    first, second = queue_mails(2)
    due = [datetime.now(UTC) + timedelta(seconds=seconds) for seconds in (0.6, 1.2)]
    with write() as session:
        for message, at in zip((first, second), due, strict=True):
            session.get_one(Message, message.id).next_attempt_at = at
    for _ in range(3):  # as after any three commits
        deliver_soon(mailing_app)
    assert courier._thread is None, "it is not called before there is something to carry"
    for message, at in zip((first, second), due, strict=True):
        until = time.monotonic() + 30
        while ids([message])[0] not in postbox.ids and time.monotonic() < until:
            time.sleep(0.01)
        assert ids([message])[0] in postbox.ids
        assert datetime.now(UTC) >= at
    wait_for_the_courier()
    assert postbox.ids == ids([first, second])
    assert courier._alarm is None


def test_one_alarm_clock_is_set_to_the_earliest(mailing_app: Flask) -> None:
    rung: list[str] = []
    for seconds, name in ((60, "late"), (0.05, "soon"), (30, "later")):
        courier.remind(mailing_app, lambda _app, name=name: rung.append(name), seconds=seconds)
    time.sleep(0.3)
    assert rung == ["soon"]
    assert courier._alarm is None


def test_what_waits_for_an_hour_sets_no_alarm(mailing_app: Flask, queue_mails: Any, write: Any) -> None:
    (message,) = queue_mails(1)
    with write() as session:
        session.get_one(Message, message.id).next_attempt_at = datetime.now(UTC) + timedelta(hours=1)
    deliver_soon(mailing_app)
    assert courier._alarm is None
