"""A newer text is published while people are on the form, or before they confirm: each signs the text that it read."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.statements.draft import TextDraft
from app.domain.statements.models import Statement
from tests.factories import a_statement
from tests.page import Browser
from tests.revisions import a_revision
from tests.signatories import a_form, endorse, form_of


@pytest.fixture
def link(reader: Browser, appeal: Statement, sent: Any) -> str:
    """The link in the mail, after the form was sent."""
    endorse(reader, "appeal", organisation="Asparez Club", email="levon@asparez.am")
    return str(sent[0].link)


def only(read: Any) -> Endorsement:
    with read() as session:
        return session.scalars(sa.select(Endorsement)).one()


@pytest.mark.parametrize(
    ("button", "signed", "tags"),
    [
        ("Sign revision 1, as you read it then", 1, ["endorsed", "confirmed"]),
        ("Sign the new text, revision 2", 2, ["endorsed", "confirmed", "stood_by"]),
    ],
)
def test_it_binds_to_the_text_that_was_read_or_to_the_newest_if_one_says_so(
    reader: Browser, link: str, write: Any, read: Any, button: str, signed: int, tags: list[str]
) -> None:
    with write() as session:
        a_revision(session, "appeal", body="A newer text.")
    page = reader.visit(link)
    shown = page.all(".//div[@class='statement__text']")[0]
    assert "A newer text." not in "".join(shown.itertext())
    assert "There is a newer text: revision 2" in page.text
    assert page.all(".//ins")
    page.submit({}, button=button, status=400)
    page.submit({"authorised": True}, button=button)
    reader.visit(link)
    with read() as session:
        assert session.scalars(sa.select(Endorsement)).one().revision.number == signed
        done = session.scalars(sa.select(Event.tag).where(Event.endorsement_id.is_not(None)).order_by(Event.id))
        assert [tag.removeprefix("endorsement:") for tag in done] == tags


def test_a_text_newer_still_than_the_one_to_be_signed_is_shown_first(
    reader: Browser, link: str, write: Any, read: Any
) -> None:
    with write() as session:
        a_revision(session, "appeal", body="A newer text.")
    page = reader.visit(link)
    with write() as session:
        a_revision(session, "appeal", body="The newest text.")
    back = page.submit({"authorised": True}, button="Sign the new text, revision 2", status=409)
    assert "Nothing was signed yet" in back.errors[0]
    assert only(read).state is State.UNCONFIRMED
    back.submit({"authorised": True}, button="Sign the new text, revision 3")
    assert only(read).state is State.PENDING


def test_twenty_people_on_the_form_when_a_text_is_published(
    app: Flask, appeal: Statement, write: Any, read: Any
) -> None:
    from tests.signatories import a_form, form_of

    pages = [Browser(app).visit(form_of("appeal")) for _ in range(20)]
    with write() as session:
        a_revision(session, "appeal", body="We demand that they be opened.")
    for page in pages:
        values = a_form()
        back = page.submit(values, status=409)
        assert back.all(".//ins")
        assert back.form("organisation").value("organisation") == values["organisation"]
        assert back.submit().h1 != back.h1
    with read() as session:
        rows = session.scalars(sa.select(Endorsement)).all()
        assert [one.revision.number for one in rows] == [2] * 20


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_translation_that_came_later_is_compared_in_a_language_that_both_have(
    make_app: Any, write: Any, locale: str
) -> None:
    english = TextDraft(language="en", title="Appeal", addressed_to="", body="We ask.")
    arabic = TextDraft(language="ar", title="نداء", addressed_to="", body="نطالب.")
    with write() as session:
        a_statement(session, slug="appeal", texts=(english,))
    page = Browser(make_app(locales=("en", "ar"))).visit(form_of("appeal", locale))
    with write() as session:
        demand = TextDraft(language="en", title="Appeal", addressed_to="", body="We demand.")
        a_revision(session, "appeal", texts=(demand, arabic))
    back = page.submit(a_form(), status=409)
    assert back.all(".//*[@id='changes']//div[@class='differences']")[0].get("lang") == "en"
