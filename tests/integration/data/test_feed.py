"""The feed, as a feed reader and a strict XML parser read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from defusedxml.ElementTree import fromstring as from_xml

from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.models import RevisionKind, Statement
from app.domain.statements.operations import revise
from app.web.data.feed import MOST_ENTRIES
from app.web.work import now
from tests.factories import a_draft
from tests.integration.data.conftest import APPEAL, HOSTILE
from tests.page import Page

Visit = Callable[..., Page]
FEED = f"{APPEAL}/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(page: Page) -> Any:
    """What feedparser makes of it; strict XML besides, with what RFC 4287 asks of every feed and entry."""
    root = from_xml(page.body)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for one in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
            assert one.findtext(f"{ATOM}{name}")
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(ids) == len(set(ids))
    found = feedparser.parse(page.body)
    assert not found.bozo
    assert len(found.entries) == len(entries)
    return found


def test_a_new_statement_is_one_entry(visit: Visit, appeal: Statement) -> None:
    page = visit(FEED)
    feed = read(page)
    assert page.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.version == "atom10"
    assert feed.feed.title.startswith('For "open" archives & ]]> more')
    assert [entry.title for entry in feed.entries] == ['Published: For "open" archives & ]]> more']
    assert feed.feed.id.startswith("tag:sign.example.org,20")
    assert feed.feed.id.endswith(":statements/appeal")
    rels = {link.rel: link.href for link in feed.feed.links}
    assert rels["self"] == "https://sign.example.org/statements/appeal/feed.atom"
    assert visit(rels["alternate"]).h1.startswith('For "open" archives')


def test_hard_names_come_through_whole(visit: Visit, hostile: list[str]) -> None:
    feed = read(visit(FEED))
    titles = {entry.title for entry in feed.entries}
    assert {f"Signed: {name}" for name in HOSTILE} < titles
    assert all(entry.content[0].type == "text/plain" for entry in feed.entries)


def test_ids_and_moments_stay_and_the_newest_comes_first(
    clock: Any, visit: Visit, listed: Any, appeal: Statement, write: Any
) -> None:
    listed(organisation="First Union")
    clock.shift(timedelta(hours=1))
    before = {entry.id: entry.updated for entry in read(visit(FEED)).entries}
    with write() as session:
        draft = a_draft(slug="appeal", title="For open archives", body="We ask again.")
        revise(session, draft, kind=RevisionKind.SUBSTANTIVE, note="We ask for more.", by=ADMINISTRATOR, at=now())
    clock.shift(timedelta(hours=1))
    listed(organisation="Second Union")
    feed = read(visit(FEED))
    titles = [entry.title for entry in feed.entries]
    assert titles[:2] == ["Signed: Second Union", "A new text: revision 2"]
    assert feed.entries[1].content[0].value.startswith("We ask for more.")
    after = {entry.id: entry.updated for entry in feed.entries}
    assert {name: after[name] for name in before} == before
    assert feed.feed.updated == feed.entries[0].updated
    for entry in feed.entries:
        visit(entry.link)


def test_who_withdraws_is_gone_at_once(visit: Visit, listed: Any, withdrawn: Any) -> None:
    public_id = listed(organisation="Second Thoughts")
    tag = visit(FEED).headers["ETag"]
    assert "Second Thoughts" in visit(FEED, headers={}).text
    withdrawn(public_id)
    page = visit(FEED, headers={"If-None-Match": tag})
    assert "Second Thoughts" not in page.text
    assert public_id not in page.text


def test_it_is_the_newest_fifty(clock: Any, visit: Visit, listed: Any) -> None:
    for number in range(MOST_ENTRIES + 1):
        clock.shift(1)
        listed(organisation=f"Union {number:03}")
    titles = [entry.title for entry in read(visit(FEED)).entries]
    assert len(titles) == MOST_ENTRIES
    assert (titles[0], titles[-1]) == ("Signed: Union 050", "Signed: Union 001")


@pytest.mark.parametrize("language", ["en", "xx", ""])
def test_a_language_that_the_site_has_not_is_the_statements(visit: Visit, appeal: Statement, language: str) -> None:
    assert read(visit(f"{FEED}?language={language}")).feed.language == "en"


def test_it_is_not_sent_twice_and_no_script_of_another_page_reads_it(visit: Visit, listed: Any) -> None:
    listed()
    page = visit(FEED)
    assert "Access-Control-Allow-Origin" not in page.headers
    known = visit(FEED, status=304, headers={"If-None-Match": page.headers["ETag"]})
    assert known.body == b""
    visit("/statements/none/feed.atom", status=404)
