"""The queue: what waits, in which order, how it is found, what is seen at a glance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import endorse
from app.domain.endorsements.states import State
from app.domain.outbox.models import Message
from app.domain.outbox.operations import mark_failed
from app.domain.statements.models import Statement
from app.web.moderate import queue as queue_view
from app.web.work import now
from tests.checks import words
from tests.factories import NAMES, a_statement, an_endorsement, some_details
from tests.page import Browser, Page

QUEUE = "/moderation/"


def listed(page: Page) -> list[str]:
    """The organisations on the page, in order."""
    return [words(one) for one in page.all(".//ol[@class='queue queue--rows']//strong")]


def entry(page: Page, name: str) -> str:
    """All the words of one organisation's line."""
    (found,) = [words(one) for one in page.all(".//ol[@class='queue queue--rows']/li") if name in words(one)]
    return found


def numbers(page: Page) -> dict[str, int]:
    """The number beside each state."""
    found = [words(one) for one in page.all(".//ul[@class='filters']//a")]
    return {label.rpartition(" (")[0]: int(label.rpartition(" (")[2].strip(")")) for label in found}


def chosen(page: Page) -> list[str]:
    """The states that are marked as the current page."""
    return [words(one).partition(" (")[0] for one in page.all(".//ul[@class='filters']//a[@aria-current='page']")]


def test_an_empty_queue_says_so(moderator: Browser) -> None:
    page = moderator.visit(QUEUE)
    assert (page.h1, listed(page), "Nothing here." in page.text) == ("Queue", [], True)


def test_the_oldest_comes_first_by_when_it_was_confirmed(
    clock: Any, moderator: Browser, appeal: Any, write: Any
) -> None:
    with write() as session:
        statement = session.get_one(Statement, appeal.id)
        for name, hours in (("Second", 2), ("Third", 5), ("First", 1), ("Alike", 5)):
            an_endorsement(session, statement, organisation=name, at=now() + timedelta(hours=hours))
    page = moderator.visit(QUEUE)
    assert listed(page) == ["First", "Second", "Third", "Alike"]
    assert "4 wait, the oldest since 23 November 2026, 09:00 UTC. The oldest comes first." in page.text
    assert "confirmed 23 November 2026, 09:00 UTC" in entry(page, "First")


def test_one_that_waits_is_said_to_be_one(clock: Any, moderator: Browser, waiting: Any) -> None:
    waiting()
    assert "1 waits, since 23 November 2026, 08:00 UTC." in moderator.visit(QUEUE).text


def test_each_state_has_its_number_and_its_list(moderator: Browser, waiting: Any) -> None:
    labels = dict(zip(State, ("not confirmed yet", "waiting", "approved", "declined", "withdrawn"), strict=True))
    for number, state in enumerate(State, start=1):
        for _ in range(number):
            waiting(state, organisation=f"{state} {_}")
    page = moderator.visit(QUEUE)
    assert chosen(page) == ["waiting"]
    for number, state in enumerate(State, start=1):
        assert numbers(page)[labels[state]] == number
        page = page.follow(f"{labels[state]} ({number})")
        assert chosen(page) == [labels[state]]
        assert listed(page) == [f"{state} {one}" for one in range(number)]
    assert words(moderator.visit(QUEUE).all(".//nav//a")[0]) == "Queue 2"


@pytest.mark.parametrize(
    "query",
    ["state=nonsense", "state=", "statement=x", "statement=-1", "statement=²", "statement=99999999999", "statement=9",
     "after=nobody", "after=%27", "q=" + "x" * 3000, "state=pending&state=approved", "q=%25", "q=%E2%80%AE",
     "q=%3Cscript%3E", "done=nobody", "done="],
)  # fmt: skip
def test_whatever_the_address_says_there_is_a_page(moderator: Browser, waiting: Any, query: str) -> None:
    waiting()
    assert moderator.visit(f"{QUEUE}?{query}").h1 == "Queue"


def test_an_organisation_is_found_in_its_own_script(moderator: Browser, waiting: Any) -> None:
    for name, country in NAMES.items():
        waiting(organisation=name, country=country)
    page = moderator.visit(QUEUE)
    for name in NAMES:
        for wanted in (name, name.upper(), name[1:-1]):
            assert name in listed(page.submit({"q": wanted}, button="Search")), wanted


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("helsinska", True), ("HELSIŃSKA", True), ("fundacja praw", True), ("HFHR", True), ("Helsinki Foundation", True),
     ("H%ska", False), ("!?", False), ("Hels_nska", False), ("Zürich", False)],
)  # fmt: skip
def test_accents_case_and_other_names_do_not_matter(moderator: Browser, waiting: Any, wanted: str, found: bool) -> None:
    other = {"organisation_latin": "Helsinki Foundation", "also_known_as": "HFHR"}
    waiting(organisation="Helsińska Fundacja Praw Człowieka", **other)
    waiting(organisation="Asparez Club")
    page = moderator.visit(QUEUE).submit({"q": wanted}, button="Search")
    assert listed(page) == (["Helsińska Fundacja Praw Człowieka"] if found else [])
    assert page.form("q").value("q") == wanted


