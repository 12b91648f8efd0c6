"""The whole register: a page at a time, searched in any spelling, by country."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.base import public_id
from app.domain.endorsements.decisions import reconsider
from app.domain.endorsements.indexing import mark_some
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import withdraw
from app.domain.endorsements.states import Reason, State
from app.domain.statements.models import Statement
from app.domain.text import organisation_key, search_key, sort_name
from app.web.work import now
from tests.checks import words
from tests.factories import a_verdict, an_endorsement
from tests.page import Page

Visit = Callable[..., Page]
REGISTER = "/en/statements/appeal/signatories"


def names(page: Page) -> list[str]:
    return [words(name) for name in page.all(".//bdi[@class='register__name']")]


def many(write: Any, appeal: Statement, number: int) -> list[str]:
    """As many organisations on the register, past the operations for speed; their names in order."""
    listed = [f"Union number {count:04}" for count in range(number)]
    with write() as session:
        revision_id = session.get_one(Statement, appeal.id).revisions[0].id
        common = {
            "statement_id": appeal.id, "revision_id": revision_id, "_state": State.APPROVED, "version": 1,
            "locale": "en", "country": "AM", "created_at": now(), "confirmed_at": now(), "listed_at": now(),
        }  # fmt: skip
        session.execute(
            sa.insert(Endorsement),
            [
                common
                | {
                    "public_id": public_id(),
                    "organisation": name,
                    "organisation_key": organisation_key(name),
                    "sort_name": sort_name(name),
                    "search_name": search_key(name),
                }
                for name in listed
            ],
        )
        session.get_one(Statement, appeal.id).register_version += 1
        while mark_some(session):
            pass
    return listed


def test_pages_of_a_hundred_follow_each_other_until_all_were_seen_once(
    visit: Visit, write: Any, appeal: Statement
) -> None:
    listed = many(write, appeal, 250)
    page = visit(REGISTER)
    seen = names(page)
    while page.all(".//a[@rel='next']"):
        page = page.follow("More signatories")
        assert "250 organisations from 1 country" in page.text
        seen += names(page)
    assert seen == listed
    assert names(page.follow("Back to the beginning")) == listed[:100]


def test_the_statement_shows_a_hundred_and_leads_to_all(visit: Visit, write: Any, appeal: Statement) -> None:
    listed = many(write, appeal, 101)
    page = visit("/en/statements/appeal")
    assert names(page) == listed[:100]
    assert page.follow("All 101 organisations").path == REGISTER
    many_more = names(visit(REGISTER))
    assert many_more == listed[:100]


def test_a_full_page_has_no_next_one(visit: Visit, write: Any, appeal: Statement) -> None:
    many(write, appeal, 100)
    assert not visit(REGISTER).all(".//a[@rel='next']")


@pytest.mark.parametrize("asked", ["asparez", "«ԱՍՊԱՐԵԶ»", "ժուռնալիստների", "ASPAREZ ak", "  asparez  "])
def test_a_name_is_found_in_any_spelling(visit: Visit, write: Any, appeal: Statement, asked: str) -> None:
    with write() as session:
        an_endorsement(session, appeal, state=State.APPROVED, organisation="Ժուռնալիստների «Ասպարեզ» ակումբ")
        an_endorsement(session, appeal, state=State.APPROVED, organisation="Lawyers without Limits")
    page = visit(REGISTER).submit({"q": asked})
    assert names(page) == ["Ժուռնալիստների «Ասպարեզ» ակումբ"]
    assert "1 organisation from 1 country" in page.text
    assert page.form("q").value("q") == asked.strip()
    assert len(names(page.follow("Show all"))) == 2


def test_countries_are_listed_with_their_number_and_filter(visit: Visit, write: Any, appeal: Statement) -> None:
    with write() as session:
        for country in ("AM", "GE", "GE"):
            an_endorsement(session, appeal, state=State.APPROVED, country=country)
    page = visit(REGISTER)
    assert list(page.form("country").options("country")) == ["", "AM", "GE"]
    assert "Georgia (2)" in page.text
    georgian = page.submit({"country": "GE"})
    assert len(names(georgian)) == 2
    assert georgian.form("country").value("country") == "GE"


@pytest.mark.parametrize(
    "query",
    [
        "q=%25",
        "q=_",
        "q=%27%20OR%201%3D1--",
        "q=%3Cscript%3E",
        "q=" + "x" * 3000,
        "q=%E2%80%AE",
        "country=XX",
        "country=%27",
        "after=nothing",
        "after=%3Cscript%3E",
        "q=a&q=b&country=AM&country=GE&after=&after=x",
        "unknown=1",
    ],
)
def test_any_query_is_answered(visit: Visit, write: Any, appeal: Statement, query: str) -> None:
    with write() as session:
        an_endorsement(session, appeal, state=State.APPROVED)
    assert visit(f"{REGISTER}?{query}").h1 == "Signatories"


def test_what_is_not_found_is_said_so(visit: Visit, appeal: Statement) -> None:
    assert "No organisation has signed yet." in visit(REGISTER).text
    assert "No organisation on the register fits." in visit(f"{REGISTER}?q=nobody").text


def test_only_approved_ones_are_listed_and_nothing_private(visit: Visit, write: Any, appeal: Statement) -> None:
    with write() as session:
        for state in State:
            an_endorsement(session, appeal, state=state, organisation=f"It was {state.value}", note="Tell nobody")
        an_endorsement(session, appeal, state=State.APPROVED, organisation="Open about it", show_representative=True)
    for path in ("/en/", "/en/statements/appeal", REGISTER, f"{REGISTER}?q=anahit", f"{REGISTER}?q=it+was"):
        page = visit(path)
        assert "@" not in page.text
        assert "Tell nobody" not in page.source
        assert set(names(page)) <= {"It was approved", "Open about it"}
    assert visit(REGISTER).text.count("Anahit Grigoryan, Director") == 1


def test_who_leaves_the_register_is_gone_at_once(visit: Visit, write: Any, appeal: Statement) -> None:
    with write() as session:
        first = an_endorsement(session, appeal, state=State.APPROVED, organisation="First")
        second = an_endorsement(session, appeal, state=State.APPROVED, organisation="Second")
    assert names(visit(REGISTER)) == names(visit("/en/statements/appeal")) == ["First", "Second"]
    with write() as session:
        withdraw(session, first.public_id, at=now())
    assert names(visit(REGISTER)) == names(visit("/en/statements/appeal")) == ["Second"]
    with write() as session:
        verdict = a_verdict(session, session.get_one(Endorsement, second.id), reason=Reason.MISTAKE)
        reconsider(session, second.public_id, verdict)
    assert names(visit(REGISTER)) == names(visit("/en/statements/appeal")) == []


def test_a_cursor_of_an_organisation_that_left_still_leads_on(visit: Visit, write: Any, appeal: Statement) -> None:
    listed = many(write, appeal, 150)
    page = visit(REGISTER)
    with write() as session:
        last = session.scalars(sa.select(Endorsement).where(Endorsement.organisation == listed[99])).one()
        withdraw(session, last.public_id, at=now())
    assert names(page.follow("More signatories")) == listed[100:]


def test_who_asks_for_no_letter_at_all_finds_nobody(visit: Visit, write: Any, appeal: Statement) -> None:
    with write() as session:
        an_endorsement(session, appeal, state=State.APPROVED, organisation="Asparez Club")
    page = visit(f"{REGISTER}?q=%21%3F")
    assert "Asparez Club" not in page.text
