"""The mailed link that confirms: it shows, and only its button signs."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import withdraw
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.events.operations import ADMINISTRATOR
from app.domain.outbox.models import Message
from app.domain.statements.models import Statement
from app.domain.statements.operations import close
from app.web.work import now
from tests.factories import a_moderator, a_statement
from tests.page import Browser, Page
from tests.signatories import a_form, endorse, form_of, sign

SCANNERS = (
    "Mozilla/5.0 (compatible; SafeLinks)",
    "BarracudaCentral/1.0",
    "Slackbot-LinkExpanding 1.0",
    "WhatsApp/2.23",
    "facebookexternalhit/1.1",
)


@pytest.fixture
def appeal(write: Any) -> Statement:
    with write() as session:
        a_moderator(session, password_hash="set")
        return a_statement(session, slug="appeal", title="For open archives")


@pytest.fixture
def link(reader: Browser, appeal: Statement, sent: Any) -> str:
    """The link in the mail, after the form was sent."""
    endorse(reader, "appeal", organisation="Asparez Club", email="levon@asparez.am")
    return str(sent[0].link)


def only(read: Any) -> Endorsement:
    with read() as session:
        return session.scalars(sa.select(Endorsement)).one()


def tags(read: Any) -> list[str]:
    with read() as session:
        found = session.scalars(sa.select(Event.tag).order_by(Event.id)).all()
        return [tag for tag in found if tag.startswith("endorsement:")]


def mails(read: Any) -> list[str]:
    with read() as session:
        return list(session.scalars(sa.select(Message.kind).order_by(Message.id)))


def is_dead(page: Page) -> bool:
    return page.h1 == "This link does not open"


def test_the_page_shows_what_is_signed_and_signs_nothing(reader: Browser, link: str, read: Any) -> None:
    page = reader.visit(link)
    for words in ("Asparez Club", "For open archives", "revision 1", "We, the undersigned, ask that the archives"):
        assert words in page.text
    assert page.form("authorised").value("authorised") is False
    assert page.all(".//script") == []
    assert only(read).state is State.UNCONFIRMED


def test_without_the_box_nothing_happens(reader: Browser, link: str, read: Any) -> None:
    page = reader.visit(link).submit(button="Sign for the organisation", status=400)
    assert page.errors == ["Tick the box to declare that you are authorised to sign. Nothing was signed yet."]
    assert only(read).state is State.UNCONFIRMED


def test_with_the_box_it_is_signed_and_the_page_says_what_happens_next(reader: Browser, link: str, read: Any) -> None:
    page = sign(reader, link)
    assert page.h1 == "Thank you: it is signed"
    assert "Asparez Club" in page.text
    assert only(read).state is State.PENDING
    assert mails(read) == ["confirm", "waiting"]
    own = page.follow("See where it stands")
    assert "a moderator looks at it" in own.text


def test_doing_it_again_shows_the_same_kind_page(reader: Browser, link: str, read: Any) -> None:
    before = reader.visit(link)
    first = before.submit({"authorised": True})
    again, later = before.submit({"authorised": True}), reader.visit(link)
    assert first.h1 == again.h1 == later.h1
    assert first.text == again.text == later.text
    assert tags(read) == ["endorsement:endorsed", "endorsement:confirmed"]
    assert mails(read) == ["confirm", "waiting"]


def test_f3_looking_at_a_link_however_often_changes_nothing(reader: Browser, link: str, read: Any) -> None:
    before = only(read)
    path = link.removeprefix(reader.base_url)
    for turn in range(500):
        method = ("GET", "HEAD", "OPTIONS")[turn % 3]
        headers = {"User-Agent": SCANNERS[turn % len(SCANNERS)], "Purpose": "prefetch", "Sec-Purpose": "prefetch"}
        with reader.client.open(path, method=method, base_url=reader.base_url, headers=headers) as response:
            assert response.status_code == 200
    after = only(read)
    assert (after.state, after.version) == (before.state, before.version)
    assert tags(read) == ["endorsement:endorsed"]


def test_f3_a_button_pressed_by_a_scanner_without_our_token_does_nothing(
    app: Flask, reader: Browser, link: str, read: Any
) -> None:
    reader.visit(link)
    stranger = app.test_client()
    path = link.removeprefix(reader.base_url)
    for data in ({}, {"authorised": "y"}, {"authorised": "y", "csrf_token": "x"}):
        with stranger.post(path, data=data, base_url=reader.base_url) as response:
            assert response.status_code == 400
    assert only(read).state is State.UNCONFIRMED


def test_f3_twenty_at_once_sign_once(app: Flask, reader: Browser, link: str, read: Any) -> None:
    data = dict(reader.visit(link).form("authorised").filled({"authorised": True}, None))
    cookies = "; ".join(f"{name}={value}" for name, value in reader.cookies.items())
    path, answers, barrier = link.removeprefix(reader.base_url), [], threading.Barrier(20)

    def press() -> None:
        client = app.test_client(use_cookies=False)
        barrier.wait()
        with client.post(path, data=data, base_url=reader.base_url, headers={"Cookie": cookies}) as response:
            answers.append((response.status_code, "Thank you: it is signed" in response.text))

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [(200, True)] * 20
    assert tags(read) == ["endorsement:endorsed", "endorsement:confirmed"]
    assert mails(read) == ["confirm", "waiting"]


def test_details_can_be_corrected_before_signing(reader: Browser, link: str, read: Any) -> None:
    amended = (
        reader.visit(link).follow("Correct the details first").submit({"organisation": "Asparez Journalists’ Club"})
    )
    assert amended.h1 == "Sign the statement"
    assert "Asparez Journalists’ Club" in amended.text
    assert is_dead(reader.visit(link, status=404)), "the mailed link was for the other name"
    amended.submit({"authorised": True})
    assert (only(read).organisation, only(read).state) == ("Asparez Journalists’ Club", State.PENDING)
    assert is_dead(reader.visit(link, status=404)), "this link was never the one that signed"


def test_a_button_pressed_on_a_page_that_is_out_of_date_signs_nothing(reader: Browser, link: str, read: Any) -> None:
    old = reader.visit(link)
    old.follow("Correct the details first").submit({"organisation": "Another Name"})
    assert is_dead(old.submit({"authorised": True}, status=404))
    assert only(read).state is State.UNCONFIRMED


def test_the_same_form_again_leaves_the_first_link_alive(
    reader: Browser, appeal: Statement, sent: Any, read: Any
) -> None:
    values, links = a_form(), []
    for _ in range(2):
        reader.visit(form_of("appeal")).submit(values)
        links.append(sent[-1].link)
    assert mails(read) == ["confirm", "confirm"]
    assert [reader.visit(link).h1 for link in links] == ["Sign the statement"] * 2
    sign(reader, links[0])
    assert reader.visit(links[1]).h1 == "Thank you: it is signed"


def test_a_corrected_form_to_the_same_address_replaces_the_first(
    reader: Browser, appeal: Statement, sent: Any, read: Any
) -> None:
    values = a_form()
    reader.visit(form_of("appeal")).submit(values)
    first = sent[0].link
    reader.visit(form_of("appeal")).submit(values | {"organisation": "Corrected Forum"})
    assert is_dead(reader.visit(first, status=404))
    assert "Corrected Forum" in sign(reader, sent[-1].link).text
    assert only(read).organisation == "Corrected Forum"


def test_after_a_new_link_was_asked_for_the_used_one_is_dead(reader: Browser, link: str) -> None:
    sign(reader, link)
    reader.visit("/en/endorsements/").submit({"email": "levon@asparez.am"})
    assert is_dead(reader.visit(link, status=404))


def test_what_was_withdrawn_shows_nothing_more(reader: Browser, link: str, write: Any, read: Any) -> None:
    page, public_id = reader.visit(link), only(read).public_id
    with write() as session:
        withdraw(session, public_id, at=now())
    assert is_dead(reader.visit(link, status=404))
    assert is_dead(page.submit({"authorised": True}, status=404))


def test_closing_leaves_a_day_to_sign(clock: Any, reader: Browser, link: str, write: Any, read: Any) -> None:
    with write() as session:
        close(session, "appeal", by=ADMINISTRATOR, at=now())
    clock.shift(timedelta(hours=23, minutes=59))
    page = reader.visit(link)
    clock.shift(timedelta(minutes=1))
    for late in (page.submit({"authorised": True}, status=409), reader.visit(link, status=409)):
        assert late.h1 == "Too late to sign"
        assert "23 November 2026, 08:00 UTC" in late.text
    assert only(read).state is State.UNCONFIRMED


def test_within_that_day_it_is_signed(clock: Any, reader: Browser, link: str, write: Any, read: Any) -> None:
    with write() as session:
        close(session, "appeal", by=ADMINISTRATOR, at=now())
    clock.shift(timedelta(hours=23, minutes=59))
    sign(reader, link)
    assert only(read).state is State.PENDING
