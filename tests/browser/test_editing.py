"""An editor writes a statement with the preview beside it, and two editors meet at one text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, somebody
from tests.browser.people import Moderator, Reader

pytestmark = pytest.mark.browser

DESK = "/moderation/statements/"


class Editor(Moderator):
    """A moderator who writes statements, too."""

    def writes(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def presses_the_button(self, words: str) -> None:
        self.page.locator("main").get_by_role("button", name=words, exact=True).click()

    def looks_around(self, *paths: str) -> None:
        for path in paths:
            self.goes_to(f"{DESK}{path}")
            self.finds_nothing_inaccessible()
            self.sees_no_sideways_scrolling()


@pytest.fixture
def editor(site: Site, chromium: Browser, editor_account: tuple[str, str]) -> Iterator[Editor]:
    """On a telephone."""
    for person in somebody(Editor, site, chromium, viewport={"width": 320, "height": 700}):
        person.signs_in(*editor_account)
        yield person


@pytest.fixture
def colleague(site: Site, chromium: Browser, editor_account: tuple[str, str]) -> Iterator[Editor]:
    """At a desk, where it is dark."""
    for person in somebody(Editor, site, chromium, color_scheme="dark"):
        person.signs_in(*editor_account)
        yield person


@pytest.fixture
def far_away(site: Site, chromium: Browser) -> Iterator[Reader]:
    """A reader whose clock is not that of the statement."""
    yield from somebody(Reader, site, chromium, timezone_id="America/New_York")


def test_a_statement_from_the_first_word_to_its_readers(editor: Editor, colleague: Editor, far_away: Reader) -> None:
    editor.goes_to("/moderation/new-statement")
    editor.writes(title="For open archives", slug="story", body="## What we ask\n\nOpen *them*.")
    editor.page.locator("#shown h2", has_text="What we ask").wait_for()
    editor.finds_nothing_inaccessible()
    editor.page.locator("[name=zone]").select_option("Asia/Yerevan")
    editor.writes(closes="2029-12-31T18:00", title="")
    editor.presses_the_button("Keep the draft")
    editor.page.locator("#errors").wait_for()
    editor.finds_nothing_inaccessible()
    editor.sees_no_sideways_scrolling()
    editor.writes(title="For open archives")
    editor.presses_the_button("Keep the draft")
    editor.finds_nothing_inaccessible()

    colleague.goes_to(f"{DESK}story/text")
    editor.goes_to(f"{DESK}story/text")
    editor.writes(body="Open them all.")
    editor.presses_the_button("Keep the draft")
    colleague.writes(body="Open some.")
    colleague.presses_the_button("Keep the draft")
    assert "What the other editor changed" in colleague.reads()
    colleague.finds_nothing_inaccessible()
    colleague.writes(body="Open them all, some at once.")
    colleague.presses_the_button("Keep the draft")

    drafts = ("", "story", "story/translation", "story/founders", "story/publication", "story/discard")
    editor.looks_around(*drafts, "story/preview/ar")
    colleague.goes_to(f"{DESK}story/publication")
    colleague.presses_the_button("Publish now")
    colleague.presses_the_button("Change the text")
    editor.looks_around("story", "story/revision", "story/texts/en", "story/closing", "story/late", "story/filing")

    far_away.goes_to("/en/statements/story")
    assert "31 December 2029, 18:00, Yerevan time (31 December 2029 at 09:00 where you are)" in far_away.reads()
    far_away.finds_nothing_inaccessible()
