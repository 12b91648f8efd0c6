"""Mail leaves at least once, whatever the mail server does: a real one on loopback, told to misbehave."""

from __future__ import annotations

import random
import re
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.outbox.models import Message
from app.domain.outbox.operations import BACK_OFF, GIVE_UP_AFTER, LEASE
from app.mail import delivery, smtp
from app.mail.courier import courier
from app.mail.delivery import deliver_due, deliver_soon
from tests.factories import a_statement, an_endorsement
from tests.postbox import DROP, HANG, Postbox, free_port, open_postbox

ROOT = Path(__file__).resolve().parents[2]
CERTIFICATE = ROOT / "tests" / "localhost.pem"
NOW = datetime.now(UTC) + timedelta(minutes=1)
A_WHILE = timedelta(minutes=max(BACK_OFF))


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as postbox:
        yield postbox


@pytest.fixture
def site(make_app: Callable[..., Flask], postbox: Postbox) -> Flask:
    """The application, with that postbox as its mail server; nobody waits longer than 0.4 seconds for an answer."""
    return make_app(mail_url=f"smtp://127.0.0.1:{postbox.port}?timeout=0.4")


@pytest.fixture
def queue(write: Any, read: Any) -> Callable[..., list[Message]]:
    """`queue(3)` queues three mails *confirm* to three signatories."""

    def queue(number: int, **details: Any) -> list[Message]:
        with write() as session:
            statement = a_statement(session)
            for _ in range(number):
                an_endorsement(session, statement, state=State.UNCONFIRMED, **details)
        return messages()

    def messages() -> list[Message]:
        with read() as session:
            return list(session.scalars(sa.select(Message).order_by(Message.id)))

    queue.again = messages  # type: ignore[attr-defined]
    return queue


@pytest.fixture
def messages(queue: Any) -> Callable[[], list[Message]]:
    """The outbox as it is at this moment."""
    return queue.again


def ids(messages: list[Message]) -> list[str]:
    return [f"<{message.public_id}@sign.example.org>" for message in messages]


# ------------------------------------------------------------------------------------------- the good days


def test_everything_due_leaves_once_by_one_connection(site: Flask, postbox: Postbox, queue: Any, messages: Any) -> None:
    queued = queue(5)
    assert deliver_due(site, at=NOW).sent == 5
    assert not deliver_due(site, at=NOW + A_WHILE)
    assert postbox.ids == ids(queued)
    assert postbox.connections == 1
    assert postbox.recipients == [[message.recipient] for message in queued]
    assert all(message.sent_at == NOW and message.leased_until is None for message in messages())


def test_what_is_to_leave_later_leaves_later(site: Flask, postbox: Postbox, queue: Any, write: Any) -> None:
    queue(1)
    with write() as session:
        session.scalars(sa.select(Message)).one().next_attempt_at = NOW + timedelta(hours=1)
    assert not deliver_due(site, at=NOW)
    assert deliver_due(site, at=NOW + timedelta(hours=1)).sent == 1


def test_what_has_nothing_to_say_any_more_is_done_without_a_mail(
    site: Flask, postbox: Postbox, write: Any, messages: Any
) -> None:
    with write() as session:
        an_endorsement(session, a_statement(session), state=State.PENDING)
    done = deliver_due(site, at=NOW)
    assert (done.sent, done.needless, postbox.mails) == (0, 1, [])
    assert [(message.last_error, message.failed_at) for message in messages()] == [("needless", None)]


def test_an_address_outside_ascii_is_written_to_where_the_server_can(
    make_app: Any, queue: Any, postbox: Postbox, messages: Any
) -> None:
    queue(1, email="jürgen@münchen-ngo.de")
    site = make_app(mail_url=f"smtp://127.0.0.1:{postbox.port}")
    assert deliver_due(site, at=NOW).given_up == 1  # this one cannot, and never will
    assert messages()[0].last_error == "the server has no SMTPUTF8"
    with open_postbox(enable_SMTPUTF8=True) as modern:
        queue(1, email="անահիտ@münchen-ngo.de")
        site = make_app(mail_url=f"smtp://127.0.0.1:{modern.port}")
        assert deliver_due(site, at=NOW).sent == 1
        assert modern.recipients == [["անահիտ@xn--mnchen-ngo-9db.de"]]


# --------------------------------------------------------------------------------------------- the bad days


