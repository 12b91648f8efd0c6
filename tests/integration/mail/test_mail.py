"""The mails: their words, kept in mails/*.txt as they are read; their heads."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.outbox.models import Message, MessageKind
from app.extensions import READER, db
from app.links import Purpose, read
from app.mail.compose import compose
from tests.factories import a_statement, an_endorsement
from tests.integration.mail.cases import AT, CASES, confirm, link, revised, revised_before_it_is_listed
from tests.integration.mail.reading import HEADERS, Reading, masked, part

MAILS = Path(__file__).parent / "mails"


@pytest.fixture
def mail_of(write: Any, clock: Any, app: Flask) -> Callable[..., EmailMessage]:
    """`mail_of(approved)`: the mail that this case is about, as bytes made it and a reader's program reads it."""

    def mail_of(case: Callable[[Session], None]) -> EmailMessage:
        with write() as session:
            case(session)
        kind = next(kind for kind in MessageKind if case.__name__.startswith(kind))
        with app.app_context(), Session(db.engines[READER]) as session:
            message = session.scalars(
                sa.select(Message).where(Message.kind == kind).order_by(Message.id.desc()).limit(1)
            ).one()
            mail = compose(message, session)
        assert mail is not None
        return message_from_bytes(mail.as_bytes(), policy=default)  # type: ignore[return-value]

    return mail_of


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_every_mail_reads_as_it_was_agreed(case: Any, mail_of: Any) -> None:
    mail = mail_of(case)
    found = f"To: {mail['To']}\nSubject: {mail['Subject']}\n\n{masked(part(mail, 'plain'))}"
    kept = MAILS / f"{case.__name__}.txt"
    if not kept.exists():
        kept.write_text(found, encoding="utf-8")
        pytest.fail(f"{kept.name} is new: read it, and keep it if it is good")
    assert found == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_both_parts_say_the_same_and_fetch_nothing(case: Any, mail_of: Any) -> None:
    mail = mail_of(case)
    text, reading = part(mail, "plain"), Reading(part(mail, "html"))
    links = re.findall(r"https?://\S+", text)
    assert reading.links == links
    assert {urlsplit(link)[:2] for link in links} == {("https", "sign.example.org")}
    assert len(links) == (2 if case in (revised, revised_before_it_is_listed) else 1)  # and one to what changed
    assert " ".join(re.split(r"https?://\S+", text)).split() == reading.words
    assert reading.tags <= {"html", "head", "meta", "title", "body", "p", "bdi", "br", "a", "blockquote"}
    assert reading.html_attributes == {"lang": "en", "dir": "ltr"}
    assert max(len(line) for line in text.splitlines() if line not in links) <= 78


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_every_mail_has_the_head_of_an_honest_machine(case: Any, mail_of: Any, write: Any) -> None:
    mail = mail_of(case)
    with write() as session:
        messages = {
            f"<{message.public_id}@sign.example.org>": message for message in session.scalars(sa.select(Message))
        }
    message = messages[mail["Message-ID"]]
    assert mail.keys() == HEADERS
    assert mail["From"] == "Joint statements <statements@sign.example.org>"
    assert [address.addr_spec for address in mail["To"].addresses] == [message.recipient]
    assert mail["Date"].datetime == message.created_at.replace(microsecond=0)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.as_bytes().isascii()
    assert "\n" not in mail["Subject"]


def test_links_are_for_one_purpose_and_for_the_row_as_it_is(mail_of: Any, app: Flask, write: Any) -> None:
    address = re.findall(r"https://\S+", part(mail_of(link), "plain"))[0]
    token = urlsplit(address).path.split("/")[3]
    with write() as session:
        endorsement = session.scalars(sa.select(Endorsement)).one()
    with app.app_context():
        found = read(Purpose.MANAGE, token)
        assert found is not None
        assert (found.subject, found.version) == (endorsement.public_id, endorsement.link_version)
        assert read(Purpose.CONFIRM, token) is None
    assert endorsement.link_version == 2


def test_a_mail_speaks_its_readers_language_and_reads_in_its_direction(make_app: Any, write: Any, clock: Any) -> None:
    app = make_app(locales=("en", "ar"))
    with write() as session:
        statement = a_statement(session, at=AT)
        an_endorsement(session, statement, state=State.UNCONFIRMED, at=AT, locale="ar")
    with app.app_context(), Session(db.engines[READER]) as session:
        mail = compose(session.scalars(sa.select(Message)).one(), session)
    assert mail is not None
    assert mail["Content-Language"] == "ar"
    assert Reading(part(mail, "html")).html_attributes == {"lang": "ar", "dir": "rtl"}
    assert "https://sign.example.org/ar/endorsements/" in part(mail, "plain")


def test_the_hosts_that_a_request_claims_change_no_link(app: Flask, write: Any, clock: Any) -> None:
    with write() as session:
        confirm(session)
    with (
        app.test_request_context("/", base_url="https://evil.example", headers={"X-Forwarded-Host": "evil.example"}),
        Session(db.engines[READER]) as session,
    ):
        mail = compose(session.scalars(sa.select(Message)).one(), session)
    assert mail is not None
    assert "evil.example" not in mail.as_string()


@pytest.mark.parametrize(
    "title",
    [
        "About Ժուռնալիստների «Ասպարեզ» ակումբ and its Friends",
        "Привет, мир " * 12,
        "دعوة إلى «الحرية» الآن",
        "a  b é c " * 14,
        "350.org = 1 ք",
    ],
)
def test_a_subject_arrives_as_it_was_written(mail_of: Any, title: str) -> None:
    def confirm_titled(session: Session) -> None:
        an_endorsement(session, a_statement(session, at=AT, title=title.strip()), state=State.UNCONFIRMED, at=AT)

    mail = mail_of(confirm_titled)
    wanted = " ".join(f"Please confirm: {title}".split())
    assert mail["Subject"] == (wanted if len(wanted) <= 150 else textwrap.shorten(wanted, 150, placeholder=" …"))
