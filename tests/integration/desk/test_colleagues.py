"""Several moderators at one desk: whose an endorsement is, who looks at it, what they tell each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.domain.endorsements.assignments import Assignment
from app.domain.endorsements.colleague_notes import ColleagueNote
from app.domain.endorsements.erasure import erase
from app.domain.endorsements.looks import Look
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.web.work import now
from tests.checks import words
from tests.factories import an_endorsement
from tests.integration.desk.conftest import COLLEAGUE
from tests.integration.desk.reading import DESK, decide
from tests.page import Browser

QUEUE = "/moderation/"
LUSINE, OTHER = "Lusine Sargsyan", COLLEAGUE.name


@pytest.fixture
def looks(moderator: Browser, colleague: Browser) -> Callable[..., list[str]]:
    """`looks(browser, public_id)`: what its page does while it is in view; who else looks at it."""

    def look(browser: Browser, public_id: str, **more: str) -> list[str]:
        page = browser.visit(DESK + public_id)
        data = {"csrf_token": page.form(action="/sign-out").value("csrf_token"), **more}
        answer = browser.request("POST", f"{DESK}{public_id}/looking", data=data)
        return list(json.loads(answer.source)["looking"])

    return look


def entry(browser: Browser, name: str, query: str = "") -> str:
    (found,) = [words(one) for one in browser.visit(QUEUE + query).all(".//li[@data-row]") if name in words(one)]
    return found


def listed(browser: Browser, query: str) -> list[str]:
    return [words(one) for one in browser.visit(QUEUE + query).all(".//li[@data-row]//strong")]


def test_who_takes_one_has_it_until_they_let_it_go(
    moderator: Browser, colleague: Browser, waiting: Any, tags: Any, row: Any
) -> None:
    public_id = waiting(organisation="Asparez Club")
    version = row(public_id).version
    page = moderator.visit(DESK + public_id).submit(button="Assign to me")
    assert "You have taken this." in page.text
    assert "yours" in entry(moderator, "Asparez")
    assert f"assigned to {LUSINE}" in entry(colleague, "Asparez")
    page = colleague.visit(DESK + public_id)
    assert f"Assigned to {LUSINE}." in page.text
    page = page.submit(button="Assign to me")
    assert f"Assigned to {OTHER}." in moderator.visit(DESK + public_id).text
    page.submit(button="Let it go")
    assert "assigned" not in entry(moderator, "Asparez")
    assert tags()[-3:] == ["endorsement:assigned", "endorsement:assigned", "endorsement:let_go"]
    assert row(public_id).version == version


def test_taking_overtakes_nobodys_decision(moderator: Browser, colleague: Browser, waiting: Any, row: Any) -> None:
    public_id = waiting()
    page = moderator.visit(DESK + public_id)
    colleague.visit(DESK + public_id).submit(button="Assign to me")
    colleague.visit(f"{DESK}{public_id}/notes").submit({"text": "I telephoned."}, button="Leave the note")
    page.submit(button="Approve")
    assert row(public_id).state is State.APPROVED


def test_pressed_twice_it_does_no_harm_and_a_colleagues_stays_theirs(
    moderator: Browser, colleague: Browser, waiting: Any, tags: Any, rows: Any
) -> None:
    public_id = waiting()
    old = moderator.visit(DESK + public_id)
    old.submit(button="Assign to me")
    old.submit(button="Assign to me")
    assert tags().count("endorsement:assigned") == 1
    page = moderator.visit(DESK + public_id)
    colleague.visit(DESK + public_id).submit(button="Assign to me")
    page.submit(button="Let it go")
    assert len(rows(Assignment)) == 1
    assert "endorsement:let_go" not in tags()


@pytest.mark.parametrize("outcome", ["", "steal", "\x00", None])
def test_whatever_else_is_sent_nothing_is_assigned(moderator: Browser, waiting: Any, rows: Any, outcome: Any) -> None:
    page = moderator.visit(DESK + waiting())
    page.submit(button="Assign to me", tamper={"outcome": outcome}, status=400)
    assert rows(Assignment) == []


def test_several_are_taken_in_the_queue_and_the_list_stays_as_it_was(moderator: Browser, waiting: Any) -> None:
    ids = [waiting(organisation=f"Asparez {number}") for number in range(3)]
    page = moderator.visit(f"{QUEUE}?q=asparez&whose=nobody")
    page = page.submit({"endorsement": ids[:2]}, button="Assign to me")
    assert page.path.startswith(f"{QUEUE}?")
    assert [words(one) for one in page.all(".//li[@data-row]//strong")] == ["Asparez 2"]
    assert listed(moderator, "?whose=mine") == ["Asparez 0", "Asparez 1"]
    page = moderator.visit(f"{QUEUE}?whose=mine").submit({"endorsement": ids[:1]}, button="Let them go")
    assert listed(moderator, "?whose=mine") == ["Asparez 1"]


def test_what_is_gone_meanwhile_is_passed_over(moderator: Browser, waiting: Any, write: Any) -> None:
    gone, there = waiting(organisation="Gone"), waiting(organisation="There")
    page = moderator.visit(QUEUE)
    with write() as session:
        erase(session, gone, at=now())
    page.submit({"endorsement": [gone, there]}, button="Assign to me")
    assert listed(moderator, "?whose=mine") == ["There"]


def test_whoever_left_the_desk_has_nothing_assigned(
    app: Any, moderator: Browser, colleague: Browser, waiting: Any
) -> None:
    public_id = waiting(organisation="Asparez")
    colleague.visit(DESK + public_id).submit(button="Assign to me")
    result = app.test_cli_runner().invoke(args=["moderator", "retire", COLLEAGUE.email, "--yes"])
    assert result.exit_code == 0, result.output
    assert "Assigned" not in moderator.visit(DESK + public_id).text
    assert listed(moderator, "?whose=nobody") == ["Asparez"]


def test_the_others_see_who_is_looking(
    clock: Any, moderator: Browser, colleague: Browser, waiting: Any, looks: Any, row: Any
) -> None:
    public_id = waiting(organisation="Asparez Club")
    version = row(public_id).version
    assert looks(moderator, public_id) == []
    clock.shift(timedelta(seconds=30))
    sentence = f"{LUSINE} is looking at this (since 08:00 UTC)"
    assert looks(colleague, public_id) == [sentence]
    assert sentence in colleague.visit(DESK + public_id).text
    assert sentence in entry(colleague, "Asparez")
    assert LUSINE not in entry(moderator, "Asparez")
    assert row(public_id).version == version
    clock.shift(timedelta(seconds=74))
    assert f"{OTHER} is looking at this (since 08:00 UTC)" in entry(moderator, "Asparez")
    clock.shift(timedelta(seconds=1))
    assert "looking" not in entry(moderator, "Asparez")


def test_the_hour_is_when_they_came_until_they_leave(clock: Any, moderator: Browser, colleague: Any, waiting: Any,
                                                     looks: Any) -> None:  # fmt: skip
    public_id = waiting()
    for _ in range(5):
        looks(moderator, public_id)
        clock.shift(timedelta(seconds=30))
    assert looks(colleague, public_id) == [f"{LUSINE} is looking at this (since 08:00 UTC)"]
    looks(moderator, public_id, gone="1")
    assert looks(colleague, public_id) == []
    clock.shift(timedelta(minutes=10))
    looks(moderator, public_id)
    assert looks(colleague, public_id) == [f"{LUSINE} is looking at this (since 08:12 UTC)"]


def test_opening_a_page_says_nothing_by_itself(moderator: Browser, waiting: Any, rows: Any) -> None:
    moderator.visit(DESK + waiting())
    assert rows(Look) == []


def test_two_who_work_at_once_do_not_meet(moderator: Browser, colleague: Browser, waiting: Any) -> None:
    ids = [waiting(organisation=f"Forum {number}") for number in range(6)]
    one = decide(moderator, ids[0], "Approve")
    other = decide(colleague, ids[5], "Approve")
    seen = [(one.h1, other.h1)]
    for _ in range(1):
        one, other = one.submit(button="Approve"), other.submit(button="Approve")
        seen.append((one.h1, other.h1))
    assert seen == [("Forum 1", "Forum 2"), ("Forum 3", "Forum 4")]
    other.submit(button="Approve")
    assert one.submit(button="Approve").h1 == "Queue"


def test_what_a_colleague_has_taken_comes_last(moderator: Browser, colleague: Browser, waiting: Any) -> None:
    first, second, _third = (waiting(organisation=name) for name in ("First", "Second", "Third"))
    colleague.visit(DESK + second).submit(button="Assign to me")
    page = decide(moderator, first, "Approve")
    assert page.h1 == "Third"
    page = page.submit(button="Approve")
    assert page.h1 == "Second"


def test_the_way_leads_onward_and_then_from_the_beginning(moderator: Browser, appeal: Any, write: Any) -> None:
    with write() as session:
        statement = session.get_one(Statement, appeal.id)
        ids = [
            an_endorsement(session, statement, organisation=f"Forum {number}", at=now() + timedelta(hours=number // 2))
            for number in range(5)
        ]
        names = [one.public_id for one in ids]
    page = decide(moderator, names[2], "Approve")
    order = []
    while page.h1 != "Queue":
        order.append(page.h1)
        page = page.submit(button="Approve")
    assert order == ["Forum 3", "Forum 4", "Forum 0", "Forum 1"]


def test_from_each_one_leads_to_its_neighbours(moderator: Browser, waiting: Any) -> None:
    ids = [waiting(organisation=f"Forum {number}") for number in range(3)]
    page = moderator.visit(DESK + ids[0])
    assert "Previous one" not in page.links()
    for name in ("Forum 1", "Forum 2"):
        page = page.follow("Next one")
        assert page.h1 == name
    assert "Next one" not in page.links()
    assert page.follow("Previous one").h1 == "Forum 1"


def test_with_the_endorsement_all_of_it_goes(
    moderator: Browser, waiting: Any, write: Any, rows: Any, looks: Any
) -> None:
    public_id = waiting()
    page = moderator.visit(DESK + public_id)
    page.submit({"text": "A note."}, button="Leave the note")
    page.submit(button="Assign to me")
    looks(moderator, public_id)
    with write() as session:
        erase(session, public_id, at=now())
    assert rows(ColleagueNote) == rows(Assignment) == rows(Look) == []
