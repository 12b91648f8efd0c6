"""A moderator imports a list: the file, a record mended, the import, the queue; and each page is for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Site, somebody
from tests.browser.people import Moderator

pytestmark = pytest.mark.browser
LIST = "Organisation;Страна\r\nСоюз открытых полок;Армения\r\n#REF!;Грузия\r\nИтого: 2;\r\n".encode("windows-1251")


@pytest.mark.parametrize("light", [{"viewport": {"width": 320, "height": 640}}, {"color_scheme": "dark"}])
def test_a_list_is_imported(
    site: Site, chromium: Browser, editor_account: tuple[str, str], tmp_path: Path, light: dict[str, object]
) -> None:
    file = tmp_path / f"list {len(str(light))}.csv"
    file.write_bytes(LIST.replace(b"#REF!", b"#REF!" + b" " * len(str(light))))
    for moderator in somebody(Moderator, site, chromium, **light):
        moderator.signs_in(*editor_account)
        page = moderator.page
        moderator.goes_to("/moderation/imports/")
        looks_well(moderator)
        page.locator("[name=file]").set_input_files(file)
        page.locator("[name=agreed]").fill("by e-mail, 28 July")
        page.get_by_role("button", name="Look at the records").click()
        looks_well(moderator)
        page.get_by_role("link", name="Fix record 3").click()
        looks_well(moderator)
        page.locator("[name=organisation]").fill(f"Читатели и {len(str(light))} полок")
        page.get_by_role("button", name="Keep", exact=True).click()
        page.locator(".sheet").wait_for()
        page.get_by_role("link", name="Import ").last.click()
        looks_well(moderator)
        if page.get_by_role("button", name="Import ").count():
            page.get_by_role("button", name="Import ").click()
        looks_well(moderator)
        page.get_by_role("link", name="To the queue").click()
        assert "полок" in moderator.reads()
        looks_well(moderator)


def looks_well(moderator: Moderator) -> None:
    moderator.finds_nothing_inaccessible()
    moderator.sees_no_sideways_scrolling()
