"""A statement under attack, as somebody with a browser meets it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, somebody
from tests.browser.people import TITLE, Moderator, Signatory
from tests.live import Mailbox

pytestmark = pytest.mark.browser


@pytest.fixture
def without_scripts(site: Site, chromium: Browser, mailbox: Mailbox) -> Iterator[Signatory]:
    """Somebody behind Tor Browser's safest setting."""
    for person in somebody(Signatory, site, chromium, java_script_enabled=False):
        person.mailbox = mailbox
        yield person


@pytest.fixture
def attack(moderator: Moderator) -> Iterator[None]:
    """While an editor has said that it is under attack."""
    moderator.goes_to("/moderation/protection")
    moderator.presses("It is under attack", of=TITLE)
    yield
    moderator.goes_to("/moderation/protection")
    moderator.presses("The attack is over", of=TITLE)


@pytest.mark.usefixtures("attack")
def test_a_browser_proves_itself_while_the_form_is_filled_in(signatory: Signatory, moderator: Moderator) -> None:
    name, address = "Խոսքի ազատության կոմիտե", "office@khosk.example"
    signatory.fills_the_form(name, address)
    signatory.page.wait_for_timeout(3000)  # nobody is quicker
    signatory.finds_nothing_inaccessible()
    signatory.sends_it()
    signatory.page.wait_for_url("**/endorse/sent")
    signatory.confirms_by_mail(address)
    moderator.opens(name)
    assert "robot" not in moderator.reads()


@pytest.mark.usefixtures("attack")
def test_who_has_no_javascript_is_taken_and_waits_apart(without_scripts: Signatory, moderator: Moderator) -> None:
    name, address = "Quiet Browsers Collective", "office@quiet.example"
    without_scripts.fills_the_form(name, address)
    assert "Your browser runs no scripts" in without_scripts.reads()
    without_scripts.sends_it()
    without_scripts.page.wait_for_url("**/endorse/sent")
    without_scripts.confirms_by_mail(address)
    moderator.goes_to("/moderation/")
    assert name not in moderator.reads()
    moderator.page.get_by_role("link", name="waiting apart").click()
    moderator.page.get_by_role("link", name=name).click()
    assert "robot" in moderator.reads()
    moderator.page.locator("button[name=action][value=approve]").click()
