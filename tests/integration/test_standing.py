"""The text has changed since an organisation signed it: it is asked, reads, and answers by a link of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import withdraw
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.outbox.models import Message, MessageKind
from app.domain.statements.models import RevisionKind, Statement
from app.extensions import READER, db
from app.links import Purpose, sign
from app.mail.compose import compose
from app.web.work import now
from tests.factories import an_endorsement
from tests.page import Browser, Page
from tests.revisions import a_revision

YES, NO = "We stand by the new text", "We stay with the text we signed"
LIST = "/en/statements/appeal"


@pytest.fixture
def listed(appeal: Statement, write: Any) -> Endorsement:
    with write() as session:
        return an_endorsement(session, appeal, state=State.APPROVED, organisation="Asparez Club")


@pytest.fixture
def link(app: Flask, listed: Endorsement, write: Any) -> str:
    """The link in the mail that asks, as it arrives."""
    with write() as session:
        a_revision(session, "appeal", title="For open archives", body="We demand that they be opened.", note="Why not.")
    mail = mail_to(app, listed)
    assert mail is not None
    return re.findall(r"https?://\S+/stand-by", mail)[0]


def mail_to(app: Flask, endorsement: Endorsement) -> str | None:
    """The text of the newest mail that asks it, if that would leave at this moment."""
    with app.app_context(), Session(db.engines[READER]) as session:
        asked = sa.select(Message).where(Message.kind == MessageKind.REVISED, Message.endorsement_id == endorsement.id)
        mail = compose(session.scalars(asked.order_by(Message.id.desc())).first(), session)  # type: ignore[arg-type]
        return None if mail is None else str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def signed(read: Any) -> int:
    with read() as session:
        return int(session.scalars(sa.select(Endorsement)).one().revision.number)


def acts(read: Any) -> list[str]:
    with read() as session:
        return [
            tag.removeprefix("endorsement:")
            for tag in session.scalars(sa.select(Event.tag).where(Event.endorsement_id.is_not(None)).order_by(Event.id))
        ]


def answer(page: Page, button: str, **options: Any) -> Page:
    return page.submit({"authorised": True}, button=button, **options)


def test_it_reads_what_changed_and_says_yes(reader: Browser, link: str, read: Any) -> None:
    before = reader.visit(LIST).text
    assert "signed revision 1" in before
    assert "none of them under the current text yet" in before
    page = reader.visit(link)
    assert page.h1 == "Do you stand by the new text?"
    for words in ("Asparez Club signed revision 1", "The current text is revision 2", "Why not.", "[added:"):
        assert words in page.text
    after = answer(page, YES)
    assert after.h1 == "You stand by the current text"
    assert signed(read) == 2
    assert "signed revision 1" not in reader.visit(LIST).text
    assert "under the current text" not in reader.visit(LIST).text


def test_it_says_no_and_stays_on_the_list_marked(reader: Browser, link: str, read: Any) -> None:
    page = answer(reader.visit(link), NO)
    assert "You stay with the text that you signed" in page.text
    assert signed(read) == 1
    assert "signed revision 1" in reader.visit(LIST).text
    assert answer(page, YES).h1 == "You stand by the current text"
    assert acts(read)[-2:] == ["stayed", "stood_by"]


@pytest.mark.parametrize("button", [YES, NO])
def test_without_the_box_nothing_is_answered(reader: Browser, link: str, read: Any, button: str) -> None:
    page = reader.visit(link).submit({}, button=button, status=400)
    assert "Nothing was answered yet" in page.errors[0]
    assert acts(read)[-1] == "approved"


@pytest.mark.parametrize("said", [None, "", "perhaps", ["stands", "stays"]])
def test_an_answer_that_is_none_answers_nothing(reader: Browser, link: str, read: Any, said: Any) -> None:
    answer(reader.visit(link), YES, tamper={"answer": said}, status=400)
    assert acts(read)[-1] == "approved"


def test_reading_answers_nothing_and_answering_twice_is_once(reader: Browser, link: str, read: Any) -> None:
    pages = [reader.visit(link) for _ in range(3)]
    for page in pages:
        assert answer(page, YES).h1 == "You stand by the current text"
    answer(pages[0], NO)  # a page from before: a yes is not taken back by it
    assert acts(read).count("stood_by") == 1
    assert signed(read) == 2


def test_a_text_that_changed_once_more_is_read_first(reader: Browser, link: str, write: Any, read: Any) -> None:
    page = reader.visit(link)
    with write() as session:
        a_revision(session, "appeal", body="The third text.")
    back = answer(page, YES, status=409)
    assert "The text was changed once more" in back.errors[0]
    assert "The current text is revision 3" in back.text
    assert signed(read) == 1
    answer(back, YES)
    assert signed(read) == 3


def test_a_correction_asks_nobody_and_is_said_where_it_matters(
    app: Flask, reader: Browser, own: Callable[..., tuple[str, str]], write: Any, read: Any
) -> None:
    address, _ = own(State.APPROVED)
    with write() as session:
        a_revision(session, "appeal", kind=RevisionKind.CORRECTION, note="A letter was missing.")
        assert not session.scalars(sa.select(Message).where(Message.kind == MessageKind.REVISED)).all()
    assert "signed revision 1" not in reader.visit(LIST).text
    page = reader.visit(address)
    assert "is a correction of it: the meaning is the same" in page.text
    page = page.follow("See what was corrected")
    assert "You need do nothing" in page.text
    assert NO not in page.text
    answer(page, YES)
    assert signed(read) == 2


def test_the_own_page_offers_it_as_long_as_there_is_something_to_answer(
    reader: Browser, own: Callable[..., tuple[str, str]], write: Any
) -> None:
    address, _ = own(State.PENDING)
    assert "The text has changed" not in reader.visit(address).text
    with write() as session:
        a_revision(session, "appeal")
    page = reader.visit(address)
    assert "The text has changed: do you stand by it?" in page.text
    answer(page.follow("Read and answer"), NO)
    assert "said that you stay with it" in reader.visit(address).text
    answer(reader.visit(address).follow("Read what changed, or answer anew"), YES)
    assert "The text has changed" not in reader.visit(address).text


def test_links_are_for_this_alone_and_for_as_long_as_it_stands(
    app: Flask, reader: Browser, link: str, listed: Endorsement, write: Any
) -> None:
    with app.app_context():
        manage = sign(Purpose.MANAGE, listed.public_id, listed.link_version)
        old = sign(Purpose.STAND_BY, listed.public_id, listed.link_version - 1)
    token = link.split("/")[-2]
    for path in (f"{manage}/stand-by", f"{old}/stand-by", token, f"{token}/withdraw", f"{token}/confirm"):
        assert reader.visit(f"/en/endorsements/{path}", status=404).h1 == "This link does not open"
    page = reader.visit(link)
    with write() as session:
        withdraw(session, listed.public_id, at=now())
    assert answer(page, YES, status=404).h1 == "This link does not open"


def test_it_can_withdraw_from_there(reader: Browser, link: str, read: Any) -> None:
    reader.visit(link).follow("Take the endorsement back").submit(button="Take it back for good")
    assert acts(read)[-1] == "withdrawn"


def test_a_mail_that_says_nothing_new_any_more_does_not_leave(
    app: Flask, reader: Browser, link: str, listed: Endorsement, write: Any
) -> None:
    assert mail_to(app, listed)
    with write() as session:
        a_revision(session, "appeal", kind=RevisionKind.CORRECTION)
    assert mail_to(app, listed)  # what it asks is still the question
    answer(reader.visit(link), NO)
    assert mail_to(app, listed) is None
