"""The form that endorses a statement, from the first look to the mailbox."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from tests.factories import a_statement
from tests.page import Browser
from tests.signatories import a_form, endorse, form_of


def everything(read: Any) -> list[Endorsement]:
    with read() as session:
        return list(session.scalars(sa.select(Endorsement).order_by(Endorsement.id)))


def test_a_good_form_is_one_row_one_mail_and_a_kind_page(
    reader: Browser, appeal: Statement, read: Any, sent: Any
) -> None:
    page = endorse(reader, "appeal", organisation="  Asparez  Club ", website="Asparez.am", email="Levon@asparez.am")
    assert page.path == "/en/statements/appeal/endorse/sent"
    assert page.h1 == "Look into your mailbox"
    [one] = everything(read)
    assert (one.organisation, one.website, one.email) == ("Asparez  Club", "https://asparez.am", "Levon@asparez.am")
    assert (one.state, one.suspicion, one.locale) == (State.UNCONFIRMED, None, "en")
    assert [(mail.kind, mail.to) for mail in sent] == [("confirm", "Levon@asparez.am")]
    assert sent[0].link.startswith("https://sign.example.org/en/endorsements/")


def test_what_one_signs_stands_above_the_form(reader: Browser, appeal: Statement) -> None:
    page = reader.visit(form_of("appeal"))
    for words in ("For open archives", "To the Minister of Culture", "revision 1", "We, the undersigned, ask that"):
        assert words in page.text
    options = page.form("organisation").options("country")
    assert next(iter(options.items())) == ("", "Choose a country")
    assert (options["AM"], options["XK"]) == ("Armenia", "Kosovo")


def test_every_field_says_who_will_see_it(reader: Browser, appeal: Statement) -> None:
    page = reader.visit(form_of("appeal"))
    inputs = [one for tag in ("input", "select", "textarea") for one in page.all(f".//main//{tag}")]
    for one in inputs:
        if one.get("type") not in ("hidden", "checkbox") and one.get("name") != "fax":
            assert f"{one.get('id')}-seen" in one.get("aria-describedby", "")


def test_an_empty_form_comes_back_with_a_link_to_every_field(reader: Browser, appeal: Statement, read: Any) -> None:
    page = reader.visit(form_of("appeal")).submit(status=400)
    assert [link.get("href") for link in page.all(".//*[@id='errors']//a")] == [
        "#organisation",
        "#country",
        "#representative",
        "#position",
        "#email",
        "#privacy",
    ]
    assert page.title.startswith("Error: Endorse as an organisation")
    assert everything(read) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("organisation", "x" * 201, "shorten it to 200 characters"),
        ("organisation", "漢" * 201, "shorten it"),
        ("organisation", "see https://example.org", "the website has a field of its own"),
        ("organisation", "Good\u202eevil", "turns the reading direction (U+202E)"),
        ("organisation", "Zero\u200bwidth", "invisible character in it (U+200B)"),
        ("organisation", "!!!", "at least one letter"),
        ("organisation_latin", "x\x00y", "cannot be shown (U+0000)"),
        ("website", "https://user@example.org", "without a user name"),
        ("website", "ftp://example.org", "begins with https://"),
        ("website", "http://127.0.0.1", "not with numbers"),
        ("email", "nobody", "not an e-mail address"),
        ("email", "info@\u0430mnesty.org", "alphabets are mixed"),
        ("note", "x" * 2001, "shorten it to 2000 characters"),
        ("position", "a\nb", "line break"),
    ],
    ids=range(14),
)
def test_what_cannot_stand_is_explained_and_the_rest_is_kept(
    reader: Browser, appeal: Statement, field: str, value: str, words: str
) -> None:
    page = reader.visit(form_of("appeal"))
    page = page.submit(a_form(representative="Ани О’Хара"), tamper={field: value}, status=400)
    assert len(page.errors) == 1
    assert words in page.errors[0]
    form = page.form("organisation")
    assert form.value("representative") == "Ани О’Хара"
    assert form.value("country") == "AM"
    assert form.value("privacy") is True


def test_an_unknown_country_is_no_country(reader: Browser, appeal: Statement) -> None:
    page = reader.visit(form_of("appeal")).submit(a_form(), tamper={"country": "ZZ"}, status=400)
    assert page.errors == ["Choose the country in which the organisation has its seat."]


def test_names_that_look_odd_but_are_genuine_are_taken(reader: Browser, appeal: Statement, read: Any) -> None:
    names = [
        "350.org",
        "کانون مدافعان حقوق بشر",
        "İnsan Hakları Derneği",
        "Ժուռնալիստների «Ասպարեզ» ակումբ",
        "نیم‌فاصله",
    ]
    for name in names:
        endorse(reader, "appeal", organisation=name)
    assert [one.organisation for one in everything(read)] == names


def test_whoever_fills_in_the_unseen_field_is_taken_and_marked(reader: Browser, appeal: Statement, read: Any) -> None:
    reader.visit(form_of("appeal")).submit(a_form(), tamper={"fax": "buy now"})
    assert [one.suspicion for one in everything(read)] == ["honeypot"]


def test_a_form_without_our_token_comes_back_with_everything_in_it(
    reader: Browser, appeal: Statement, read: Any
) -> None:
    page = reader.visit(form_of("appeal"))
    for token in (None, "", "forged", page.form("organisation").value("csrf_token")[:-2] + "xx"):
        back = page.submit(a_form(organisation="Kept Name"), tamper={"csrf_token": token}, status=400)
        assert len(back.errors) == 1
        assert "Nothing you wrote is lost" in back.errors[0]
        assert back.form("organisation").value("organisation") == "Kept Name"
    assert everything(read) == []
    back.submit()
    assert len(everything(read)) == 1


def test_there_is_no_form_for_a_draft_or_for_nothing(reader: Browser, write: Any) -> None:
    with write() as session:
        a_statement(session, slug="draft", published=False)
    reader.visit(form_of("draft"), status=404)
    reader.visit(form_of("nothing"), status=404)
    reader.visit(form_of("nothing") + "/sent", status=404)


def test_another_language_is_kept_for_the_mails(make_app: Any, appeal: Statement, read: Any) -> None:
    browser = Browser(make_app(locales=("en", "ar")))
    page = browser.visit(form_of("appeal", "ar"))
    page.submit(a_form())
    assert [one.locale for one in everything(read)] == ["ar"]
