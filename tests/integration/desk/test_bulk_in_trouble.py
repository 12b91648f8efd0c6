"""Many at once, where two do it together, something breaks, or the form is strange."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements import bulk
from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.outbox.models import Message
from tests.accounts import MODERATOR, signed_in
from tests.integration.desk.conftest import COLLEAGUE
from tests.integration.desk.reading import choose
from tests.page import Browser, Page


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
