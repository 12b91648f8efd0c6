"""The button that takes a decision back, for a minute, on the page after it."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements import operations
from app.domain.endorsements.states import State
from app.domain.outbox.models import Message
from app.mail.delivery import deliver_due
from app.web.work import now
from tests.integration.desk.reading import DESK, PUBLIC, decide, on_register
from tests.page import Browser
from tests.postbox import open_postbox

pytestmark = pytest.mark.usefixtures("clock")


def test_the_page_after_a_decision_says_until_when_and_undoes_it(
    moderator: Browser, reader: Browser, waiting: Callable[..., str], row: Any, sent: Any
) -> None:
    public_id = waiting(organisation="Asparez Club", email="levon@asparez.am")
    page = decide(moderator, public_id, "Approve")
    assert "Asparez Club: approved." in page.text
    assert "until 08:01:00 UTC; the mail leaves then" in page.text
    assert on_register(reader.visit(PUBLIC)) == ["Asparez Club"]
    page = page.submit(button="Undo")
    assert page.h1 == "Asparez Club"
    assert "Undone. It stands where it stood before, and the signatory was not told." in page.text
    assert "Lusine Sargsyan undid the decision, as if it had not been taken on" in page.text
    assert row(public_id).state is State.PENDING
    assert on_register(reader.visit(PUBLIC)) == []
    assert "approved" not in [mail.kind for mail in sent.to("levon@asparez.am")]


def test_the_button_stands_on_its_own_page_too_and_goes_with_the_minute(
    moderator: Browser, colleague: Browser, waiting: Callable[..., str], clock: Any
) -> None:
    public_id = waiting()
    decide(moderator, public_id, "Decline", reason="other")
    assert "It can still be undone" in moderator.visit(DESK + public_id).text
    assert "Undo" not in colleague.visit(DESK + public_id).text
    clock.shift(timedelta(seconds=61))
    assert "It can still be undone" not in moderator.visit(DESK + public_id).text


def test_pressed_after_a_minute_it_says_that_the_mail_left(
    moderator: Browser, waiting: Callable[..., str], row: Any, clock: Any
) -> None:
    public_id = waiting()
    page = decide(moderator, public_id, "Approve")
    clock.shift(timedelta(seconds=61))
    page = page.submit(button="Undo", status=409)
    assert "It was not undone" in page.text
    assert "has left or is leaving" in page.text
    page.submit({"reason": "mistake"}, button="Reconsider")
    assert row(public_id).state is State.PENDING


def test_pressed_twice_it_undoes_once_and_says_who_did(moderator: Browser, waiting: Callable[..., str]) -> None:
    page = decide(moderator, waiting(), "Approve")
    page.submit(button="Undo")
    again = page.submit(button="Undo", status=409)
    assert "Lusine Sargsyan undid the decision" in again.text


def test_nobody_presses_a_colleagues_button_but_an_editor(
    moderator: Browser, colleague: Browser, editor: Browser, waiting: Callable[..., str], row: Any
) -> None:
    public_id = waiting()
    page = decide(moderator, public_id, "Approve")
    form = page.form(button="Undo")
    data = {"version": form.value("version")}
    data["csrf_token"] = colleague.visit("/moderation/").form(action="/sign-out").value("csrf_token")
    refused = colleague.request("POST", form.action, data=data, status=409)
    assert "A colleague took this decision" in refused.text
    assert row(public_id).state is State.APPROVED
    editor.visit(DESK + public_id).submit(button="Undo")
    assert row(public_id).state is State.PENDING


def test_a_withdrawal_by_the_signatory_meanwhile_stands(
    moderator: Browser, waiting: Callable[..., str], row: Any, write: Any
) -> None:
    public_id = waiting()
    page = decide(moderator, public_id, "Approve")
    with write() as session:
        operations.withdraw(session, public_id, at=now())
    page = page.submit(button="Undo", status=409)
    assert "The signatory withdrew it on" in page.text
    assert row(public_id).state is State.WITHDRAWN


def test_where_the_name_was_taken_meanwhile_the_page_shows_by_whom(
    moderator: Browser, waiting: Callable[..., str], row: Any
) -> None:
    old = waiting(State.APPROVED, organisation="Asparez Club")
    new = waiting(organisation="Asparez Club", country="GE")
    undo = decide(moderator, old, "Reconsider", reason="mistake")
    decide(moderator, new, "Approve")
    page = undo.submit(button="Undo", form=f"{old}/undo", status=409)
    assert "It is on the register already" in page.text
    assert row(old).state is State.PENDING


@pytest.mark.parametrize("version", [None, "", "x", ["1", "2"]], ids=range(4))
def test_without_the_version_nothing_is_undone(
    moderator: Browser, waiting: Callable[..., str], row: Any, version: Any
) -> None:
    public_id = waiting()
    decide(moderator, public_id, "Approve").submit(button="Undo", tamper={"version": version}, status=400)
    assert row(public_id).state is State.APPROVED


def test_undo_and_the_courier_at_once_never_tell_what_was_taken_back(
    moderator: Browser, waiting: Callable[..., str], row: Any, make_app: Any, read: Any, clock: Any
) -> None:
    """Whoever is first: either the mail is gone and the decision stands, or neither."""
    dice = random.Random(5)
    for place in range(8):
        public_id = waiting(email=f"levon@asparez{place}.am")
        page = decide(moderator, public_id, "Approve")
        undo = page.submit
        with open_postbox() as postbox, ThreadPoolExecutor(2) as crowd:
            app, together = make_app(mail_url=f"smtp://127.0.0.1:{postbox.port}"), Barrier(2)
            ahead = now() + timedelta(minutes=dice.choice([0, 1, 1]))  # a sender whose clock is ahead

            def send(app: Any = app, together: Barrier = together, ahead: Any = ahead) -> None:
                together.wait(timeout=30)
                deliver_due(app, at=ahead)

            sending = crowd.submit(send)
            together.wait(timeout=30)
            status = undo(button="Undo", status=(303, 409)).status
            sending.result()
            told = any("is listed" in str(mail["Subject"]) for mail in postbox.mails)
        assert told == (row(public_id).state is State.APPROVED and ahead > now())
        assert (status == 303) == (row(public_id).state is State.PENDING)
        with read() as session:
            kept = session.scalar(
                sa.select(sa.func.count())
                .select_from(Message)
                .where(Message.endorsement_id == row(public_id).id, Message.kind == "approved")
            )
        assert kept == (status == 409)