def test_a_search_stays_in_the_list_where_it_was_begun(moderator: Browser, waiting: Any) -> None:
    waiting(organisation="Asparez waiting")
    waiting(State.DECLINED, organisation="Asparez declined")
    page = moderator.visit(f"{QUEUE}?state=declined").submit({"q": "asparez"}, button="Search")
    assert listed(page) == ["Asparez declined"]
    page = moderator.visit(f"{QUEUE}?state=changed").submit({"q": "asparez"}, button="Search")
    assert listed(page) == []


def test_one_statement_alone(moderator: Browser, write: Any, appeal: Any) -> None:
    assert not [
        one for form in moderator.visit(QUEUE).forms() for one in form.controls if one.get("name") == "statement"
    ]
    with write() as session:
        other = a_statement(session, slug="other", title="For clean rivers")
        an_endorsement(session, session.get_one(Statement, appeal.id), organisation="Archivists")
        an_endorsement(session, other, organisation="Rowers")
    page = moderator.visit(QUEUE)
    assert listed(page) == ["Archivists", "Rowers"]
    assert "For clean rivers" in entry(page, "Rowers")
    page = page.submit({"statement": str(other.id)}, button="Search")
    assert (listed(page), numbers(page)["waiting"]) == (["Rowers"], 1)
    page = page.follow("approved (0)")
    assert page.form("statement").value("statement") == str(other.id)
    assert "1" not in words(page.all(".//main//*[@class='lead']")[0])


def test_a_long_queue_is_read_page_by_page_without_gap_or_repetition(
    clock: Any, moderator: Browser, appeal: Any, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_view, "A_PAGE", 5)
    with write() as session:
        statement = session.get_one(Statement, appeal.id)
        for number in range(12):  # three at a time in the same moment
            an_endorsement(session, statement, organisation=f"No {number:02}", at=now() + timedelta(hours=number // 3))
    page, found = moderator.visit(f"{QUEUE}?q=No"), []
    for shown in (5, 5, 2):
        found += listed(page)
        assert len(listed(page)) == shown
        assert "12 wait" in page.text
        following = page.all(".//a[@rel='next']")
        assert len(following) == (shown == 5)
        if following:
            address = following[0].get("href") or ""
            assert set(parse_qs(urlsplit(address).query)) == {"q", "after"}
            # What is decided meanwhile moves nobody to another page.
            page = moderator.visit(address)
    assert found == [f"No {number:02}" for number in range(12)]
    assert listed(page.follow("Back to the beginning"))[0] == "No 00"


def test_what_deserves_a_second_look_is_marked_in_words(
    moderator: Browser, waiting: Any, appeal: Any, write: Any
) -> None:
    waiting(State.APPROVED, organisation="Asparez Club")
    waiting(organisation="The ASPAREZ Club")
    waiting(State.DECLINED, organisation="Quiet One")
    waiting(organisation="Quiet One")
    with write() as session:
        details = some_details(organisation="Robots United")
        values = {"revision_seen": 1, "submission_id": "x", "locale": "en", "at": now(), "suspicion": "field"}
        endorse(session, session.get_one(Statement, appeal.id), details, **values)
        robot = session.scalars(sa.select(Endorsement).where(Endorsement.submission_id == "x")).one()
        assert robot.suspicion
    page = moderator.visit(QUEUE)
    assert "same name" in entry(page, "The ASPAREZ Club")
    assert "same name" not in entry(page, "Quiet One")
    assert "robot?" in entry(moderator.visit(f"{QUEUE}?state=unconfirmed"), "Robots United")


def test_a_mail_that_was_given_up_is_said_at_the_top(moderator: Browser, waiting: Any, write: Any) -> None:
    assert "could not be delivered" not in moderator.visit(QUEUE).text
    waiting()
    with write() as session:
        for message in session.scalars(sa.select(Message)):
            mark_failed(session, message.id, at=now(), error="550", permanent=True)
    page = moderator.visit(QUEUE)
    assert "2 mails could not be delivered." in page.text
    assert page.follow("See which").h1 == "Mail"


def test_a_page_of_the_queue_asks_few_questions_however_long_it_is(
    moderator: Browser, appeal: Any, write: Any, count_queries: Any
) -> None:
    def asked() -> int:
        with count_queries() as queries:
            moderator.visit(QUEUE)
        return len(queries)

    with write() as session:
        an_endorsement(session, session.get_one(Statement, appeal.id))
    few = asked()
    with write() as session:
        for _ in range(30):
            an_endorsement(session, session.get_one(Statement, appeal.id))
    assert asked() == few < 25
