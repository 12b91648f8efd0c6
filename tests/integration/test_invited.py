"""The personal link: opening it changes nothing, it fills the form, and a no is an answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.events.models import Event
from app.domain.events.operations import ADMINISTRATOR
from app.domain.invitations.models import Invitation
from app.domain.invitations.operations import withdraw
from app.domain.invitations.queries import the
from app.domain.statements.operations import close
from app.links import Purpose, sign
from tests.conftest import MORNING, SERVER
from tests.factories import a_moderator, a_statement, an_invitation
from tests.page import Browser

NAME, ADDRESS = "Խաղաղության Ակումբ", "vardan.secretname@akumb.example"
FACTS = {
    "organisation": NAME,
    "organisation_latin": "Khaghaghutyan Akumb",
    "country": "AM",
    "website": "https://akumb.example",
    "contact": "Vardan Secretname",
    "email": ADDRESS,
}


@pytest.fixture
def asked(write: Any, clock: Any) -> Invitation:
    """One organisation that was invited to an open statement."""
    with write() as session:
        editor = a_moderator(session, name="Lusine Sargsyan")
        statement = a_statement(session, at=MORNING, slug="archives", closes_at=MORNING + timedelta(days=30))
        return an_invitation(session, statement, at=MORNING, by=editor, **FACTS)


@pytest.fixture
def link(sent: Any, asked: Invitation) -> str:
    """As it stands in the mail."""
    return str(urlsplit(sent.to(ADDRESS)[0].link).path)


@pytest.fixture
def now(read: Any, asked: Invitation) -> Callable[[], Invitation]:
    """The invitation as it stands."""

    def look() -> Invitation:
        with read() as session:
            return the(session, asked.public_id)

    return look


def test_opening_it_changes_and_records_nothing(reader: Browser, link: str, now: Any, read: Any) -> None:
    with read() as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(Event))
    for path in (link, f"{link}/no", f"{link}/erase"):
        reader.visit(path)
        reader.request("HEAD", path)
    page = reader.visit(link)
    assert "Lusine Sargsyan invites this organisation" in page.text
    assert NAME in page.text
    assert ADDRESS not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    with read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == before
    assert (now().version, now().state) == (2, "sent")


def test_it_fills_the_form_and_skips_neither_confirmation_nor_moderator(
    reader: Browser, link: str, sent: Any, now: Any, moderator: Browser
) -> None:
    form = reader.visit(link).follow("Endorse as an organisation")
    assert ADDRESS not in form.path
    served = form.form("organisation").filled({}, None)
    assert dict(served)["organisation"] == NAME
    assert dict(served)["email"] == ADDRESS
    assert dict(served)["representative"] == "Vardan Secretname"
    form.submit({"position": "Chair", "organisation": "Peace Club", "privacy": True})
    assert now().state == "sent"
    confirming = sent.to(ADDRESS)[-1]
    assert confirming.kind == "confirm"
    reader.visit(confirming.link).submit({"authorised": True})
    assert now().state == "yes"
    assert "A moderator looks at it before it is listed" in reader.visit(link).text
    page = moderator.visit("/moderation/").follow("Peace Club")
    assert "It was invited by Lusine Sargsyan on 23 November 2026, 08:00 UTC, at the address that it signed with" in (
        page.text
    )
    assert "With it, the signatory answered an invitation" in page.text


def test_what_was_typed_is_kept_with_the_link_when_something_is_missing(reader: Browser, link: str, now: Any) -> None:
    form = reader.visit(link).follow("Endorse as an organisation")
    again = form.submit({"position": "", "privacy": False}, status=400)
    again.submit({"position": "Chair", "privacy": True})
    assert now().endorsement_id is not None


def test_a_no_is_an_answer_and_can_be_changed(reader: Browser, link: str, now: Any, sent: Any, moderator: Any) -> None:
    page = reader.visit(link).follow("We will not sign").submit({"reason": "Not our\nsubject."}, button="Say no")
    assert "You said no" in page.text
    assert (now().state, now().reason) == ("no", "Not our\nsubject.")
    assert reader.visit(f"{link}/no").path == link  # said is said
    page.follow("Endorse as an organisation").submit({"position": "Chair", "privacy": True})
    reader.visit(sent.to(ADDRESS)[-1].link).submit({"authorised": True})
    assert now().state == "yes"


def test_somebody_elses_no_is_told_to_the_moderators(reader: Browser, link: str, sent: Any, moderator: Browser) -> None:
    reader.visit(f"{link}/no").submit({}, button="Say no")
    form = reader.visit("/en/statements/archives/endorse")
    person = {"representative": "Ani", "position": "Chair", "email": "ani@other.example", "privacy": True}
    form.submit({"organisation": NAME, "country": "AM", **person})
    reader.visit(sent.to("ani@other.example")[-1].link).submit({"authorised": True})
    page = moderator.visit("/moderation/").follow(NAME)
    assert "Somebody at an organisation of this name was invited, too, and said no" in page.text


def test_twenty_answers_at_once_count_once(app: Flask, link: str, read: Any, now: Any) -> None:
    browsers = [Browser(app) for _ in range(6)]
    pages = [browser.visit(f"{link}/no") for browser in browsers]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda page: page.submit({}, button="Say no"), pages))
    with read() as session:
        found = session.scalar(sa.select(sa.func.count()).where(Event.tag == "invitation:refused"))
    assert (found, now().state) == (1, "no")


def test_links_that_lead_nowhere_say_so_kindly(
    app: Flask, reader: Browser, link: str, asked: Invitation, write: Any, clock: Any
) -> None:
    with app.app_context():
        other = sign(Purpose.MANAGE, asked.public_id, 1)
    for path in (link[:-1], f"/en/invitations/{other}", "/en/invitations/x"):
        assert "This link does not work" in reader.visit(path, status=404).text
    assert 'value=""' in reader.visit("/en/statements/archives/endorse?invitation=x").source
    clock.shift(timedelta(days=29))  # long after seven days
    assert "Your answer" in reader.visit(link).text
    clock.shift(timedelta(days=2))
    assert "takes no endorsements any more" in reader.visit(link).text
    assert reader.visit(f"{link}/no").path == link


def test_closed_or_taken_back_in_the_meantime(
    reader: Browser, link: str, asked: Invitation, write: Any, now: Any
) -> None:
    page = reader.visit(f"{link}/no")
    with write() as session:
        close(session, "archives", by=ADMINISTRATOR, at=MORNING)
    assert "takes no endorsements any more" in page.submit({}, button="Say no").text
    with write() as session:
        withdraw(session, asked.public_id, by=ADMINISTRATOR, at=MORNING)
    assert "This invitation was taken back" in reader.visit(link, status=410).text
    assert reader.visit(f"{link}/no", status=410).path == link


@pytest.mark.skipif(bool(SERVER), reason="looks into SQLite's files")
@pytest.mark.parametrize("endorsed", [False, True])
def test_whoever_is_erased_is_in_no_file_any_more(
    reader: Browser, link: str, sent: Any, endorsed: bool, database_url: str, read: Any
) -> None:
    if endorsed:
        reader.visit(link).follow("Endorse as an organisation").submit({"position": "Chair", "privacy": True})
        done = reader.visit(sent.to(ADDRESS)[-1].link).submit({"authorised": True})
        own = done.follow("See where it stands")
        own.follow("Erase").submit({"understood": True})
        with read() as session:
            assert session.scalar(sa.select(sa.func.count()).select_from(Endorsement)) == 0
    else:
        page = reader.visit(link).follow("See what is stored")
        assert "Vardan Secretname" in page.text
        assert "Nothing was erased yet" in page.submit({"understood": False}, status=400).text
        page.submit({"understood": True})
    reader.visit(link, status=404)
    file = Path(database_url.removeprefix("sqlite:///"))
    for part in file.parent.glob(f"{file.name}*"):
        content = part.read_bytes()
        for secret in ("Secretname", "akumb", "Khaghaghutyan", NAME):
            assert secret.encode() not in content, (part.name, secret)
