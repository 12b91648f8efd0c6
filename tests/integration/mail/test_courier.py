"""The thread that carries mail away after a commit."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from flask import Flask

from app.mail import delivery
from app.mail.courier import courier
from app.mail.delivery import deliver_soon
from tests.integration.mail.naming import ids
from tests.postbox import HANG, Postbox


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
