"""Every page in every light: nothing inaccessible, nothing that scrolls sideways, nothing from strangers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, somebody
from tests.browser.people import STATEMENT, Moderator, Person, Reader, Signatory

pytestmark = pytest.mark.browser

DESK = (
    "/moderation/",
    "/moderation/?state=approved",
    "/moderation/mail",
    "/moderation/protection",
    "/moderation/export",
    "/account",
)

PUBLIC = [
    STATEMENT,
    STATEMENT.replace("/en/", "/ar/"),
    STATEMENT.replace("/en/", "/hy/"),
    "/en/",
    f"{STATEMENT}/signatories",
    f"{STATEMENT}/signatories?q=press",
    f"{STATEMENT.replace('/en/', '/ar/')}/signatories",
    f"{STATEMENT}/revisions",
    f"{STATEMENT}/revisions/1",
    f"{STATEMENT}/share",
    f"{STATEMENT.replace('/en/', '/')}/embed",
    f"{STATEMENT}/endorse",
    f"{STATEMENT.replace('/en/', '/ar/')}/endorse",
    f"{STATEMENT}/endorse/sent",
    "/en/endorsements/",
    "/en/endorsements/no-such-link",
    "/en/no-such-page",
    "/privacy",
    "/privacy?language=ar",
    "/accessibility",
    "/sign-in",
    "/mailbox",
]
LIGHTS = {
    "phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "at 200 %": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
}


@pytest.fixture(params=LIGHTS, scope="module")
def visitor(request: pytest.FixtureRequest, site: Site, chromium: Browser) -> Iterator[Person]:
    """Somebody with a screen, eyes or settings of their own."""
    yield from somebody(Reader, site, chromium, **LIGHTS[request.param])


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_for_everybody(visitor: Person, path: str) -> None:
    visitor.goes_to(path)
    visitor.finds_nothing_inaccessible()
    visitor.sees_no_sideways_scrolling()


def test_an_arabic_page_is_mirrored(reader: Reader) -> None:
    reader.goes_to(STATEMENT.replace("/en/", "/ar/"))
    assert reader.page.locator("html").get_attribute("dir") == "rtl"
    assert reader.page.locator(".statement__text, [lang=en][dir=ltr]").count() > 0
    text, aside = (reader.page.locator(part).bounding_box() for part in ("main", "aside"))
    assert text
    assert aside
    assert aside["x"] < text["x"]
    reader.goes_to(f"{STATEMENT.replace('/en/', '/ar/')}/endorse")
    reader.page.locator("main form button[type=submit]").last.click()
    assert reader.page.locator("#errors").is_visible()
    reader.finds_nothing_inaccessible()
    reader.sees_no_sideways_scrolling()


def test_the_signatorys_pages_are_for_everybody(signatory: Signatory) -> None:
    address = "pages@signatory.example"
    signatory.endorses("Pages of a Signatory", address)
    signatory.finds_nothing_inaccessible()
    signatory.opens_the_mailed_link(address)
    signatory.finds_nothing_inaccessible()
    signatory.page.locator("[name=authorised]").evaluate("box => box.form.noValidate = true")
    signatory.page.locator("main form button[type=submit]").last.click()
    assert signatory.page.title().startswith("Error")
    signatory.finds_nothing_inaccessible()
    signatory.confirms()
    signatory.finds_nothing_inaccessible()
    signatory.page.locator("main a[href*='/endorsements/']").first.click()
    signatory.finds_nothing_inaccessible()
    signatory.sees_no_sideways_scrolling()
    own = signatory.page.url
    for page in ("amend", "withdraw", "erase"):
        signatory.goes_to(f"{own}/{page}")
        signatory.finds_nothing_inaccessible()
        signatory.sees_no_sideways_scrolling()
    signatory.page.locator("[name=understood]").check()
    signatory.page.locator("main form button[type=submit]").click()
    assert "Nothing is stored any more" in signatory.page.title()
    signatory.finds_nothing_inaccessible()


@pytest.mark.parametrize("light", ["phone", "dark"])
def test_the_desk_is_for_every_moderator(
    light: str,
    site: Site,
    chromium: Browser,
    signatory: Signatory,
    editor_account: tuple[str, str],
) -> None:
    address = f"desk-{light}@queue.example"
    signatory.endorses(f"Queue in the {light}", address)
    signatory.confirms_by_mail(address)
    for moderator in somebody(Moderator, site, chromium, **LIGHTS[light]):
        moderator.signs_in(*editor_account)
        for path in (
            "/moderation/",
            "/moderation/?state=approved",
            "/moderation/?warnings=with&country=AM",
            "/moderation/overview",
            "/moderation/mail",
            "/moderation/protection",
            "/moderation/export",
            "/account",
        ):
            moderator.goes_to(path)
            moderator.finds_nothing_inaccessible()
            moderator.sees_no_sideways_scrolling()
        moderator.opens(f"Queue in the {light}")
        moderator.finds_nothing_inaccessible()
        moderator.sees_no_sideways_scrolling()
        shown = moderator.page.url
        moderator.page.locator("#text").fill("I telephoned: they answer on Monday.")
        moderator.page.get_by_role("button", name="Leave the note").click()
        moderator.page.get_by_role("button", name="Assign to me").click()
        moderator.finds_nothing_inaccessible()
        moderator.sees_no_sideways_scrolling()
        for page in ("amend", "notes"):
            moderator.goes_to(f"{shown}/{page}")
            moderator.finds_nothing_inaccessible()
            moderator.sees_no_sideways_scrolling()
        moderator.goes_to("/moderation/?whose=mine")
        moderator.finds_nothing_inaccessible()
