"""The mail before it goes: shown as it will leave, its words changed where a reason is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.domain.endorsements.states import State
from tests.accounts import MODERATOR, signed_in
from tests.checks import words
from tests.factories import a_statement, an_endorsement
from tests.integration.desk.reading import DESK, decide
from tests.integration.mail.reading import masked
from tests.integration.mail.test_injection import INJECTIONS
from tests.page import Browser, Page

pytestmark = pytest.mark.usefixtures("clock")
LEVON = "levon@asparez.am"


def shown(page: Page) -> str:
    """The text of the mail on the page."""
    (text,) = page.all(".//pre[@class='before__text']")
    return "".join(text.itertext())


def see(moderator: Browser, public_id: str, action: str, **values: str) -> Page:
    """Fill in this decision's form and press its button that shows the mail."""
    page = moderator.visit(DESK + public_id)
    form = next(one for one in page.forms() if action in [button.get("value") for button in one.buttons])
    (button,) = [one for one in form.buttons if one.get("formaction")]
    data = {**dict(form.filled({}, words(button))), **values}
    return moderator.request("POST", button.get("formaction", ""), data=data, status=(200, 400))


def as_sent(text: str) -> str:
    """The mail with the ellipsis of the letter in the place of the token."""
    return masked(text).replace("\r\n", "\n").replace("/TOKEN", "/…")


@pytest.mark.parametrize(
    ("button", "reason"),
    [("Approve", ""), ("Decline", "no_authority"), ("Decline", "other"), ("Withdraw", "duplicate")],
)
def test_what_is_shown_is_what_leaves(
    moderator: Browser, waiting: Callable[..., str], sent: Any, row: Any, button: str, reason: str
) -> None:
    public_id = waiting(organisation="Ժուռնալիստների «Ասպարեզ» ակումբ", email=LEVON)
    if reason:
        page = see(moderator, public_id, button.lower(), reason=reason, note="Please ask your board.\nThank you.")
    else:
        page = moderator.visit(DESK + public_id).follow("See the mail")
    before = shown(page)
    assert "Nothing is decided yet" in page.text
    assert row(public_id).state is State.PENDING
    page.submit(button=button)
    mail = sent.to(LEVON)[-1]
    assert as_sent(mail.text).split("\n") == before.split("\n")
    assert mail.subject in page.text
    assert LEVON in page.text
    assert "/endorsements/…" in before or "withdrawn" in before
    if reason:
        assert "Please ask your board." in before


def test_the_words_can_be_changed_and_are_kept(
    moderator: Browser, waiting: Callable[..., str], sent: Any, row: Any
) -> None:
    public_id = waiting(email=LEVON)
    page = see(moderator, public_id, "decline", reason="no_authority", note="Ask your board.")
    assert page.form("words").value("words") == (
        "We could not see that you may sign for this organisation.\r\n\r\nAsk your board."
    )
    mine = "Dear Levon,\n\nwe met in Vanadzor, and you said that the board decides on Friday."
    page = page.submit({"words": mine}, button="See the mail with these words")
    assert "the board decides on Friday" in " ".join(shown(page).split())
    assert "We could not see" not in shown(page)
    assert row(public_id).state is State.PENDING
    page.submit(button="Decline")
    (decision,) = row(public_id).decisions
    assert (decision.reason, decision.words) == ("no_authority", mine)
    text = sent.to(LEVON)[-1].text
    assert "the board decides on Friday" in " ".join(text.split())
    assert "We could not see" not in text
    assert "the board decides on Friday" in moderator.visit(DESK + public_id).text


def test_no_words_at_all_are_words_too(moderator: Browser, waiting: Callable[..., str], sent: Any) -> None:
    page = see(moderator, waiting(email=LEVON), "decline", reason="no_authority")
    page.submit({"words": " \n "}, button="Decline")
    assert "The moderator writes" not in sent.to(LEVON)[-1].text