@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "451 4.7.1 greylisted anahit@example.org", DROP, HANG])
def test_what_fails_for_a_time_is_tried_again_under_the_same_name(
    site: Flask, postbox: Postbox, queue: Any, messages: Any, answer: str
) -> None:
    queued = queue(1)
    postbox.answers.append(answer)
    assert deliver_due(site, at=NOW).put_off == 1
    assert not deliver_due(site, at=NOW + timedelta(seconds=59))
    assert "@" not in messages()[0].last_error
    assert deliver_due(site, at=NOW + timedelta(minutes=BACK_OFF[0])).sent == 1
    assert set(postbox.ids) == set(ids(queued))
    assert messages()[0].last_error is None


def test_a_recipient_who_is_refused_for_good_is_given_up_at_once(
    site: Flask, postbox: Postbox, queue: Any, messages: Any
) -> None:
    queue(3)
    postbox.recipient_answers.extend(["250 OK", "550 5.1.1 <nobody@example.org> is not known here", "250 OK"])
    done = deliver_due(site, at=NOW)
    assert (done.sent, done.given_up) == (2, 1)
    assert not deliver_due(site, at=NOW + 10 * A_WHILE)
    refused = messages()[1]
    assert (refused.failed_at, refused.last_error, refused.attempts) == (NOW, "550 5.1.1", 1)
    assert postbox.connections == 1


def test_one_who_is_put_off_does_not_hold_up_the_others(site: Flask, postbox: Postbox, queue: Any) -> None:
    queue(3)
    postbox.recipient_answers.extend(["450 4.2.1 later", "250 OK", "250 OK"])
    done = deliver_due(site, at=NOW)
    assert (done.sent, done.put_off, done.unreachable) == (2, 1, "")


def test_a_connection_that_breaks_after_some_mails_is_opened_anew(site: Flask, postbox: Postbox, queue: Any) -> None:
    queue(4)
    postbox.answers.extend(["250 OK", "421 4.7.0 enough for one connection"])
    done = deliver_due(site, at=NOW)
    assert (done.sent, done.put_off, postbox.connections) == (3, 1, 2)


def test_while_the_server_is_away_one_message_tries_and_the_others_wait(
    make_app: Any, postbox: Postbox, queue: Any, messages: Any
) -> None:
    queue(10)
    site = make_app(mail_url=f"smtp://127.0.0.1:{free_port()}")
    done = deliver_due(site, at=NOW)
    assert (done.put_off, done.unreachable) == (1, "connection refused")
    assert sorted(message.attempts for message in messages()) == [0] * 9 + [1]
    site.config["MAIL_URL"] = f"smtp://127.0.0.1:{postbox.port}"
    assert deliver_due(site, at=NOW).sent == 9
    assert deliver_due(site, at=NOW + timedelta(minutes=BACK_OFF[0])).sent == 1


def test_after_days_of_trying_it_is_given_up(make_app: Any, queue: Any, messages: Any) -> None:
    queue(1)
    site = make_app(mail_url=f"smtp://127.0.0.1:{free_port()}")
    at, tries = NOW, 0
    while messages()[0].failed_at is None:
        tries += bool(deliver_due(site, at=at))
        at += timedelta(minutes=1) if tries < 3 else timedelta(hours=6)
    assert tries == GIVE_UP_AFTER == messages()[0].attempts
    assert messages()[0].last_error == "connection refused"


def test_who_dies_between_250_and_the_commit_sends_the_same_mail_again_when_the_lease_is_over(
    site: Flask, postbox: Postbox, queue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = queue(3)

    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "mark_sent", die)
        with pytest.raises(Killed):
            deliver_due(site, at=NOW)
    assert postbox.ids == ids(queued)[:1]
    assert deliver_due(site, at=NOW).sent == 2  # the others need not wait for the lease of the first
    assert not deliver_due(site, at=NOW + LEASE - timedelta(seconds=1))
    assert deliver_due(site, at=NOW + LEASE).sent == 1
    assert Counter(postbox.ids) == Counter(ids(queued)) + Counter(ids(queued)[:1])


