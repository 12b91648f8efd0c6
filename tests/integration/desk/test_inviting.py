"""An editor invites a list: every record with what becomes of it, the mail before it goes, numbers, one reminder."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.blocks import BlockKind, block
from app.domain.endorsements.states import State
from app.domain.invitations.models import Invitation, Mailing
from app.domain.invitations.operations import say_no
from app.domain.outbox.models import Message
from app.domain.statements.models import Statement
from app.web.blocking import hashed
from tests.conftest import MORNING
from tests.factories import a_guest_list, a_moderator, a_statement, an_endorsement, an_invitation, some_moderator
from tests.page import Browser, Page

LIST = """Organisation,E-mail,Language,Contact person,Country
Open Shelves Union,office@shelves.example,hy,Anna,Armenia
Listed Club,office@listed.example,,,
Likeness Watch Centre of Georgia,info@likeness-two.example,,,
Asked Union,office@asked.example,,,
Refusing League,office@refusing.example,,,
Blocked Society,office@blocked.example,,,
No Address Society,,,,
Broken Address Society,not an address,,,
Open Shelves Union,office@shelves.example,,,
=HYPERLINK("x"),office@formula.example,,,
"""


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(locales=("en", "hy", "ar"))


@pytest.fixture
def statement(write: Any, clock: Any) -> Statement:
    """With somebody listed, somebody asked, somebody who said no, and somebody blocked."""
    with write() as session:
        by = a_moderator(session)
        statement = a_statement(session, at=MORNING, slug="archives", title="For open archives")
        an_endorsement(session, statement, at=MORNING, state=State.APPROVED, organisation="Listed Club")
        an_endorsement(session, statement, at=MORNING, organisation="Likeness Watch Center of Georgia", country="GE")
        an_invitation(session, statement, at=MORNING, organisation="Asked Union", email="office@asked.example")
        no = an_invitation(session, statement, at=MORNING, organisation="Refusers", email="office@refusing.example")
        say_no(session, no.public_id, at=MORNING)
        address = hashed("office@blocked.example")
        block(session, BlockKind.ADDRESS, address, shown="of…", note="", moderator_id=by.id, at=MORNING)
        return statement


def listed(editor: Browser, text: str = LIST) -> Page:
    return editor.visit("/moderation/invitations/").submit(
        {"pasted": text, "statement": "archives", "locale": "en"}, button="Look at the list"
    )


def fates(page: Page) -> dict[str, str]:
    """By the number of the record, what would become of it."""
    found = {}
    for line in page.all(".//ol[@class='sheet']/li"):
        mark = line.find(".//p[@class='line__head']/span")
        assert mark is not None
        found[line.get("value", "")] = "".join(mark.itertext()).strip(" ✓!–~\n")
    return found


@pytest.mark.usefixtures("statement")
def test_every_record_says_what_becomes_of_it(editor: Browser) -> None:
    page = listed(editor)
    assert [words.split("\n")[-1].strip(" ✓!–?") for words in fates(page).values()] == [
        "new",
        "endorsed already",
        "perhaps here already",
        "invited already",
        "said no",
        "blocked address",
        "no usable address",
        "no usable address",
        "stands further up",
        "must be fixed",
    ]
    assert "Anna" in page.text
    assert "To the letter to 1 organisation" in page.text


@pytest.mark.usefixtures("statement")
def test_a_list_is_mended_chosen_from_and_sent(editor: Browser, sent: Any, read: Any, write: Any) -> None:
    page = listed(editor)
    page = page.follow("Fix record 8").submit({"email": "x"}, status=400)
    page = page.submit({"email": "office@address.example", "language": "ar"}, button="Keep")
    page = page.submit(button="It is another one: invite record 4")
    page = page.submit(button="Leave out record 2")
    assert "To the letter to 2 organisations" in page.text
    page = page.submit(button="Invite record 2")
    letter = page.follow("To the letter to 3 organisations")
    page = letter.submit({"note": "See www.evil.example"}, button="Keep, and see the mail", status=400)
    assert page.errors == ["Leave out web and e-mail addresses: the mail leads to the invitation, and nowhere else."]
    page = page.submit({"note": "We met in Yerevan.", "subject": "Your voice"}, button="Keep, and see the mail")
    shown = {pre.get("lang"): "".join(pre.itertext()) for pre in page.all(".//pre")}
    assert set(shown) == {"en", "hy", "ar"}
    done = page.submit(button="Invite 3 organisations, with this mail")
    assert "The invitations are on their way" in done.text
    mails = {mail.to: mail for mail in sent if mail.kind == "asked"}
    mail = mails["office@shelves.example"]
    assert mail.subject == "Your voice"
    assert "Hello Anna," in mail.text
    assert (
        mail.text.replace(mail.link, "…").split()
        == shown["hy"].replace("https://sign.example.org/hy/invitations/…", "…").split()
    )
    assert {"office@address.example", "info@likeness-two.example"} < set(mails)
    again = page.submit(button="Invite 3 organisations, with this mail")  # the back button
    assert again.path.startswith("/moderation/invitations/statements/archives")
    with read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Invitation)) == 5
        assert session.scalars(sa.select(Mailing.raw).order_by(Mailing.id.desc())).first() is None
    editor.visit(letter.path, status=404)


def test_nothing_is_sent_that_was_not_shown(editor: Browser, statement: Statement, write: Any, sent: Any) -> None:
    page = listed(editor).follow("To the letter")
    with write() as session:
        an_endorsement(session, session.merge(statement), at=MORNING, organisation="Open Shelves Union")
    before = len(sent)
    page = page.submit(button="Invite 1 organisation", status=409)
    assert "nothing was sent" in page.errors[0]
    assert "Nobody on this list can be invited" in page.text
    assert len(sent) == before


def test_two_editors_at_one_list_lose_nothing(editor: Browser, statement: Statement) -> None:
    page = listed(editor)
    fix = page.follow("Fix record 8")
    fix.submit({"email": "first@address.example"})
    late = fix.submit({"email": "second@address.example"}, status=409)
    assert "second@address.example" in late.source
    assert "second@address.example" in late.submit(button="Keep").source
    settings = page.submit({"column_4": "ignore"}, button="Apply", status=409)
    assert "Somebody changed this list" in settings.text
    assert "Read anew" in settings.submit({"column_4": "ignore"}, button="Apply").text


def test_numbers_reminder_and_taking_back(editor: Browser, statement: Statement, sent: Any, read: Any) -> None:
    page = editor.visit("/moderation/invitations/").follow("For open archives")
    assert "Remind 1 organisation that did not answer" in page.text
    page = page.submit(button="Remind 1 organisation that did not answer")
    assert "1 organisation is reminded" in page.text
    assert "did not answer" not in page.text
    assert [mail.kind for mail in sent.to("office@asked.example")] == ["asked", "reminder"]
    page = page.follow("no answer yet (1)").submit(button="Take back Asked Union")
    assert "The invitation is taken back" in page.text
    assert "taken back (1)" in page.text


@pytest.mark.usefixtures("statement")
def test_what_is_no_list_is_refused_with_a_reason(editor: Browser) -> None:
    start = editor.visit("/moderation/invitations/")
    nothing = start.submit({"statement": "archives"}, button="Look at the list", status=400)
    assert nothing.errors == ["Paste the organisations with their addresses, or choose a file."]
    both = {"file": (b"a,b", "x.csv")}
    page = start.submit({"statement": "archives", "pasted": "x"}, files=both, status=400)
    assert page.errors == ["Paste the list or choose a file, not both."]
    page = start.submit({"statement": "archives"}, files={"file": (b"%PDF-1.7", "x.pdf")}, status=400)
    assert "This is a PDF" in page.errors[0]


@pytest.mark.usefixtures("statement")
def test_hostile_lines_stay_words(editor: Browser, sent: Any) -> None:
    text = "\n".join(
        [
            "<script>alert(1)</script> <a@aa.example>",
            "Evil\u202eNAME <b@bb.example>",
            "Header\r\nBcc: x@y.example <c@cc.example>",
            "www.evil.example visit us <d@dd.example>",
            "Good Union <e@ee.example>",
            "Long " + "x" * 5000 + " <f@ff.example>",
        ]
    )
    page = listed(editor, text)
    assert "<script>alert" not in page.source
    letter = page.follow("To the letter")
    letter.submit(button="Invite 4 organisations, with this mail")
    mails = [mail for mail in sent if mail.kind == "asked"]
    for mail in mails:
        assert [link for link in mail.links if not link.startswith("https://sign.example.org/")] == []
        assert mail.email["Bcc"] is None
    assert "e@ee.example" in {mail.to for mail in mails}
    assert "d@dd.example" not in {mail.to for mail in mails}


def test_five_hundred_are_invited_in_a_moment(editor: Browser, statement: Statement, read: Any, write: Any) -> None:
    words = "archive bridge river garden window harbour lantern meadow orchard pillar quarry valley".split()
    lines = [f"{words[n % 12].title()} {words[n // 12 % 12]} {n} Society;office@s{n}.example" for n in range(500)]
    text = "\n".join(["Organisation;E-mail", *lines])
    with write() as session:
        by = some_moderator(session)
        name = a_guest_list(session, session.merge(statement), by=by, at=MORNING, text=text)
    started = time.perf_counter()
    letter = editor.visit(f"/moderation/invitations/lists/{name}/letter")
    letter.submit(button="Invite 500 organisations, with this mail")
    assert time.perf_counter() - started < 20  # on a machine that does much else; alone it is one or two
    with read() as session:
        moments = session.scalars(sa.select(Message.next_attempt_at).where(Message.kind == "asked")).all()
    assert max(moments) - MORNING == timedelta(seconds=6 * 501)


def test_a_list_that_is_erased_writes_to_nobody(editor: Browser, statement: Statement, sent: Any) -> None:
    before = len(sent)
    assert "The list is erased" in listed(editor).submit(button="Erase the list").text
    assert len(sent) == before


def test_editors_alone_invite(moderator: Browser, statement: Statement) -> None:
    moderator.visit("/moderation/invitations/", status=403)
    assert "Invitations" not in moderator.visit("/moderation/").text
