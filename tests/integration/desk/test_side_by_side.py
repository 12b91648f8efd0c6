"""Two endorsements side by side: why, what differs, and a moderator's answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from app.domain.endorsements.states import State
from tests.accounts import MODERATOR, signed_in
from tests.checks import words
from tests.integration.desk.conftest import COLLEAGUE
from tests.integration.desk.reading import DESK, PUBLIC, decide, on_register
from tests.page import Browser, Page

CLUB, SAME = "Public Journalism Club", "Club of Public Journalism"


@pytest.fixture
def pair(waiting: Any) -> Callable[..., tuple[str, str]]:
    """`pair()`: the public ids of two that look alike, the older first; `state=` of both."""

    def make(one: str = CLUB, other: str = SAME, state: State = State.PENDING) -> tuple[str, str]:
        return (
            waiting(state, organisation=one, website="https://pjc.am", country="AM"),
            waiting(state, organisation=other, website="", country="AM"),
        )

    return make


def side_by_side(browser: Browser, one: str, other: str, **expected: Any) -> Page:
    return browser.visit(f"{DESK}{one}/duplicates/{other}", **expected)


def test_the_way_there_says_why_and_where_it_stands(moderator: Browser, pair: Any) -> None:
    one, _ = pair()
    page = moderator.visit(DESK + one)
    (entry,) = [words(each) for each in page.all(".//*[@id='duplicates']//li")]
    assert entry.startswith(SAME)
    assert "the same words in another order" in entry
    assert "waiting" in entry
    assert page.follow(f"{SAME} ? waiting").title.startswith("The same organisation?")


def test_what_looks_like_nobody_has_no_such_section(moderator: Browser, waiting: Any) -> None:
    page = moderator.visit(DESK + waiting(organisation=CLUB))
    assert "Perhaps the same organisation" not in page.text


def test_words_that_only_one_has_are_marked_for_eye_and_ear(moderator: Browser, pair: Any) -> None:
    page = side_by_side(moderator, *pair(CLUB, "Public Journalists' Club"))
    only = [words(each) for each in page.all(".//mark")]
    assert any("Journalism" in each and each.startswith("[only here:") for each in only)
    labels = {words(each) for each in page.all(".//tbody//th")}
    assert "Website ? differs" in labels
    assert "Position ✓ the same" in labels


def test_the_same_keeps_the_older_and_tells_the_newer(
    moderator: Browser, pair: Any, row: Any, tags: Any, sent: Any
) -> None:
    older, newer = pair()
    email = row(newer).email
    side_by_side(moderator, newer, older).submit(button="The same: keep the older")
    assert (row(older).state, row(newer).state) == (State.PENDING, State.DECLINED)
    mail = sent.to(email)[-1]
    assert mail.subject == "Your organisation is here already: For open archives"
    page = moderator.visit(DESK + newer)
    assert f"which stands for it: {CLUB} (waiting)" in page.text
    assert "Lusine Sargsyan declined it on" in page.text
    assert (
        "Lusine Sargsyan kept it: another endorsement is of the same organisation" in moderator.visit(DESK + older).text
    )


def test_what_was_just_merged_can_be_undone(moderator: Browser, pair: Any, row: Any, sent: Any) -> None:
    older, newer = pair()
    side_by_side(moderator, newer, older).submit(button="The same: keep the older")
    page = moderator.visit(DESK + newer)
    page.submit(button="Undo")
    assert row(newer).state is State.PENDING
    assert "stands for it" not in moderator.visit(DESK + newer).text
    assert not [mail for mail in sent.to(row(newer).email) if "here already" in mail.subject]


def test_of_two_on_the_register_readers_see_one(moderator: Browser, pair: Any, reader: Browser) -> None:
    one, other = pair(state=State.APPROVED)
    assert on_register(reader.visit(PUBLIC)) == [SAME, CLUB]
    page = side_by_side(moderator, one, other)
    assert f"“{SAME}” leaves the register." in page.text
    page.submit(button="The same: keep the older")
    assert on_register(reader.visit(PUBLIC)) == [CLUB]


def test_told_apart_they_are_not_shown_together_again(moderator: Browser, pair: Any, row: Any, sent: Any) -> None:
    one, other = pair()
    number = len(sent)
    side_by_side(moderator, one, other).submit(button="Two different organisations")
    for each in (one, other):
        assert row(each).state is State.PENDING
        page = moderator.visit(DESK + each)
        assert "Perhaps the same organisation" not in page.text
        assert "Lusine Sargsyan told it apart from an organisation that looks alike" in page.text
    assert len(sent) == number
    assert "that they are two organisations" in side_by_side(moderator, one, other).text


def test_told_apart_twice_is_told_apart(moderator: Browser, pair: Any) -> None:
    page = side_by_side(moderator, *pair())
    for _ in range(2):
        page.submit(button="Two different organisations")


def test_one_name_for_the_register_cannot_be_told_apart(moderator: Browser, pair: Any) -> None:
    one, other = pair(CLUB, CLUB.upper())
    page = side_by_side(moderator, one, other)
    assert "first give one of them a name that tells them apart" in page.text
    late = page.submit(button="The same: keep the older", tamper={"outcome": "apart"}, status=409)
    assert "Nothing was done" in late.text


@pytest.mark.parametrize("button", ["The same: keep the older", "Two different organisations"])
@pytest.mark.parametrize("changed", [0, 1])
def test_whoever_is_slower_reads_what_happened(
    moderator: Browser, colleague: Browser, pair: Any, row: Any, button: str, changed: int
) -> None:
    both = pair()
    page = side_by_side(moderator, *both)
    decide(colleague, both[changed], "Approve")
    late = page.submit(button=button, status=409)
    assert "Somebody was faster" in late.text
    assert f"{(CLUB, SAME)[changed]}: {COLLEAGUE.name} approved it" in late.text
    late.submit(button=button)
    states = [row(each).state for each in both]
    assert states.count(State.APPROVED) == 1


@pytest.mark.parametrize("version", [None, "", "x", "-1", "9" * 5000])
@pytest.mark.parametrize("name", ["version", "other_version", "outcome"])
def test_a_damaged_form_decides_nothing(moderator: Browser, pair: Any, row: Any, name: str, version: Any) -> None:
    one, other = pair()
    page = side_by_side(moderator, one, other)
    page.submit(button="The same: keep the older", tamper={name: version}, status=(400, 409))
    assert row(one).state is row(other).state is State.PENDING


def test_two_moderators_merge_one_pair_at_once_and_it_is_merged_once(
    app: Flask, make_app: Any, pair: Any, row: Any, sent: Any
) -> None:
    older, newer = pair()
    desks = [signed_in(app, MODERATOR), signed_in(make_app(), COLLEAGUE)]
    pages = [side_by_side(desks[0], older, newer), side_by_side(desks[1], newer, older)]
    together = Barrier(2)

    def press(page: Page) -> int:
        together.wait(timeout=30)
        return page.submit(button="The same: keep the older", status=(303, 409)).status

    with ThreadPoolExecutor(2) as crowd:
        statuses = sorted(crowd.map(press, pages))
    assert statuses == [303, 409]
    assert len(row(newer).decisions) == 1
    assert row(older).decisions == []
    assert len([mail for mail in sent.to(row(newer).email) if "here already" in mail.subject]) == 1


def test_what_is_no_pair_is_not_found(moderator: Browser, waiting: Any) -> None:
    one = waiting()
    side_by_side(moderator, one, one, status=404)
    side_by_side(moderator, one, "nobody", status=404)


def test_names_of_every_script_and_of_the_hostile_stay_text(moderator: Browser, pair: Any) -> None:
    one, other = pair("<b>Ակումբ</b> & «نادي الصحافة»", "<b>Ակումբ</b> & «نادي الصحافة» <i>1</i>")
    page = side_by_side(moderator, one, other)
    assert "<b>Ակումբ</b> & «نادي الصحافة»" in page.text
    assert not page.all(".//table//b")
