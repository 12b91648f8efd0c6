"""A second person at the organisation: asked from the desk, answers by a link of their own, decides nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.endorsements.voices import Voice
from app.links import Purpose, sign
from tests.page import Browser, Page

SITE = "https://asparez.example"


@pytest.fixture
def endorsement(own: Any) -> str:
    """One that waits: the page of its signatory, who is the director."""
    _, public_id = own(
        State.PENDING,
        organisation="Ասպարեզ",
        website=SITE,
        email="levon@asparez.example",
        representative="Levon Barseghyan",
    )
    return public_id


def ask(moderator: Browser, public_id: str, email: str = "board@asparez.example", *, status: int = 200) -> Page:
    path = f"/moderation/endorsements/{public_id}/second-voice"
    return moderator.visit(path).submit({"email": email}, button="Ask", status=status)


def voices(read: Any) -> list[Voice]:
    with read() as session:
        return list(session.scalars(sa.select(Voice).order_by(Voice.id)))


def test_the_second_person_sees_what_was_claimed_and_says_yes(
    reader: Browser, moderator: Browser, endorsement: str, sent: Any, read: Any, row: Any, tags: Any
) -> None:
    page = ask(moderator, endorsement)
    assert "The question is on its way." in page.text
    (mail,) = sent.to("board@asparez.example")
    claim = reader.visit(mail.link)
    assert claim.h1 == "Does your organisation endorse this?"
    for said in ("Ասպարեզ", "Levon Barseghyan", "Director", "levon@asparez.example", "For open archives"):
        assert said in claim.text
    thanks = claim.submit({"answer": "yes", "note": "Decided on Monday."}, button="Answer")
    assert "You said that Ասպարեզ endorses the statement." in thanks.text
    (voice,) = voices(read)
    assert (voice.answer, voice.organisation, voice.note) == ("yes", "Ասպարեզ", "Decided on Monday.")
    assert row(endorsement).state is State.PENDING
    assert tags()[-2:] == ["endorsement:voice_asked", "endorsement:voice_answered"]
    assert "said yes" in moderator.visit(f"/moderation/endorsements/{endorsement}/second-voice").text


def test_what_it_says_weighs_as_evidence_until_the_name_is_another(
    app: Flask, reader: Browser, moderator: Browser, own: Any, sent: Any
) -> None:
    path, public_id = own(State.PENDING, organisation="Asparez", website=SITE, email="levon@asparez.example")
    ask(moderator, public_id)
    page = f"/moderation/endorsements/{public_id}"
    assert "was asked and has not answered yet" in moderator.visit(page).text
    reader.visit(sent[-1].link).submit({"answer": "yes"}, button="Answer")
    assert "said that it endorses. speaks strongly" in moderator.visit(page).text.replace("Speaks", "speaks")
    Browser(app).visit(f"{path}/amend").submit({"organisation": "Another Club"}, button="Keep these details")
    assert "before it was renamed" in moderator.visit(page).text


def test_readers_learn_that_there_was_a_second_voice_and_no_more(
    reader: Browser, moderator: Browser, endorsement: str, sent: Any
) -> None:
    ask(moderator, endorsement)
    reader.visit(sent[-1].link).submit({"answer": "yes"}, button="Answer")
    moderator.visit(f"/moderation/endorsements/{endorsement}").submit(button="Approve")
    register = reader.visit("/en/statements/appeal/signatories")
    assert "second voice" in register.text
    assert "board" not in register.source


def test_it_says_no_and_the_desk_knows(reader: Browser, moderator: Browser, endorsement: str, sent: Any) -> None:
    ask(moderator, endorsement)
    thanks = reader.visit(sent[-1].link).submit({"answer": "no"}, button="Answer")
    assert "does not endorse" in thanks.text
    assert "said no" in moderator.visit(f"/moderation/endorsements/{endorsement}/second-voice").text


def test_opening_the_link_or_pressing_the_bare_button_answers_nothing(
    reader: Browser, moderator: Browser, endorsement: str, sent: Any, read: Any
) -> None:
    ask(moderator, endorsement)
    page = reader.visit(sent[-1].link)
    pressed = page.submit({"note": "kept"}, button="Answer", status=400)
    assert pressed.errors == ["Choose one of the two. Nothing was answered yet."]
    assert ("note", "kept") in pressed.form("note").filled({}, None)
    page.submit(button="Answer", tamper={"answer": "perhaps"}, status=400)
    assert voices(read)[0].answer is None


def test_the_first_answer_counts(reader: Browser, moderator: Browser, endorsement: str, sent: Any, read: Any) -> None:
    ask(moderator, endorsement)
    page = reader.visit(sent[-1].link)
    page.submit({"answer": "no"}, button="Answer")
    assert "does not endorse" in page.submit({"answer": "yes"}, button="Answer").text
    assert voices(read)[0].answer == "no"


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("anybody@gmail.com", "asparez.example"),
        ("x@notasparez.example", "asparez.example"),
        ("x@asparez.example.evil.example", "asparez.example"),
        ("levon@asparez.example", "A second person"),
        ("Levon+board@asparez.example", "A second person"),
        ("no address", "e-mail address"),
    ],
)
def test_who_cannot_be_asked_is_not_and_the_moderator_reads_why(
    moderator: Browser, endorsement: str, sent: Any, email: str, said: str
) -> None:
    before = len(sent)
    page = ask(moderator, endorsement, email, status=400)
    assert said in page.errors[0]
    assert ("email", email) in page.form("email").filled({}, None)
    assert len(sent) == before


@pytest.mark.parametrize("website", ["", "https://facebook.com/asparez", "https://asparez.wordpress.com"])
def test_without_a_website_of_its_own_nobody_can_be_asked(moderator: Browser, own: Any, website: str) -> None:
    _, public_id = own(State.PENDING, website=website)
    page = moderator.visit(f"/moderation/endorsements/{public_id}/second-voice")
    assert "no second address can count" in page.text
    assert not page.all(".//input[@name='email']")


def test_a_mailbox_below_the_domain_counts(moderator: Browser, endorsement: str, sent: Any) -> None:
    ask(moderator, endorsement, "board@mail.asparez.example")
    assert sent.to("board@mail.asparez.example")


def test_three_are_enough_and_the_same_person_is_only_reminded(
    moderator: Browser, endorsement: str, read: Any, sent: Any
) -> None:
    for name in ("board", "board", "press", "office"):
        ask(moderator, endorsement, f"{name}@asparez.example")
    assert len(voices(read)) == 3
    assert "a burden" in ask(moderator, endorsement, "more@asparez.example", status=400).errors[0]


def test_what_was_claimed_changed_meanwhile_so_it_is_read_again(
    app: Flask, reader: Browser, moderator: Browser, own: Any, sent: Any, read: Any
) -> None:
    path, public_id = own(State.PENDING, organisation="Asparez", website=SITE, email="levon@asparez.example")
    ask(moderator, public_id)
    page = reader.visit(sent[-1].link)
    Browser(app).visit(f"{path}/amend").submit({"organisation": "Asparez Club"}, button="Keep these details")
    again = page.submit({"answer": "yes"}, button="Answer", status=409)
    assert "Asparez Club" in again.text
    again.submit({"answer": "yes"}, button="Answer")
    assert voices(read)[0].organisation == "Asparez Club"


def test_the_link_opens_for_a_week_and_for_nothing_else(
    app: Flask, clock: Any, reader: Browser, moderator: Browser, endorsement: str, sent: Any
) -> None:
    ask(moderator, endorsement)
    link = sent[-1].link
    token = link.rpartition("/")[2]
    for other in (
        f"/en/endorsements/{token}",
        f"/en/endorsements/{token}/confirm",
        f"/en/endorsements/{token}/withdraw",
    ):
        reader.visit(other, status=404)
    with app.app_context():
        manage = sign(Purpose.MANAGE, endorsement, 1)
    reader.visit(f"/en/voices/{manage}", status=404)
    reader.visit(link)
    clock.shift(timedelta(days=7, seconds=1))
    reader.visit(link, status=404)


def test_a_withdrawn_endorsement_asks_nobody(
    reader: Browser, moderator: Browser, own: Any, sent: Any, app: Flask
) -> None:
    path, public_id = own(State.PENDING, website=SITE, email="levon@asparez.example")
    ask(moderator, public_id)
    link = sent[-1].link
    Browser(app).visit(f"{path}/withdraw").submit(button="Take it back for good")
    reader.visit(link, status=404)
