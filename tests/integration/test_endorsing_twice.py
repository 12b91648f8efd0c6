"""The same form twice, the same address twice: one endorsement, and strangers learn nothing (F5, F6)."""

from __future__ import annotations

import threading
from statistics import median
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.extensions import db
from tests.factories import an_endorsement
from tests.page import Browser
from tests.signatories import a_form, endorse, form_of


def everything(read: Any) -> list[Endorsement]:
    with read() as session:
        return list(session.scalars(sa.select(Endorsement).order_by(Endorsement.id)))


def test_f5_one_form_sent_fifty_times_at_once_is_one_endorsement(
    app: Flask, reader: Browser, appeal: Statement, read: Any, sent: Any
) -> None:
    page = reader.visit(form_of("appeal"))
    form = page.form("organisation")
    data = dict(form.filled(a_form(), None))
    # A real network, whose limit is ten an hour: the same form again does not count.
    environ, cookies = {"REMOTE_ADDR": "203.0.113.7"}, "; ".join(f"{k}={v}" for k, v in reader.cookies.items())
    answers, barrier = [], threading.Barrier(50)

    def send() -> None:
        client = app.test_client(use_cookies=False)
        barrier.wait()
        with client.post(
            form_of("appeal"),
            data=data,
            base_url=reader.base_url,
            environ_overrides=environ,
            headers={"Cookie": cookies},
        ) as response:
            answers.append((response.status_code, response.headers["Location"], response.get_data()))

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 50
    assert len(set(answers)) == 1
    assert answers[0][:2] == (303, "/en/statements/appeal/endorse/sent")
    assert len(everything(read)) == 1
    assert len(sent) == 1


def test_a_form_corrected_after_the_back_button_is_another_one(
    reader: Browser, appeal: Statement, read: Any, sent: Any
) -> None:
    page, values = reader.visit(form_of("appeal")), a_form(email="mistyped@courts.example.org")
    page.submit(values)
    page.submit(values | {"email": "right@courts.example.org"})
    assert [one.email for one in everything(read)] == ["mistyped@courts.example.org", "right@courts.example.org"]
    assert [mail.to for mail in sent] == ["mistyped@courts.example.org", "right@courts.example.org"]


def test_f6_strangers_learn_nothing_of_an_address(
    reader: Browser, appeal: Statement, write: Any, make_app: Any
) -> None:
    app = make_app(ratelimit_enabled=False)
    browser = Browser(app)
    with write() as session:
        for state in State:
            an_endorsement(session, appeal, state=state, email=f"{state}@known.example.org")
    kinds = ["new", *State]
    answers, times = set(), {kind: [] for kind in kinds}
    page = browser.visit(form_of("appeal"))
    for turn in range(25):
        for kind in kinds:
            address = f"new{turn}@known.example.org" if kind == "new" else f"{kind}@known.example.org"
            data = page.form("organisation").filled(a_form(email=address), None)
            started = perf_counter()
            with browser.client.post(form_of("appeal"), data=dict(data), base_url=browser.base_url) as response:
                times[kind].append(perf_counter() - started)
                answers.add((response.status_code, response.headers["Location"], response.get_data()))
    assert len(answers) == 1
    assert len({browser.visit(next(iter(answers))[1]).body for _ in kinds}) == 1
    medians = [median(taken) for taken in times.values()]
    assert max(medians) - min(medians) < 0.015


def test_the_page_after_sending_is_the_same_for_everybody_and_sets_no_cookie(
    reader: Browser, appeal: Statement, app: Flask
) -> None:
    after = endorse(reader, "appeal")
    assert after.body == Browser(app).visit(after.path).body
    assert "Set-Cookie" not in after.headers
    assert "mailbox" not in str(after.links())


def test_it_is_one_durable_commit(reader: Browser, appeal: Statement, app: Flask) -> None:
    page, commits = reader.visit(form_of("appeal")), []
    with app.app_context():
        sa.event.listen(db.engine, "commit", lambda _connection: commits.append(1))
    page.submit(a_form(), status=303)
    assert commits == [1]  # endorsement, event, message and limits together
