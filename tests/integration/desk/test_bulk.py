"""Many at once: shown first, decided each for itself, undone together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements import bulk
from app.domain.endorsements.desk import of_public_ids
from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.outbox.models import Message
from app.domain.statements.models import Statement
from tests.accounts import MODERATOR, signed_in
from tests.factories import an_endorsement
from tests.integration.desk.conftest import COLLEAGUE
from tests.integration.desk.reading import DESK, PUBLIC, decide, on_register
from tests.page import Browser, Page

CHOOSE = "/moderation/decisions"


@pytest.fixture
def crowd(appeal: Statement, write: Any) -> Callable[[int], list[str]]:
    """`crowd(100)`: so many that wait."""

    def make(number: int) -> list[str]:
        with write() as session:
            statement = session.get_one(Statement, appeal.id)
            return [
                an_endorsement(session, statement, organisation=f"Forum {place:03}").public_id
                for place in range(number)
            ]

    return make


@pytest.fixture
def states(read: Any) -> Callable[[list[str]], list[str]]:
    """`states(names)`: where each of them stands."""

    def look(names: list[str]) -> list[str]:
        with read() as session:
            return [one.state for one in of_public_ids(session, names)]

    return look


def choose(browser: Browser, read: Any, names: list[str], action: str = "approve", **more: str) -> Page:
    """Tick these in the queue, and press the button for many."""
    token = browser.visit("/moderation/").form(action="/sign-out").value("csrf_token")
    data = {"csrf_token": token, "action": action, "endorsement": names}
    with read() as session:
        data |= {f"version-{one.public_id}": str(one.version) for one in of_public_ids(session, names)}
    data |= more
    return browser.request("POST", CHOOSE, data=data, status=(200, 400))


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


def test_a_hundred_by_two_moderators_at_once_are_decided_once_each(
    app: Flask, make_app: Any, crowd: Callable[[int], list[str]], read: Any
) -> None:
    names = crowd(100)
    desks = [signed_in(app, MODERATOR), signed_in(make_app(), COLLEAGUE)]
    pages = [
        choose(desks[0], read, names),
        choose(desks[1], read, names[::-1], "decline").submit({"reason": "other"}, button="See the mail"),
    ]
    together = Barrier(2)

    def press(page: Page, button: str) -> Page:
        together.wait(timeout=30)
        return page.submit(button=button)

    with ThreadPoolExecutor(2) as pool:
        answers = [
            job.result()
            for job in [pool.submit(press, *one) for one in zip(pages, ("Approve", "Decline"), strict=True)]
        ]
    with read() as session:
        decided = session.execute(sa.select(Decision.endorsement_id, Decision.action)).all()
        told = Counter(session.scalars(sa.select(Message.kind).where(Message.kind.in_(["approved", "declined"]))))
    assert len(decided) == len({one for one, _ in decided}) == 100
    (action,) = {action for _, action in decided}
    winner, loser = answers if action == "approve" else answers[::-1]
    assert "100 were" in winner.text
    assert "100 were not, because somebody was faster" in loser.text
    assert told == {"approved" if action == "approve" else "declined": 100}


def test_half_way_failure_leaves_everything_as_it_was(
    moderator: Browser, waiting: Callable[..., str], row: Any, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [waiting() for _ in range(6)]
    page = choose(moderator, read, names)
    approve, calls = bulk.DECISIONS["approve"], iter(range(10))  # type: ignore[index]  # a StrEnum's value

    def fail(*arguments: Any) -> Any:
        if next(calls) == 3:
            raise sa.exc.OperationalError("", {}, Exception("disk full"))
        return approve(*arguments)

    monkeypatch.setitem(bulk.DECISIONS, "approve", fail)  # type: ignore[arg-type]
    page.submit(button="Approve", status=503)
    monkeypatch.undo()
    assert {row(name).state for name in names} == {State.PENDING}
    with read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Message).where(Message.kind == "approved")) == 0
        assert not session.scalars(sa.select(Event).where(Event.tag == "endorsement:approved")).all()
    assert "6 were approved." in page.submit(button="Approve").text


def test_two_hundred_are_taken_and_more_are_refused_kindly(
    moderator: Browser, crowd: Callable[[int], list[str]], states: Any, read: Any
) -> None:
    names = crowd(201)
    page = choose(moderator, read, names)
    assert page.errors == ["200 at a time, please: 201 are ticked."]
    assert set(states(names[:200])) == {State.PENDING}
    page = choose(moderator, read, names[:200], "decline")
    page = page.submit({"reason": "other", "note": "ж" * 2000}, button="Decline")
    assert "200 were declined." in page.text


@pytest.mark.parametrize("action", ["withdraw", "reconsider", "amend", "undo", "", "nothing"])
def test_nothing_else_is_done_to_many(
    moderator: Browser, waiting: Callable[..., str], row: Any, read: Any, action: str
) -> None:
    name = waiting()
    assert choose(moderator, read, [name], action).status == 400
    assert choose(moderator, read, [name], action, reviewed="1").status == 400
    page = choose(moderator, read, [name])
    page.submit(button="Approve", tamper={"action": action, "reason": "other"}, status=400)
    assert row(name).state is State.PENDING


def test_strange_forms_decide_nothing(moderator: Browser, waiting: Callable[..., str], row: Any, read: Any) -> None:
    name = waiting()
    assert choose(moderator, read, []).errors == ["Nothing is ticked. Tick what you want to decide on."]
    assert "nothing to decide on" in choose(moderator, read, ["x" * 16000]).text
    for version in ("", "x", "-1", "9" * 5000, "٣"):
        page = choose(moderator, read, [name], **{f"version-{name}": version})
        assert row(name).state is State.PENDING
        assert page.status == 200
    page = choose(moderator, read, [name])
    result = page.submit(button="Approve", tamper={f"version-{name}": "1", "endorsement": [name, name, "no such one"]})
    assert "0 were approved." in result.text
    assert "1 was not, because somebody was faster" in result.text
    assert row(name).state is State.PENDING
    assert moderator.visit("/moderation/decisions/aaaaaaaaaaaaaaaa", status=404)
