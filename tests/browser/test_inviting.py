"""An editor invites two organisations: one endorses by its link, the other says no; and each page is for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, somebody
from tests.browser.people import Moderator, Reader, Signatory
from tests.live import Mailbox

pytestmark = pytest.mark.browser
LIST = "Open Kiosk Society <anna@kiosk.example>\nQuiet Harbour League <no@harbour.example>\nNo address at all\n"


def test_two_are_invited_and_answer(
    site: Site, chromium: Browser, editor_account: tuple[str, str], mailbox: Mailbox, signatory: Signatory
) -> None:
    for editor in somebody(Moderator, site, chromium, viewport={"width": 320, "height": 640}, color_scheme="dark"):
        editor.signs_in(*editor_account)
        page = editor.page
        editor.goes_to("/moderation/invitations/")
        looks_well(editor)
        page.locator("[name=pasted]").fill(LIST)
        page.get_by_role("button", name="Look at the list").click()
        looks_well(editor)
        page.get_by_role("link", name="Fix record 4").click()
        page.get_by_role("button", name="Keep").click()
        looks_well(editor)  # with its errors
        editor.page.go_back()
        editor.page.go_back()
        page.get_by_role("link", name="To the letter to 2 organisations").click()
        page.locator("[name=note]").fill("We met in Yerevan.")
        page.get_by_role("button", name="Keep, and see the mail").click()
        looks_well(editor)
        page.get_by_role("button", name="Invite 2 organisations").click()
        looks_well(editor)

        signatory.opens_the_mailed_link("anna@kiosk.example")
        looks_well(signatory)
        signatory.page.get_by_role("link", name="Endorse as an organisation").click()
        form = signatory.page
        assert form.locator("[name=organisation]").input_value() == "Open Kiosk Society"
        for name, text in {"representative": "Anna", "position": "Chair"}.items():
            form.locator(f"[name={name}]").fill(text)
        form.locator("[name=country]").select_option("AM")
        form.locator("[name=privacy]").check()
        signatory.sends_it()
        signatory.opens_the_mailed_link("anna@kiosk.example", number=2)
        signatory.confirms()

        site.let_held_mail_leave()
        signatory.opens_the_mailed_link("no@harbour.example")
        signatory.page.get_by_role("link", name="We will not sign").click()
        looks_well(signatory)
        signatory.page.get_by_role("button", name="Say no").click()
        looks_well(signatory)
        signatory.page.get_by_role("link", name="See what is stored").click()
        looks_well(signatory)

        page.reload()
        text = editor.reads()
        assert "yes, waits for a moderator (1)" in text
        assert "no (1)" in text
        looks_well(editor)


def looks_well(person: Reader) -> None:
    person.finds_nothing_inaccessible()
    person.sees_no_sideways_scrolling()
