"""A reader finds a statement and reads it: its words, its facts, who stands behind it, in every script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.draft import TextDraft
from app.domain.statements.models import Statement
from app.domain.statements.operations import close
from tests.checks import words
from tests.databases import ROOT
from tests.factories import NAMES, a_statement, an_endorsement
from tests.page import Browser, Page

Visit = Callable[..., Page]
SHOW = "/en/statements/security-council-and-osce"


def test_the_founding_statement_is_shown_word_for_word(statement: Statement, visit: Visit) -> None:
    page = visit(SHOW)
    text = (ROOT / "statements" / f"{statement.slug}.md").read_text().split("---\n")[2]
    shown = page.all(".//div[@class='statement__text']/p")
    assert [words(paragraph) for paragraph in shown] == text.strip().split("\n\n")
    assert page.h1 == "Immediately apply to the UN Security Council and the OSCE"
    assert page.all(".//div[@class='statement__text']")[0].attrib["lang"] == "en"


def test_its_facts_stand_around_it(statement: Statement, visit: Visit) -> None:
    page = visit(SHOW)
    assert [words(link) for link in page.all(".//p[@class='sections']/a")] == [
        *("Joint", "Announcements", "Publications"),
    ]
    facts = words(page.all(".//p[@class='meta']")[0])
    assert facts == (
        "To the authorities of the Republic of Armenia 29 July 2021 · revision 1 · open for endorsement "
        "9 organisations from 1 country"
    )
    assert words(page.all(".//span[@class='count']")[0]) == "9"
    assert "organisations from 1 country stand behind this statement" in page.text
    assert "as first published on 29 July 2021 by Helsinki Citizens' Assembly Vanadzor Office" in page.text
    assert page.link("Endorse as an organisation") == f"{SHOW}/endorse"


def test_the_founding_signatories_come_in_printed_order(statement: Statement, visit: Visit) -> None:
    entries = [words(entry) for entry in visit(SHOW).all(".//ul[@class='register']/li")]
    assert entries[0] == "Open Society Foundations – Armenia Armenia · founding signatory"
    assert entries[2] == "“Asparez” Journalists Club NGO Armenia · founding signatory"
    assert entries[8] == "Public Journalism Club Armenia · founding signatory"


def test_the_start_leads_straight_to_the_only_statement(statement: Statement, visit: Visit) -> None:
    start = visit("/", status=302)
    assert start.headers["Location"] == SHOW
    assert start.headers["Vary"] == "Accept-Language"


def test_the_start_speaks_the_readers_language(make_app: Callable[..., Flask], write: Any) -> None:
    visitor = Browser(make_app(locales=("en", "hy", "ar")))
    for asked, found in (("hy-AM,hy;q=0.9,en;q=0.8", "/hy/"), ("ar", "/ar/"), ("xx", "/en/"), ("", "/en/")):
        start = visitor.visit("/", status=302, headers={"Accept-Language": asked})
        assert start.headers["Location"] == found


def test_an_empty_site_says_so(visit: Visit) -> None:
    assert "No statement has been published yet." in visit("/").text


def test_the_list_has_the_open_ones_first(visit: Visit, write: Any) -> None:
    at = datetime.now(UTC)
    with write() as session:
        a_statement(session, title="Old and open", slug="a", issued=date(2020, 1, 1), sections=("Joint", "Press"))
        a_statement(session, title="New and closed", slug="b", issued=date(2026, 1, 1), sections=("Joint",))
        a_statement(
            session,
            title="New and open",
            slug="c",
            sections=(),
            issued=date(2026, 1, 2),
            closes_at=at + timedelta(days=1),
        )
        a_statement(session, title="A draft", slug="d", published=False)
        close(session, "b", by=ADMINISTRATOR, at=at)
    page = visit("/")
    assert page.path == "/en/"
    assert [words(title) for title in page.all(".//main//h2")] == ["New and open", "Old and open", "New and closed"]
    assert "closed for endorsement since" in page.text
    assert [words(title) for title in page.follow("Joint").all(".//main//h2")] == ["Old and open", "New and closed"]
    assert "There is no statement in this section." in visit("/en/?section=<script>").text


@pytest.mark.parametrize("path", ["", "/signatories", "/revisions"])
def test_a_draft_and_what_never_was_look_alike(visit: Visit, write: Any, path: str) -> None:
    with write() as session:
        a_statement(session, slug="draft", title="Secret", published=False)
    pages = [visit(f"/en/statements/{slug}{path}", status=404) for slug in ("draft", "none")]
    assert pages[0].text == pages[1].text
    visit("/statements/draft/revisions/1/en.md", status=404)


def test_a_statement_closes_by_itself(visit: Visit, write: Any, clock: Any) -> None:
    closes_at = datetime(2026, 11, 30, 14, tzinfo=UTC)
    with write() as session:
        a_statement(session, slug="appeal", closes_at=closes_at)
    page = visit("/en/statements/appeal")
    assert "open for endorsement until 30 November 2026, 14:00 UTC" in page.text
    clock.move_to(closes_at - timedelta(seconds=1))
    assert visit("/en/statements/appeal").headers["ETag"] == page.headers["ETag"]
    clock.move_to(closes_at)
    closed = visit("/en/statements/appeal")
    assert "closed for endorsement since 30 November 2026, 14:00 UTC" in closed.text
    assert not [link for link in closed.links().values() if link.endswith("/endorse")]
    assert closed.headers["ETag"] != page.headers["ETag"]


def test_a_statement_opens_by_itself(visit: Visit, write: Any, clock: Any) -> None:
    opens_at = datetime(2026, 11, 30, 14, tzinfo=UTC)
    with write() as session:
        a_statement(session, slug="appeal", opens_at=opens_at)
    page = visit("/en/statements/appeal")
    assert "opens for endorsement on 30 November 2026, 14:00 UTC" in page.text
    assert "Endorse as an organisation" not in page.links()
    clock.move_to(opens_at)
    assert visit("/en/statements/appeal").link("Endorse as an organisation")


def test_without_signatories_it_says_so(visit: Visit, write: Any) -> None:
    with write() as session:
        a_statement(session, slug="appeal")
    page = visit("/en/statements/appeal")
    assert "No organisation has signed yet." in page.text
    assert words(page.all(".//span[@class='count']")[0]) == "0"


def test_names_in_every_script_are_listed_and_counted(visit: Visit, write: Any) -> None:
    with write() as session:
        statement = a_statement(session, slug="appeal")
        for name, country in NAMES.items():
            an_endorsement(session, statement, state=State.APPROVED, organisation=name, country=country)
    page = visit("/en/statements/appeal")
    listed = {words(name) for name in page.all(".//bdi[@class='register__name']")}
    assert listed <= set(NAMES)
    assert words(page.all(".//span[@class='count']")[0]) == str(len(listed))


def test_hostile_words_stay_words(visit: Visit, write: Any) -> None:
    evil = "<script>alert(1)</script>"
    text = TextDraft(language="en", title=evil, addressed_to=f'"{evil}', body=f"{evil}\n\n[x](javascript:alert(1))")
    with write() as session:
        statement = a_statement(session, slug="appeal", texts=(text,), sections=(f'"><b>{evil[:40]}',))
        an_endorsement(session, statement, state=State.APPROVED, organisation=f"{evil} “&” 'Union'")
    for path in ("/en/", "/en/statements/appeal", "/en/statements/appeal/signatories"):
        page = visit(path)  # which refuses every script by itself
        assert "<script>" not in page.source
        assert evil in page.text


def test_a_huge_statement_is_a_page_too(visit: Visit, write: Any) -> None:
    body = "\n\n".join(f"{number}. Paragraph *{number}* of a long text." for number in range(1, 3_000))
    text = TextDraft(language="en", title="T" * 300, addressed_to="", body=body)
    with write() as session:
        a_statement(session, slug="appeal", texts=(text,))
    page = visit("/en/statements/appeal")
    assert len(page.all(".//ol/li")) == 2_999