def test_it_speaks_the_language_of_the_signatory_and_reads_in_its_direction(
    make_app: Any, write: Any, sent: Any
) -> None:
    app: Flask = make_app(locales=("en", "ar", "hy"))
    moderator = signed_in(app, MODERATOR)
    with write() as session:
        statement = a_statement(session)
        names = [an_endorsement(session, statement, locale=locale, email=LEVON).public_id for locale in ("ar",)]
    page = see(moderator, names[0], "decline", reason="other", note="المنظمة غير معروفة لنا")
    (text,) = page.all(".//pre[@class='before__text']")
    assert (text.get("lang"), text.get("dir")) == ("ar", "rtl")
    (box,) = page.all(".//textarea[@name='words']")
    assert (box.get("lang"), box.get("dir")) == ("ar", "rtl")
    page.submit({"words": "المنظمة غير معروفة لنا.\nԿազմակերպությունը մեզ ծանոթ չէ:"}, button="Decline")
    assert "المنظمة غير معروفة لنا." in sent.to(LEVON)[-1].text
    assert "Կազմակերպությունը մեզ ծանոթ չէ:" in sent.to(LEVON)[-1].text


@pytest.mark.parametrize("wrong", ["\x00", "a\x0bb", "x" * 4001, "a\u202eb"])
def test_words_that_cannot_stand_come_back_and_nothing_is_decided(
    moderator: Browser, waiting: Callable[..., str], row: Any, wrong: str
) -> None:
    public_id = waiting()
    page = see(moderator, public_id, "decline", reason="other")
    for button in ("Decline", "See the mail with these words"):
        again = page.submit(button=button, tamper={"words": wrong}, status=400)
        assert again.h1 == "The mail before it goes"
        assert len(again.errors) == 1
        assert again.form("words").value("words") or wrong == "\x00"
        assert again.form("words").value("reason") == "other"
    assert row(public_id).state is State.PENDING


def test_who_was_overtaken_keeps_the_words(moderator: Browser, colleague: Browser, waiting: Callable[..., str]) -> None:
    public_id = waiting()
    page = see(moderator, public_id, "decline", reason="other")
    decide(colleague, public_id, "Approve")
    late = page.submit({"words": "What took me an hour to write."}, button="Decline", status=409)
    assert "Somebody was faster" in late.text
    assert "What took me an hour to write." in late.text


@pytest.mark.parametrize("reason", ["", "nonsense", "mistake"])
def test_there_is_no_mail_without_a_reason(moderator: Browser, waiting: Callable[..., str], reason: str) -> None:
    page = see(moderator, waiting(), "decline", reason=reason, note="Kept.")
    assert page.status == 400
    assert "reason" in page.errors[0]
    assert page.form("note", button="decline").value("note") == "Kept."


@pytest.mark.parametrize("name", ["approve", "decline", "withdraw"])
@pytest.mark.parametrize("state", State)
def test_asked_for_by_its_address_alone_it_leads_to_the_endorsement_or_shows_a_mail(
    moderator: Browser, waiting: Callable[..., str], state: State, name: str
) -> None:
    public_id = waiting(state)
    page = moderator.visit(f"{DESK}{public_id}/mail/{name}")
    assert (page.h1 == "The mail before it goes") == (state is State.PENDING and name == "approve")


def test_the_token_of_the_link_never_stands_on_the_desk(
    moderator: Browser, waiting: Callable[..., str], sent: Any
) -> None:
    public_id = waiting(email=LEVON)
    pages = [moderator.visit(f"{DESK}{public_id}/mail/approve"), see(moderator, public_id, "decline", reason="other")]
    decide(moderator, public_id, "Approve")
    token = sent.to(LEVON)[-1].link.rsplit("/", 1)[-1]
    for page in pages:
        assert token.split(".")[0] not in page.source


def test_hostile_words_change_no_mail(moderator: Browser, waiting: Callable[..., str], sent: Any, app: Flask) -> None:
    """Whoever has the account of a moderator writes text, and nothing else."""
    for place, text in enumerate(INJECTIONS):
        public_id = waiting(email=f"levon{place}@asparez.am")
        page = see(moderator, public_id, "decline", reason="other")
        page = page.submit(button="Decline", tamper={"words": text}, status=(200, 400))
        if page.status == 400:
            continue
        mail = sent.to(f"levon{place}@asparez.am")[-1]
        assert [one.addr_spec for one in mail.email["To"].addresses] == [f"levon{place}@asparez.am"]
        assert mail.email["Bcc"] is None
        assert len(list(mail.email.walk())) == 3
        assert "<script" not in mail.html
        assert "<img" not in mail.html
        assert mail.html.count("<a ") == 1