def test_a_mail_that_cannot_be_composed_holds_up_nobody(
    site: Flask, postbox: Postbox, queue: Any, messages: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    queued = queue(3)
    whole = delivery.compose

    def compose(message: Message, session: Any) -> Any:
        if message.id == queued[1].id:
            raise KeyError(message.recipient)
        return whole(message, session)

    monkeypatch.setattr(delivery, "compose", compose)
    done = deliver_due(site, at=NOW)
    assert (done.sent, done.put_off) == (2, 1)
    assert messages()[1].last_error == "KeyError"
    assert queued[1].recipient not in caplog.text


def test_two_deliverers_at_once_send_nothing_twice(site: Flask, postbox: Postbox, queue: Any) -> None:
    queued = queue(30)
    sent: list[int] = []
    threads = [threading.Thread(target=lambda: sent.append(deliver_due(site, at=NOW).sent)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 30
    assert Counter(postbox.ids) == Counter(ids(queued))


def test_a_hundred_mails_through_a_server_that_does_everything_wrong(
    site: Flask, postbox: Postbox, queue: Any, messages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(7)
    queued = queue(100)
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
    while any(message.sent_at is None and message.failed_at is None for message in messages()):
        try:
            if not deliver_due(site, at=at):
                at += timedelta(minutes=30)
        except Killed:
            pass
    given_up = [message for message in messages() if message.failed_at is not None]
    came = Counter(postbox.ids)
    assert all(message.last_error == "550 5.7.1" and message.attempts < GIVE_UP_AFTER for message in given_up)
    assert set(came) >= set(ids(queued)) - set(ids(given_up))
    assert sum(came.values()) - len(came) <= kills + drops
    assert kills


# ------------------------------------------------------------------------------------- encryption, passwords


def server_side() -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback counts as a foreign network."""
    monkeypatch.setattr(smtp, "LOOPBACK", ())


@pytest.mark.usefixtures("abroad")
def test_a_password_goes_only_over_an_encrypted_connection(
    make_app: Any, postbox: Postbox, queue: Any, messages: Any
) -> None:
    queue(1)
    done = deliver_due(make_app(mail_url=f"smtp://ngo:secret@127.0.0.1:{postbox.port}"), at=NOW)
    assert (done.sent, done.unreachable) == (0, "no STARTTLS, so no password is sent")
    assert messages()[0].last_error == done.unreachable


@pytest.mark.usefixtures("abroad")
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(make_app: Any, queue: Any, scheme: str) -> None:
    queue(1)
    settings = {"ssl_context": server_side()} if scheme == "smtps" else {"tls_context": server_side()}
    with open_postbox(**settings) as postbox:
        done = deliver_due(make_app(mail_url=f"{scheme}://127.0.0.1:{postbox.port}"), at=NOW)
    assert (done.sent, done.unreachable) == (0, "certificate not accepted")


@pytest.mark.usefixtures("abroad")
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_mail_leaves_encrypted_with_the_password_as_it_is_meant(
    make_app: Any, queue: Any, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    queue(2)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    settings: dict[str, dict[str, Any]] = {
        "smtp": {"tls_context": server_side(), "require_starttls": True, "auth_required": True},
        "smtps": {"ssl_context": server_side(), "auth_require_tls": False},
    }
    with open_postbox(with_passwords=True, **settings[scheme]) as postbox:
        url = f"{scheme}://ngo%40example.org:p%40ss%2Fword@localhost:{postbox.port}?timeout=5"
        done = deliver_due(make_app(mail_url=url), at=NOW)
    assert (done.sent, done.unreachable) == (2, "")
    assert postbox.passwords == [(b"ngo@example.org", b"p@ss/word")]


@pytest.mark.parametrize("url", ["smtp://", "smtp://host?timeout=900", "smtp://host?timeout=no", "smtp://host:99999"])
def test_a_mail_url_that_cannot_be_understood_is_said_to_be_so(make_app: Any, queue: Any, url: str) -> None:
    queue(1)
    site = make_app(mail_url=url)
    result = site.test_cli_runner().invoke(args=["mail", "deliver"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


# --------------------------------------------------------------------------------- the thread after a commit


def wait_for_the_courier() -> None:
    until = time.monotonic() + 10
    while (thread := courier._thread) is not None and time.monotonic() < until:
        thread.join(0.1)
    assert courier._thread is None


def test_mail_leaves_by_itself_after_a_commit(site: Flask, postbox: Postbox, queue: Any) -> None:
    queued = queue(3)
    time_taken = time.monotonic()
    postbox.answers.append(HANG)
    deliver_soon(site)
    assert time.monotonic() - time_taken < 0.3
    wait_for_the_courier()
    deliver_soon(site)
    wait_for_the_courier()
    assert set(postbox.ids) == set(ids(queued))


def test_without_a_mail_server_or_mail_there_is_no_thread(make_app: Any, site: Flask, queue: Any) -> None:
    deliver_soon(site)
    assert courier._thread is None
    queue(1)
    deliver_soon(make_app(mail_url=""))
    assert courier._thread is None


def test_a_commit_during_the_delivery_gets_another_round(
    site: Flask, postbox: Postbox, queue: Any, messages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(1)
    more = threading.Event()
    deliver = delivery.deliver_due

    def deliver_slowly(app: Flask) -> Any:
        done = deliver(app)
        more.wait(5)
        return done

    monkeypatch.setattr(delivery, "deliver_due", deliver_slowly)
    deliver_soon(site)
    while not postbox.mails:
        time.sleep(0.01)
    queue(1)
    deliver_soon(site)
    more.set()
    wait_for_the_courier()
    assert postbox.ids == ids(messages())


def test_the_thread_outlives_what_it_did_not_foresee_and_names_nobody(
    site: Flask, postbox: Postbox, queue: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    queued = queue(1)

    def fail(_app: Flask) -> Any:
        raise RuntimeError(queued[0].recipient)

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "deliver_due", fail)
        deliver_soon(site)
        wait_for_the_courier()
    assert "RuntimeError" in caplog.text
    assert queued[0].recipient not in caplog.text
    deliver_soon(site)
    wait_for_the_courier()
    assert postbox.ids == ids(queued)


def test_a_commit_stays_one_when_no_thread_can_start(
    site: Flask, queue: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    queue(1)
    monkeypatch.setattr(threading.Thread, "start", lambda self: (_ for _ in ()).throw(RuntimeError("at shutdown")))
    deliver_soon(site)
    assert "RuntimeError" in caplog.text
    courier._forget()


# --------------------------------------------------------------------------------------------- the commands


def test_without_a_mail_server_the_command_fails_and_says_what_to_set(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["mail", "deliver"])
    assert result.exit_code == 1
    assert "MAIL_URL" in result.output


def test_the_command_says_what_it_did(site: Flask, postbox: Postbox, queue: Any) -> None:
    queue(3)
    postbox.recipient_answers.append("550 5.1.1 no")
    result = site.test_cli_runner().invoke(args=["mail", "deliver"])
    assert (result.exit_code, result.output) == (0, "2 sent, 1 given up\n")
    result = site.test_cli_runner().invoke(args=["mail", "deliver"])
    assert (result.exit_code, result.output) == (0, "0 sent\n")


def test_the_command_fails_where_the_server_is_away(make_app: Any, queue: Any) -> None:
    queue(2)
    site = make_app(mail_url=f"smtp://127.0.0.1:{free_port()}")
    result = site.test_cli_runner().invoke(args=["mail", "deliver"])
    assert result.exit_code == 1
    assert "connection refused" in result.output
    assert "2 still waiting" in result.output


def test_the_list_names_nobody(site: Flask, postbox: Postbox, queue: Any) -> None:
    queued = queue(3)
    postbox.recipient_answers.extend(["550 5.1.1 no", "450 4.2.1 later"])
    deliver_due(site, at=NOW)
    output = site.test_cli_runner().invoke(args=["mail", "list"]).output
    assert re.search(rf"{queued[0].public_id}  confirm +given up, attempts: 1, 550 5.1.1\n", output)
    assert re.search(rf"{queued[1].public_id}  confirm +next try .* UTC, attempts: 1, 450 4.2.1\n", output)
    assert output.endswith("1 waiting, 1 given up\n")
    assert "@" not in output


def test_the_watch_delivers_what_comes_and_ends_when_told(
    database_url: str, config: Any, postbox: Postbox, queue: Any
) -> None:
    queue(2)
    environment = {
        "PATH": "/usr/bin:/bin",
        "SECRET_KEY": config.secret_key,
        "BASE_URL": config.base_url,
        "DATABASE_URL": database_url,
        "MAIL_URL": f"smtp://127.0.0.1:{postbox.port}",
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "mail", "deliver", "--watch", "--every", "0.1"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as watch:
        assert watch.stdout is not None
        assert watch.stdout.readline() == "2 sent\n"
        queued = queue(1)
        assert watch.stdout.readline() == "1 sent\n"
        watch.send_signal(signal.SIGTERM)
        assert watch.wait(10) == 0
    assert Counter(postbox.ids) == Counter(ids(queued))
