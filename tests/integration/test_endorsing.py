"""The form that endorses a statement, from the first look to the mailbox."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.models import Statement
from app.domain.statements.operations import close, revise
from app.extensions import db
from app.web.endorse import signing, submission
from app.web.work import now
from tests.factories import a_draft, a_statement, an_endorsement
from tests.page import Browser
from tests.signatories import a_form, endorse, form_of


@pytest.fixture
def appeal(write: Any) -> Statement:
    with write() as session:
        return a_statement(session, slug="appeal", title="For open archives")


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


def test_a_form_that_was_open_for_more_than_a_day_asks_once_more(
    clock: Any, reader: Browser, appeal: Statement, read: Any
) -> None:
    page = reader.visit(form_of("appeal"))
    clock.shift(timedelta(hours=24, seconds=1))
    back = page.submit(a_form(organisation="Slow Forum"), status=400)
    assert "more than a day" in back.errors[0]
    assert everything(read) == []
    back.submit()
    assert [one.organisation for one in everything(read)] == ["Slow Forum"]


@pytest.mark.parametrize("token", [None, "", "forged", "x" * 5000, "\x00", "é.ü.ß"], ids=range(6))
def test_a_form_without_its_revision_is_not_taken(
    reader: Browser, appeal: Statement, read: Any, token: str | None
) -> None:
    page = reader.visit(form_of("appeal"))
    back = page.submit(a_form(organisation="Kept"), tamper={"revision": token}, status=400)
    assert back.form("organisation").value("organisation") == "Kept"
    assert everything(read) == []


def test_the_revision_of_another_statement_is_not_ours(
    reader: Browser, appeal: Statement, write: Any, read: Any
) -> None:
    with write() as session:
        a_statement(session, slug="other")
    foreign = reader.visit(form_of("other")).form("organisation").value("revision")
    reader.visit(form_of("appeal")).submit(a_form(), tamper={"revision": foreign}, status=400)
    assert everything(read) == []


def test_f11_a_text_that_changed_meanwhile_is_shown_before_anybody_signs_it(
    clock: Any, reader: Browser, appeal: Statement, write: Any, read: Any
) -> None:
    for number in range(2, 7):
        page = reader.visit(form_of("appeal"))
        with write() as session:
            body = f"We, the undersigned, demand that the archives be opened.\n\nNow, {number}."
            revise(session, a_draft(slug="appeal", title="For open archives", body=body), by=ADMINISTRATOR, at=now())
        clock.shift(timedelta(hours=20 * (number - 2)))  # a form of yesterday knows what it showed, too
        values = a_form()
        back = page.submit(values, status=409)
        assert "The text was changed while this page was open" in back.errors[-1]
        assert back.all(".//ins")
        assert back.all(".//del")
        assert f"revision {number - 1} became revision {number}" in back.text
        assert back.form("organisation").value("organisation") == values["organisation"]
        assert len(everything(read)) == number - 2
        back.submit()
        assert len(everything(read)) == number - 1
    with read() as session:
        signed = session.scalars(sa.select(Endorsement).order_by(Endorsement.id)).all()
        assert [one.revision.number for one in signed] == [2, 3, 4, 5, 6]


def test_before_it_opens_and_after_it_closed_the_page_says_when(
    reader: Browser, write: Any, read: Any, clock: Any
) -> None:
    with write() as session:
        a_statement(session, slug="later", opens_at=now() + timedelta(days=1), closes_at=now() + timedelta(days=2))
    early = reader.visit(form_of("later"))
    assert early.h1 == "Not open yet"
    assert "24 November 2026, 08:00 UTC" in early.text
    clock.shift(timedelta(days=1))
    page = reader.visit(form_of("later"))
    clock.shift(timedelta(days=1))
    late = page.submit(a_form(), status=409)
    assert late.h1 == "Closed for endorsements"
    assert "25 November 2026, 08:00 UTC" in late.text
    assert reader.visit(form_of("later")).h1 == "Closed for endorsements"
    assert everything(read) == []


def test_what_happens_in_the_moment_of_sending_is_noticed(
    reader: Browser, appeal: Statement, write: Any, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(act: Callable[..., Any], what: Any) -> None:
        def read_and_wait(slug: str, token: str) -> submission.Served | None:
            with write() as session:
                act(session, what, by=ADMINISTRATOR, at=now())
            return submission.served(slug, token)

        monkeypatch.setattr(signing, "served", read_and_wait)

    page = reader.visit(form_of("appeal"))
    meanwhile(revise, a_draft(slug="appeal", body="Another text."))
    assert "The text was changed" in page.submit(a_form(), status=409).errors[0]
    meanwhile(close, "appeal")
    assert page.submit(a_form(), status=409).h1 == "Closed for endorsements"
    assert everything(read) == []


def test_there_is_no_form_for_a_draft_or_for_nothing(reader: Browser, write: Any) -> None:
    with write() as session:
        a_statement(session, slug="draft", published=False)
    reader.visit(form_of("draft"), status=404)
    reader.visit(form_of("nothing"), status=404)
    reader.visit(form_of("nothing") + "/sent", status=404)


def test_f5_one_form_sent_fifty_times_at_once_is_one_endorsement(
    app: Flask, reader: Browser, appeal: Statement, read: Any, sent: Any
) -> None:
    page = reader.visit(form_of("appeal"))
    form = page.form("organisation")
    data = dict(form.filled(a_form(), None))
    # A real network, whose limit is ten an hour: the same form again does not count.
    environ, cookies = {"REMOTE_ADDR": "203.0.113.7"}, "; ".join(f"{k}={v}" for k, v in reader.cookies.items())
    answers, barrier = [], threading.Barrier(50)

    def send() -> None:
        client = app.test_client(use_cookies=False)
        barrier.wait()
        with client.post(
            form_of("appeal"),
            data=data,
            base_url=reader.base_url,
            environ_overrides=environ,
            headers={"Cookie": cookies},
        ) as response:
            answers.append((response.status_code, response.headers["Location"], response.get_data()))

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 50
    assert len(set(answers)) == 1
    assert answers[0][:2] == (303, "/en/statements/appeal/endorse/sent")
    assert len(everything(read)) == 1
    assert len(sent) == 1


def test_a_form_corrected_after_the_back_button_is_another_one(
    reader: Browser, appeal: Statement, read: Any, sent: Any
) -> None:
    page, values = reader.visit(form_of("appeal")), a_form(email="mistyped@courts.example.org")
    page.submit(values)
    page.submit(values | {"email": "right@courts.example.org"})
    assert [one.email for one in everything(read)] == ["mistyped@courts.example.org", "right@courts.example.org"]
    assert [mail.to for mail in sent] == ["mistyped@courts.example.org", "right@courts.example.org"]


def test_f6_strangers_learn_nothing_of_an_address(
    reader: Browser, appeal: Statement, write: Any, make_app: Any
) -> None:
    app = make_app(ratelimit_enabled=False)
    browser = Browser(app)
    with write() as session:
        for state in State:
            an_endorsement(session, appeal, state=state, email=f"{state}@known.example.org")
    kinds = ["new", *State]
    answers, times = set(), {kind: [] for kind in kinds}
    page = browser.visit(form_of("appeal"))
    for turn in range(25):
        for kind in kinds:
            address = f"new{turn}@known.example.org" if kind == "new" else f"{kind}@known.example.org"
            data = page.form("organisation").filled(a_form(email=address), None)
            started = perf_counter()
            with browser.client.post(form_of("appeal"), data=dict(data), base_url=browser.base_url) as response:
                times[kind].append(perf_counter() - started)
                answers.add((response.status_code, response.headers["Location"], response.get_data()))
    assert len(answers) == 1
    assert len({browser.visit(next(iter(answers))[1]).body for _ in kinds}) == 1
    medians = [median(taken) for taken in times.values()]
    assert max(medians) - min(medians) < 0.015


def test_the_page_after_sending_is_the_same_for_everybody_and_sets_no_cookie(
    reader: Browser, appeal: Statement, app: Flask
) -> None:
    after = endorse(reader, "appeal")
    assert after.body == Browser(app).visit(after.path).body
    assert "Set-Cookie" not in after.headers
    assert "mailbox" not in str(after.links())


def test_it_is_one_durable_commit(reader: Browser, appeal: Statement, app: Flask) -> None:
    page, commits = reader.visit(form_of("appeal")), []
    with app.app_context():
        sa.event.listen(db.engine, "commit", lambda _connection: commits.append(1))
    page.submit(a_form(), status=303)
    assert commits == [1]  # endorsement, event, message and limits together


def test_another_language_is_kept_for_the_mails(make_app: Any, appeal: Statement, read: Any) -> None:
    browser = Browser(make_app(locales=("en", "ar")))
    page = browser.visit(form_of("appeal", "ar"))
    page.submit(a_form())
    assert [one.locale for one in everything(read)] == ["ar"]
