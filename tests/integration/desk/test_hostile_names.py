"""Names that were meant to do harm are names on every page (M8)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements.amendments import amend
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import State
from app.domain.events.operations import SIGNATORY
from app.domain.outbox.models import Message
from app.domain.outbox.operations import mark_failed
from app.web.work import now
from tests.checks import words
from tests.factories import some_details
from tests.page import Browser, Page

DESK = "/moderation/endorsements/"
HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</title></h1></bdi><script>alert(1)</script>",
    "<!-- <b>",
    "]]><![CDATA[<i>",
    "${7*7} {7*7} #{7*7}",
    "%s %d 100% {0}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#x3C;i&#x3E;",
    "=HYPERLINK(\"https://evil.example\")",
    "\u202egnp.exe\u202c Club",
    "\u2067Club\u2066 at",
    "مركز القاهرة (2) Club",
    "Z̷̢̖̈́ä̶̢́l̸̰̈́g̶̱̅ő̵̟",
    "‮" * 20 + "x",
    "A" * 200,
]  # fmt: skip


def isolated(page: Page, name: str) -> bool:
    """Whether the name, wherever it is text of the page, stands in an element of its own direction."""
    inside = [words(one) for one in page.all(".//bdi") + page.all(".//*[@dir='auto']")]
    return name in inside


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_is_a_name_on_every_page(
    moderator: Browser, reader: Browser, waiting: Any, write: Any, name: str
) -> None:
    shown = " ".join(name.split())
    fields = dict.fromkeys(
        ("organisation", "organisation_latin", "also_known_as", "representative", "position", "mandate", "note"), name
    )
    public_id = waiting(**fields, show_representative=True)
    waiting(State.DECLINED, organisation=name)
    with write() as session:
        for message in session.scalars(sa.select(Message)):
            mark_failed(session, message.id, at=now(), error="550", permanent=True)
    for path in ("/moderation/", DESK + public_id, "/moderation/mail"):
        assert isolated(moderator.visit(path), shown), path
    assert moderator.visit(DESK + public_id).h1 == shown
    assert moderator.visit(f"{DESK}{public_id}/amend").form("note").value("note") == name
    page = moderator.visit(DESK + public_id).submit({"note": "<b>bold</b>"}, button="Decline", status=400)
    assert "<b>bold" not in page.source
    after = moderator.visit(DESK + public_id).submit(button="Approve")
    assert isolated(after, shown)
    assert isolated(reader.visit("/en/statements/appeal"), shown)


@pytest.mark.parametrize("name", HOSTILE[:4], ids=ascii)
def test_a_proposed_change_is_shown_as_text(moderator: Browser, waiting: Any, write: Any, name: str) -> None:
    public_id = waiting(State.APPROVED)
    with write() as session:
        details = some_details(organisation=name, also_known_as=name)
        amend(session, public_id, details, version=the(session, public_id).version, by=SIGNATORY, at=now())
    page = moderator.visit(DESK + public_id)
    assert page.text.count(" ".join(name.split())) >= 2
    assert page.submit(button="Accept the change").h1 == " ".join(name.split())
