"""How often strangers may do a thing: kindly refused, exactly counted, nobody named (F10)."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.database import writing
from app.domain.endorsements.models import Endorsement
from app.domain.errors import RateLimited
from app.domain.events.models import Event
from app.domain.limits import LimitWindow
from app.domain.outbox.models import Message
from app.domain.statements.models import Statement
from app.domain.text import email_key
from app.web import limits
from tests.page import Browser
from tests.signatories import a_form, form_of


def browser_at(app: Flask, address: str, **environ: str) -> Browser:
    return Browser(app, REMOTE_ADDR=address, **environ)


def send(browser: Browser, *, status: int = 303, **changes: Any) -> Any:
    return browser.visit(form_of("appeal")).submit(a_form(**changes), status=status)


def counted(read: Any) -> tuple[int, int, int]:
    with read() as session:
        return tuple(
            session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Endorsement, Message, Event)
        )


def test_the_eleventh_in_an_hour_from_one_network_is_asked_to_wait_and_loses_nothing(
    clock: Any, app: Flask, appeal: Statement, read: Any
) -> None:
    for number in range(10):
        send(browser_at(app, f"203.0.113.{number}"))
    before = counted(read)
    page = send(browser_at(app, "203.0.113.99"), status=429, organisation="Patient Forum")
    assert page.headers["Retry-After"] == "3600"
    assert "wait 1 hour" in page.errors[0]
    assert page.form("organisation").value("organisation") == "Patient Forum"
    assert counted(read) == before
    page.browser.visit(form_of("appeal"))
    send(browser_at(app, "203.0.114.1"))
    clock.shift(timedelta(hours=1))
    page.submit(status=303)


def test_forty_in_a_day_from_one_network(clock: Any, app: Flask, appeal: Statement) -> None:
    browser = browser_at(app, "203.0.113.7")
    for _hour in range(4):
        for _number in range(10):
            send(browser)
        clock.shift(timedelta(hours=1))
    send(browser, status=429)
    clock.shift(timedelta(hours=24))
    send(browser)


def test_one_domain_has_twenty_an_hour_but_free_mail_has_none(app: Flask, appeal: Statement) -> None:
    for number in range(21):
        browser = browser_at(app, f"198.51.{number}.1")
        send(browser, email=f"person{number}@gmail.com")
        send(browser, email=f"person{number}@one.example.org", status=303 if number < 20 else 429)
    send(browser_at(app, "198.51.99.1"), email="person@two.example.org")


def test_the_whole_site_has_three_hundred_an_hour(app: Flask) -> None:
    with app.test_request_context(environ_overrides={"REMOTE_ADDR": "203.0.113.7"}):
        for _ in range(300):
            limits.spend("endorse_site")
        with pytest.raises(RateLimited):
            limits.spend("endorse_site")


def test_only_forms_that_could_be_taken_count(app: Flask, appeal: Statement, read: Any) -> None:
    browser = browser_at(app, "203.0.113.7")
    for _ in range(15):
        send(browser, status=400, organisation="")
    with read() as session:
        assert session.scalars(sa.select(LimitWindow)).all() == []
    send(browser)


def test_reading_is_never_limited(app: Flask, appeal: Statement) -> None:
    browser = browser_at(app, "203.0.113.7")
    for _ in range(10):
        send(browser)
    for _ in range(100):
        with browser.client.get(
            form_of("appeal"), base_url=browser.base_url, environ_overrides=browser.environ
        ) as page:
            assert page.status_code == 200


def test_f10_exactly_as_many_as_the_limit_are_taken_when_all_come_at_once(
    app: Flask, appeal: Statement, read: Any
) -> None:
    browser = browser_at(app, "203.0.113.7")
    form = browser.visit(form_of("appeal")).form("organisation")
    forms = [dict(form.filled(a_form(), None)) for _ in range(40)]
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    answers: list[int] = []

    def come(mine: list[dict[str, str]]) -> None:
        client = app.test_client(use_cookies=False)
        for data in mine:
            with client.post(
                form_of("appeal"),
                data=data,
                base_url=browser.base_url,
                environ_overrides=browser.environ,
                headers={"Cookie": cookies},
            ) as response:
                answers.append(response.status_code)

    threads = [threading.Thread(target=come, args=(forms[start::8],)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(answers) == {303: 10, 429: 30}
    assert counted(read)[0] == 10


def test_it_holds_in_every_worker_and_after_a_restart(make_app: Any, appeal: Statement) -> None:
    for _ in range(10):
        send(browser_at(make_app(), "203.0.113.7"))
    send(browser_at(make_app(), "203.0.113.7"), status=429)


def test_no_address_of_any_kind_is_kept(app: Flask, appeal: Statement, read: Any) -> None:
    send(browser_at(app, "203.0.113.7"), email="somebody@asparez.am")
    browser_at(app, "203.0.113.7").visit("/en/endorsements/").submit({"email": "somebody@asparez.am"})
    with read() as session:
        kept = [tuple(row) for row in session.execute(sa.select(LimitWindow.key_hash, LimitWindow.hits))]
    assert len(kept) == 6
    assert not any(word in str(kept) for word in ("203.0", "asparez", "somebody", "endorse", "find"))


def test_asking_for_links_three_an_hour_for_one_address(clock: Any, app: Flask, appeal: Statement) -> None:
    for number in range(4):
        page = browser_at(app, f"198.51.{number}.1").visit("/en/endorsements/")
        answer = page.submit({"email": "levon@asparez.am"}, status=303 if number < 3 else 429)
    assert answer.form("email").value("email") == "levon@asparez.am"
    assert "Nothing you wrote is lost" in answer.errors[0]
    clock.shift(timedelta(hours=1))
    answer.submit(status=303)


def test_a_victim_gets_three_mails_however_many_forms_are_sent(make_app: Any, appeal: Statement, read: Any) -> None:
    browser = Browser(make_app(ratelimit_enabled=False))
    form = browser.visit(form_of("appeal")).form("organisation")
    for _ in range(100):
        data = dict(form.filled(a_form(email="victim@asparez.am"), None))
        with browser.client.post(form.action, data=data, base_url=browser.base_url) as answer:
            assert answer.status_code == 303
    assert counted(read)[:2] == (1, 3)


def test_limits_can_be_switched_off(make_app: Any, appeal: Statement, read: Any) -> None:
    browser = Browser(make_app(ratelimit_enabled=False), REMOTE_ADDR="203.0.113.7")
    for _ in range(12):
        send(browser)
    with read() as session:
        assert session.scalars(sa.select(LimitWindow)).all() == []


def test_a_refusal_inside_a_unit_of_work_undoes_it_all(app: Flask, read: Any) -> None:
    def search() -> None:
        with writing():
            limits.spend_search("levon@asparez.am")

    with app.test_request_context():
        for _ in range(3):
            limits.spend("find_address", email_key("levon@asparez.am"))
        with pytest.raises(RateLimited) as refused:
            search()
    assert 0 < refused.value.seconds <= 3600
    with read() as session:
        assert [row.hits for row in session.scalars(sa.select(LimitWindow))] == [3]


def test_the_counters_can_live_elsewhere(make_app: Any, appeal: Statement, read: Any) -> None:
    browser = Browser(make_app(ratelimit_storage_uri="memory://"), REMOTE_ADDR="203.0.113.7")
    for number in range(11):
        send(browser, status=303 if number < 10 else 429)
    with read() as session:
        assert session.scalars(sa.select(LimitWindow)).all() == []
