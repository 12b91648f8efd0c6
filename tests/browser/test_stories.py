"""The main job, as people do it in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site
from tests.browser.people import STATEMENT, Moderator, Reader, Signatory

pytestmark = pytest.mark.browser


def test_a_reader_sees_who_stands_behind_the_text(reader: Reader) -> None:
    reader.opens_the_statement()
    assert reader.title() == "Immediately apply to the UN Security Council and the OSCE"
    assert reader.signatories()[0] == "Open Society Foundations – Armenia"
    assert "Public Journalism Club" in reader.signatories()


def test_an_organisation_endorses_confirms_is_approved_and_appears(
    reader: Reader, signatory: Signatory, moderator: Moderator
) -> None:
    name, address = "«Հետք» լրագրողների միություն", "khmbagir@hetk.example"
    signatory.endorses(name, address)
    assert "e-mail" in signatory.reads()
    reader.opens_the_statement()
    assert name not in reader.signatories()

    signatory.confirms_by_mail(address)
    reader.opens_the_statement()
    assert name not in reader.signatories(), "public without a moderator"

    moderator.approves(name)
    moderator.lets_the_minute_pass()
    reader.opens_the_statement()
    assert name in reader.signatories()
    assert name in signatory.mailbox.newest_to(address, number=2)


def test_a_declined_organisation_learns_why(signatory: Signatory, moderator: Moderator, reader: Reader) -> None:
    name, address = "Honest Bakery Ltd", "owner@bakery.example"
    signatory.endorses(name, address)
    signatory.confirms_by_mail(address)
    moderator.declines(name, "not_an_organisation")
    moderator.lets_the_minute_pass()
    assert name in signatory.mailbox.newest_to(address, number=2)
    reader.opens_the_statement()
    assert name not in reader.signatories()


def test_a_signatory_withdraws_and_the_name_is_gone(signatory: Signatory, moderator: Moderator, reader: Reader) -> None:
    name, address = "Regional Studies Group", "office@regional.example"
    signatory.endorses(name, address)
    signatory.confirms_by_mail(address)
    moderator.approves(name)
    moderator.lets_the_minute_pass()
    signatory.opens_the_mailed_link(address, number=2)
    signatory.page.locator("main a[href$='/withdraw']").click()
    signatory.page.locator("main form button[type=submit]").last.click()
    reader.opens_the_statement()
    assert name not in reader.signatories()


def test_opening_a_mailed_link_changes_nothing(signatory: Signatory, moderator: Moderator) -> None:
    name, address = "Forum for Open Courts", "forum@courts.example"
    signatory.endorses(name, address)
    signatory.opens_the_mailed_link(address)
    signatory.page.wait_for_timeout(10_000)  # longer than a scanner looks at a page
    moderator.goes_to("/moderation/")
    assert name not in moderator.reads()


def test_a_mistake_in_the_form_loses_nothing(signatory: Signatory) -> None:
    signatory.fills_the_form("Centre for Press Freedom", "press@freedom.example", website="http://")
    signatory.sends_it()
    assert signatory.page.title().startswith("Error")
    assert signatory.page.locator("[name=organisation]").input_value() == "Centre for Press Freedom"
    assert signatory.page.locator("[name=country]").input_value() == "AM"
    signatory.finds_nothing_inaccessible()
    signatory.page.locator("[name=website]").fill("freedom.example")
    signatory.page.locator("[name=privacy]").check()
    signatory.sends_it()
    assert signatory.mailbox.link_to("press@freedom.example")


def test_the_whole_journey_works_without_javascript(
    site: Site, chromium: Browser, signatory: Signatory, moderator: Moderator, reader: Reader
) -> None:
    name, address = "Ընդդեմ կոռուպցիայի", "info@against.example"
    context = chromium.new_context(java_script_enabled=False)
    plain = Signatory(context.new_page(), site.url)
    plain.mailbox = signatory.mailbox
    plain.endorses(name, address)
    plain.confirms_by_mail(address)
    context.close()
    moderator.approves(name)
    reader.opens_the_statement()
    assert name in reader.signatories()


def test_one_endorses_with_the_keyboard_alone(signatory: Signatory) -> None:
    page = signatory.page
    signatory.goes_to(f"{STATEMENT}/endorse")
    typed = {
        "organisation": "Keyboard Alliance",
        "website": "keyboard.example",
        "country": "Arm",
        "representative": "Ani",
        "position": "Chair",
        "email": "ani@keyboard.example",
    }
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || ''")
        if name in typed:
            page.keyboard.type(typed.pop(name))
        elif name == "privacy":
            page.keyboard.press("Space")
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/sent*")
    assert not typed
    assert signatory.mailbox.link_to("ani@keyboard.example")
