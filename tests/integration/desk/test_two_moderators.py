"""Two moderators at once: every item is decided once, and the second reads who did what (M6)."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.outbox.models import Message
from app.domain.outbox.operations import mark_sent
from app.web.work import now
from tests.accounts import MODERATOR, signed_in
from tests.integration.desk.conftest import COLLEAGUE
from tests.integration.desk.reading import DESK, PUBLIC, decide, on_register
from tests.page import Browser, Page

ITEMS = 20
PRESSED = {  # button, what else is filled in, what the other one reads
    "approve": ("Approve", {}, "approved it on"),
    "decline": ("Decline", {"reason": "other", "note": "My reason."}, "declined it on"),
    "withdraw": ("Withdraw", {"reason": "at_its_request", "note": "My reason."}, "withdrew it on"),
}


@pytest.fixture
def desks(app: Flask, make_app: Callable[..., Flask]) -> list[tuple[str, Browser]]:
    """Two moderators, each served by a worker of its own on the one database."""
    return [(MODERATOR.name, signed_in(app, MODERATOR)), (COLLEAGUE.name, signed_in(make_app(), COLLEAGUE))]


def work_through(
    browser: Browser, pages: dict[str, Page], order: list[str], choice: dict[str, str], together: Barrier
) -> dict[str, Page]:
    """Decide on every item in this order, each pressing at the same moment as the other."""
    answers = {}
    for public_id in order:
        button, values, _ = PRESSED[choice[public_id]]
        together.wait(timeout=30)
        answers[public_id] = pages[public_id].submit(values, button=button, status=(303, 409))
    return answers


@pytest.mark.parametrize("same_order", [True, False], ids=["in the same order", "shuffled"])
def test_every_item_is_decided_once_and_the_loser_reads_who_did_what(
    desks: list[tuple[str, Browser]], reader: Browser, waiting: Any, row: Any, read: Any, same_order: bool
) -> None:
    dice = random.Random(7)
    items = [waiting(organisation=f"Forum {number:02}") for number in range(ITEMS)]
    together = Barrier(2)
    orders = [items, items if same_order else dice.sample(items, ITEMS)]
    choices = [{one: dice.choice(list(PRESSED)) for one in items} for _ in desks]
    seen = [{one: browser.visit(DESK + one) for one in items} for _, browser in desks]
    with ThreadPoolExecutor(2) as crowd:
        jobs = [
            crowd.submit(work_through, desks[place][1], seen[place], orders[place], choices[place], together)
            for place in (0, 1)
        ]
    answers = [job.result() for job in jobs]

    for one in items:
        statuses = [answers[place][one].status for place in (0, 1)]
        assert sorted(statuses) == [303, 409], one
        winner = statuses.index(303)
        loser = answers[1 - winner][one]
        name, did = desks[winner][0], PRESSED[choices[winner][one]][2]
        assert "Somebody was faster" in loser.text
        assert f"{name} {did}" in loser.text
        if choices[1 - winner][one] != "approve":
            assert "Your note: My reason." in loser.text
        (decision,) = row(one).decisions
        assert decision.action == choices[winner][one]
    _all_agree(read, reader, row, items)


def _all_agree(read: Any, reader: Browser, row: Any, items: list[str]) -> None:
    """Rows, decisions, events, mails and the public page tell the same."""
    states = Counter(str(row(one).state) for one in items)
    decided = {"approved": "approve", "declined": "decline", "withdrawn": "withdraw"}
    with read() as session:
        for state, action in decided.items():
            count = lambda query: session.scalar(query) or 0  # noqa: E731
            number = sa.select(sa.func.count())
            assert count(number.select_from(Decision).where(Decision.action == action)) == states[state]
            assert count(number.select_from(Event).where(Event.tag == f"endorsement:{state}")) == states[state]
            assert count(number.select_from(Message).where(Message.kind == state)) == states[state]
    listed = [row(one).organisation for one in items if row(one).state is State.APPROVED]
    assert on_register(reader.visit(PUBLIC)) == sorted(listed)


def test_the_second_reads_who_decided_even_after_the_mail_went(
    moderator: Browser, colleague: Browser, waiting: Any, write: Any
) -> None:
    public_id = waiting()
    page = colleague.visit(DESK + public_id)
    decide(moderator, public_id, "Approve")
    with write() as session:
        for message in session.scalars(sa.select(Message)):
            mark_sent(session, message.id, at=now())
    late = page.submit({"reason": "not_genuine", "note": "It looked odd."}, button="Decline", status=409)
    assert "changed after you opened it: Lusine Sargsyan approved it on" in late.text
    assert "Your note: It looked odd." in late.text
    assert re.search(r"A mail went out on [^.]+: that it is listed", late.text)


def test_after_reading_who_was_faster_one_may_decide_anew(
    moderator: Browser, colleague: Browser, waiting: Any, row: Any
) -> None:
    public_id = waiting()
    page = colleague.visit(DESK + public_id)
    decide(moderator, public_id, "Approve")
    late = page.submit(button="Approve", status=409)
    late.submit({"reason": "not_genuine"}, button="Reconsider")
    assert [one.action for one in row(public_id).decisions] == ["approve", "reconsider"]


def test_a_page_from_before_an_undo_decides_nothing(
    moderator: Browser, colleague: Browser, waiting: Any, row: Any
) -> None:
    public_id = waiting()
    page = colleague.visit(DESK + public_id)
    decide(moderator, public_id, "Approve")
    decide(moderator, public_id, "Reconsider", reason="mistake")
    late = page.submit(button="Approve", status=409)
    assert "Lusine Sargsyan took it back to the queue on" in late.text
    assert row(public_id).state is State.PENDING


def test_pressing_twice_decides_once_and_says_that_it_was_you(moderator: Browser, waiting: Any, row: Any) -> None:
    public_id = waiting()
    page = moderator.visit(DESK + public_id)
    page.submit(button="Approve")
    late = page.submit(button="Approve", status=409)
    assert "Lusine Sargsyan approved it on" in late.text
    assert len(row(public_id).decisions) == 1


@pytest.mark.parametrize("version", [None, "", "x", "0", "-1", "1e1", "9" * 5000, ["2", "2"]], ids=range(8))
def test_without_the_version_that_was_read_nothing_is_decided(
    moderator: Browser, waiting: Any, row: Any, version: Any
) -> None:
    public_id = waiting()
    page = moderator.visit(DESK + public_id)
    page.submit(button="Approve", tamper={"version": version}, status=(400, 409))
    assert row(public_id).state is State.PENDING
