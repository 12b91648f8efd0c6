"""What happens after the first decision: colleagues who were faster, corrections, honest undoing."""

from __future__ import annotations

import pyotp
import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, somebody
from tests.browser.people import Moderator, Reader, Signatory

pytestmark = pytest.mark.browser


def test_the_second_of_two_moderators_reads_what_the_first_did(
    site: Site, chromium: Browser, editor_account: tuple[str, str], signatory: Signatory, moderator: Moderator
) -> None:
    name, address = "Alliance of Village Libraries", "office@libraries.example"
    signatory.endorses(name, address)
    signatory.confirms_by_mail(address)
    moderator.opens(name)
    for colleague in somebody(Moderator, site, chromium):
        colleague.signs_in(*editor_account)
        colleague.approves(name)
    moderator.page.locator("button[name=action][value=approve]").click()
    assert "Somebody was faster" in moderator.reads()
    assert "Lusine" in moderator.reads()
    moderator.finds_nothing_inaccessible()


def test_a_corrected_name_waits_for_a_moderator(signatory: Signatory, moderator: Moderator, reader: Reader) -> None:
    name, better, address = "Womens Council of Shirak", "Women’s Council of Shirak", "info@council.example"
    signatory.endorses(name, address)
    signatory.confirms_by_mail(address)
    moderator.approves(name)
    moderator.lets_the_minute_pass()
    signatory.opens_the_mailed_link(address, number=2)
    signatory.page.locator("main a[href$='/amend']").click()
    signatory.page.locator("[name=organisation]").fill(better)
    signatory.page.locator("main form button[type=submit]").last.click()
    signatory.finds_nothing_inaccessible()
    reader.opens_the_statement()
    assert name in reader.signatories()
    assert better not in reader.signatories()

    moderator.goes_to("/moderation/?state=changed")
    moderator.page.get_by_role("link", name=name).first.click()
    moderator.finds_nothing_inaccessible()
    moderator.page.locator("button[name=outcome][value=accept]").click()
    reader.opens_the_statement()
    assert better in reader.signatories()
    assert name not in reader.signatories()


def test_a_mistake_is_undone_with_a_reason(signatory: Signatory, moderator: Moderator, reader: Reader) -> None:
    name, address = "Northern Observatory of Elections", "desk@observatory.example"
    signatory.endorses(name, address)
    signatory.confirms_by_mail(address)
    moderator.approves(name)
    moderator.goes_to("/moderation/?state=approved&q=observatory")
    moderator.page.get_by_role("link", name=name).first.click()
    moderator.page.locator("button[name=action][value=reconsider]").click()
    assert moderator.page.title().startswith("Error")
    moderator.finds_nothing_inaccessible()
    moderator.page.locator("#reason-reconsider").select_option("mistake")
    moderator.page.locator("button[name=action][value=reconsider]").click()
    reader.opens_the_statement()
    assert name not in reader.signatories()


def test_a_second_factor_is_asked_for_from_then_on(
    site: Site, chromium: Browser, editor_account: tuple[str, str]
) -> None:
    for moderator in somebody(Moderator, site, chromium):
        site.command("moderator", "add", "aram@coalition.example", "--name", "Aram", "--role", "moderator",
                     "--password-stdin", stdin="seven bridges over the Hrazdan")  # fmt: skip
        moderator.signs_in("aram@coalition.example", "seven bridges over the Hrazdan")
        moderator.goes_to("/account/second-factor")
        moderator.finds_nothing_inaccessible()
        secret = moderator.page.locator("[name=secret]").input_value()
        moderator.page.locator("[name=current]").fill("seven bridges over the Hrazdan")
        moderator.page.locator("[name=code]").fill(pyotp.TOTP(secret).now())
        moderator.page.locator("main form button[type=submit]").click()
        assert "asks for a code" in moderator.reads()
    for again in somebody(Moderator, site, chromium):
        again.goes_to("/sign-in")
        again.page.locator("[name=email]").fill("aram@coalition.example")
        again.page.locator("[name=password]").fill("seven bridges over the Hrazdan")
        again.page.locator("main form button[type=submit]").click()
        assert again.title() == "Enter the code"
        again.finds_nothing_inaccessible()
        again.goes_to("/moderation/")
        assert again.title() == "Enter the code"
