"""Many at once, shown first, decided each for itself, undone together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements.states import State
from app.domain.outbox.models import Message
from tests.integration.desk.reading import DESK, PUBLIC, choose, decide, on_register
from tests.page import Browser


def test_nothing_is_decided_before_it_was_shown(
    moderator: Browser, reader: Browser, waiting: Callable[..., str], row: Any, read: Any, sent: Any
) -> None:
    names = [waiting(organisation=f"Forum {number}", email=f"a@forum{number}.am") for number in range(3)]
    page = choose(moderator, read, names)
    assert page.h1 == "Decide on several at once"
    assert "Nothing is decided yet" in page.text
    assert "Your organisation is listed" in page.text, "the mail that goes"
    assert {row(name).state for name in names} == {State.PENDING}
    page = page.submit(button="Approve")
    assert "3 were approved." in page.text
    assert on_register(reader.visit(PUBLIC)) == ["Forum 0", "Forum 1", "Forum 2"]
    assert Counter(mail.kind for mail in sent)["approved"] == 3
    assert "together with 2 others" in moderator.visit(DESK + names[0]).text


def test_what_needs_a_closer_look_is_not_ticked_but_can_be(
    moderator: Browser, waiting: Callable[..., str], row: Any, read: Any, write: Any
) -> None:
    good, robot = waiting(organisation="Forum"), waiting(organisation="Robots")
    first, second = waiting(organisation="Twin"), waiting(organisation="TWIN", country="GE")
    with write() as session:
        session.execute(sa.text("UPDATE endorsement SET suspicion = 'honeypot' WHERE organisation = 'Robots'"))
    page = choose(moderator, read, [good, robot, first, second])
    assert "perhaps a robot" in page.text
    assert "another endorsement has this name" in page.text
    assert page.form("endorsement", button="Approve").value("endorsement") == good
    page = page.submit({"endorsement": [good, first, second]}, button="Approve")
    assert "2 were approved." in page.text
    assert "1 was not, because the organisation is on the register already: TWIN: listed is Twin" in page.text
    assert [row(name).state for name in (good, robot, first, second)] == [
        State.APPROVED,
        State.PENDING,
        State.APPROVED,
        State.PENDING,
    ]


def test_one_reason_and_one_note_for_all(
    moderator: Browser, waiting: Callable[..., str], row: Any, read: Any, sent: Any
) -> None:
    names = [waiting(email=f"a@forum{number}.am") for number in range(2)]
    page = choose(moderator, read, names, "decline")
    page = page.submit(button="Decline", status=400)
    assert page.errors == ["Choose a reason: the signatories will read it."]
    page = page.submit({"reason": "out_of_scope", "note": "It is for libraries."}, button="See the mail")
    assert "It is for libraries." in page.text
    assert "meant for other organisations than yours" in page.text
    page = page.submit(button="Decline")
    assert "2 were declined." in page.text
    assert [one.reason for name in names for one in row(name).decisions] == ["out_of_scope"] * 2
    assert all("It is for libraries." in sent.to(f"a@forum{number}.am")[-1].text for number in range(2))


def test_what_others_were_faster_with_is_said_and_spoils_nothing(
    moderator: Browser, colleague: Browser, waiting: Callable[..., str], row: Any, read: Any
) -> None:
    names = [waiting(organisation=f"Forum {number}") for number in range(4)]
    early = choose(moderator, read, names)
    decide(colleague, names[0], "Decline", reason="other")
    page = choose(moderator, read, names)
    assert "Forum 0" in page.links()
    assert (
        "1 was changed since you read the queue" in choose(moderator, read, names, **{f"version-{names[0]}": "1"}).text
    )
    page = early.submit(button="Approve")
    assert "3 were approved." in page.text
    assert "1 was not, because somebody was faster: Forum 0 (declined)" in page.text
    assert row(names[0]).state is State.DECLINED


@pytest.mark.usefixtures("clock")
def test_all_of_it_is_undone_within_the_minute(
    moderator: Browser,
    colleague: Browser,
    reader: Browser,
    waiting: Callable[..., str],
    row: Any,
    read: Any,
    clock: Any,
) -> None:
    names = [waiting(organisation=f"Forum {number}") for number in range(4)]
    page = choose(moderator, read, names).submit(button="Approve")
    assert "until 08:01:00 UTC" in page.text
    assert "Undo all of it" not in colleague.visit(page.path).text
    decide(moderator, names[0], "Reconsider", reason="mistake")
    clock.shift(timedelta(seconds=59))
    result = page.submit(button="Undo all of it")
    assert "3 were put back to where they stood" in result.text
    assert "1 was approved." in result.text
    assert {row(name).state for name in names} == {State.PENDING}
    assert on_register(reader.visit(PUBLIC)) == []
    with read() as session:
        kept = session.scalars(sa.select(Message.endorsement_id).where(Message.kind == "approved")).all()
    assert kept == [row(names[0]).id], "needless by now: it is back in the queue"
    again = page.submit(button="Undo all of it", status=409)
    assert "It was undone already." in again.text


@pytest.mark.usefixtures("clock")
def test_after_the_minute_it_is_not(
    moderator: Browser, waiting: Callable[..., str], row: Any, read: Any, clock: Any
) -> None:
    names = [waiting() for _ in range(2)]
    page = choose(moderator, read, names).submit(button="Approve")
    clock.shift(timedelta(seconds=61))
    page = page.submit(button="Undo all of it", status=409)
    assert "The minute is over" in page.text
    assert "Undo all of it" not in page.text
    assert {row(name).state for name in names} == {State.APPROVED}
