"""A text is changed after an organisation signed it: it is asked by mail, reads what is new, and says yes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Site
from tests.browser.people import Moderator, Reader, Signatory

pytestmark = pytest.mark.browser

STATEMENT = "/en/statements/open-rivers"
FILE = """---
slug: open-rivers
title: Let the rivers run
addressed_to: the Ministry of Environment
issued: 2026-11-20
language: en
---
We ask that no more dams be built{until}.
"""


@pytest.fixture
def published(site: Site, tmp_path: Path) -> Path:
    """A statement of its own, so that no other story reads another text than it expects."""
    file = tmp_path / "open-rivers.md"
    file.write_text(FILE.format(until=" before 2028"))
    assert "published" in site.command("statement", "import", str(file), "--publish")
    return file


def test_an_organisation_is_asked_again_and_stands_by_the_new_text(
    site: Site, published: Path, signatory: Signatory, moderator: Moderator, reader: Reader
) -> None:
    name, address = "Friends of the Debed", "office@debed.example"
    signatory.endorses(name, address, statement=STATEMENT)
    signatory.confirms_by_mail(address)
    moderator.approves(name)
    moderator.lets_the_minute_pass()

    published.write_text(FILE.format(until=", ever"))
    revised = ("--kind", "substantive", "--note", "A delay is not enough.", "--yes")
    assert "1 organisation(s) asked" in site.command("statement", "revise", str(published), *revised)
    reader.goes_to(STATEMENT)
    assert "signed revision 1" in reader.reads()
    reader.finds_nothing_inaccessible()
    site.command("mail", "deliver")

    link = re.findall(r"https?://\S+/stand-by", signatory.mailbox.newest_to(address, number=3))[0]
    signatory.goes_to(link)
    assert "A delay is not enough." in signatory.reads()
    assert "before 2028" in signatory.page.locator("del").inner_text()
    signatory.finds_nothing_inaccessible()
    signatory.sees_no_sideways_scrolling()
    signatory.page.get_by_role("button", name="We stand by the new text").click()
    assert "Nothing was answered yet" in signatory.reads()
    signatory.finds_nothing_inaccessible()
    signatory.page.locator("[name=authorised]").check()
    signatory.page.get_by_role("button", name="We stand by the new text").click()
    assert signatory.title() == "You stand by the current text"

    reader.page.reload()
    assert name in reader.signatories()
    assert "signed revision 1" not in reader.reads()
    for path in (f"{STATEMENT}/revisions", f"{STATEMENT}/revisions/1"):
        reader.goes_to(path)
        reader.finds_nothing_inaccessible()
    assert "This is not the current text" in reader.reads()
    moderator.goes_to("/moderation/statements/open-rivers/answers")
    assert "1 stands under the current text" in moderator.reads()
    moderator.finds_nothing_inaccessible()
