"""The mails: their words, kept in mails/*.txt as they are read; their heads; that nobody can write into them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements import decisions, operations
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import Reason, State
from app.domain.moderators.models import Role
from app.domain.outbox.models import Message, MessageKind
from app.domain.outbox.operations import queue
from app.domain.text import InvalidText, clean_name
from app.extensions import READER, db
from app.links import Purpose, read
from app.mail.compose import compose
from tests.conftest import MORNING
from tests.factories import a_moderator, a_statement, a_verdict, an_endorsement, some_details

MAILS = Path(__file__).parent / "mails"
HEADERS = [
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Subject",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
]
AT = MORNING


def signed(session: Session, state: State = State.UNCONFIRMED, **details: Any) -> Endorsement:
    """An endorsement in that state, and with it the mails that led there."""
    statement = a_statement(session, at=AT, slug="archives", title="For open archives")
    details = {"organisation": "Ժուռնալիստների «Ասպարեզ» ակումբ", "email": "anahit@example.org"} | details
    return an_endorsement(session, statement, state=state, at=AT, **details)


def confirm(session: Session) -> None:
    signed(session)


def already(session: Session) -> None:
    statement = signed(session, State.PENDING).statement
    again = some_details(email="anahit@example.org")
    operations.endorse(session, statement, again, revision_seen=1, submission_id="again", locale="en", at=AT)


def already_listed(session: Session) -> None:
    statement = signed(session, State.APPROVED).statement
    again = some_details(email="anahit@example.org")
    operations.endorse(session, statement, again, revision_seen=1, submission_id="again", locale="en", at=AT)


def link(session: Session) -> None:
    signed(session, State.PENDING)
    operations.send_new_links(session, "anahit@example.org", at=AT)


def approved(session: Session) -> None:
    signed(session, State.APPROVED)


def declined(session: Session) -> None:
    endorsement = signed(session, State.PENDING)
    note = "Please write to us from the address on your website.\n\nThen we shall gladly list you."
    verdict = a_verdict(session, endorsement, at=AT, reason=Reason.NO_AUTHORITY, note=note)
    decisions.decline(session, endorsement.public_id, verdict)


def declined_for_another_reason(session: Session) -> None:
    endorsement = signed(session, State.PENDING)
    decisions.decline(session, endorsement.public_id, a_verdict(session, endorsement, at=AT, reason=Reason.OTHER))


def withdrawn(session: Session) -> None:
    signed(session, State.WITHDRAWN)


def withdrawn_by_a_moderator(session: Session) -> None:
    endorsement = signed(session, State.APPROVED)
    verdict = a_verdict(session, endorsement, at=AT, reason=Reason.AT_ITS_REQUEST, note="As you wrote on Monday.")
    decisions.withdraw_for_signatory(session, endorsement.public_id, verdict)


def waiting(session: Session) -> None:
    a_moderator(session, email="lusine@example.org", password_hash="set")
    signed(session, State.PENDING)


def waiting_many(session: Session) -> None:
    waiting(session)
    for _ in range(2):
        an_endorsement(session, signed_statement(session), at=AT + timedelta(hours=1))


def signed_statement(session: Session) -> Any:
    return session.scalars(sa.select(Endorsement)).first().statement  # type: ignore[union-attr]


def invitation(session: Session, role: Role = Role.MODERATOR) -> None:
    moderator = a_moderator(session, email="lusine@example.org", role=role)
    queue(session, MessageKind.INVITATION, moderator.email, locale="en", at=AT, moderator_id=moderator.id, version=1)


def invitation_of_an_editor(session: Session) -> None:
    invitation(session, Role.EDITOR)


CASES: list[Callable[[Session], None]] = [
    confirm,
    already,
    already_listed,
    link,
    approved,
    declined,
    declined_for_another_reason,
    withdrawn,
    withdrawn_by_a_moderator,
    waiting,
    waiting_many,
    invitation,
    invitation_of_an_editor,
]


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


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def masked(text: str) -> str:
    """The text with tokens and other chances taken out."""
    return re.sub(r"/[\w-]+\.[\w-]+\.[\w-]{20,}", "/TOKEN", text)


class Reading(HTMLParser):
    """The words of an HTML part in order, its links, and everything that would be fetched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.links, self.tags, self.html_attributes = [], [], set(), {}  # type: ignore[var-annotated]
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._inside.append(tag)
        given = dict(attributes)
        if tag == "html":
            self.html_attributes = given
        elif tag == "a":
            self.links.append(given.pop("href"))
            assert not given
        else:
            assert given in ({}, {"charset": "utf-8"}), f"<{tag} {given}>"

    def handle_data(self, data: str) -> None:
        if "title" not in self._inside[-1:] and "a" not in self._inside[-1:]:
            self.words += data.split()

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass


# ---------------------------------------------------------------------------------------------- the words


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
    assert [urlsplit(link)[:2] for link in links] == [("https", "sign.example.org")]
    assert text.replace(links[0], "").split() == reading.words
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


# ------------------------------------------------------------------------------- nothing to say any more


def composed(app: Flask) -> list[tuple[str, bool]]:
    """The kind of every message in the outbox, and whether it still says something."""
    with app.app_context(), Session(db.engines[READER]) as session:
        messages = session.scalars(sa.select(Message).order_by(Message.id)).all()
        return [(message.kind, compose(message, session) is not None) for message in messages]


def test_who_endorses_again_before_the_mail_left_gets_the_newer_mail_only(app: Flask, write: Any) -> None:
    with write() as session:
        statement = signed(session).statement
        again = some_details(email="anahit@example.org")
        operations.endorse(session, statement, again, revision_seen=1, submission_id="again", locale="en", at=AT)
    assert composed(app) == [("confirm", False), ("confirm", True)]


def test_a_link_leads_to_the_details_as_they_are_when_the_mail_leaves(app: Flask, write: Any) -> None:
    with write() as session:
        endorsement = signed(session)
        endorsement.note = "changed by a moderator, before the mail left"
    assert composed(app) == [("confirm", True)]


def test_what_is_no_longer_true_is_not_written(app: Flask, write: Any) -> None:
    with write() as session:
        endorsement = signed(session, State.APPROVED)
        verdict = a_verdict(session, endorsement, at=AT, reason=Reason.MISTAKE)
        decisions.reconsider(session, endorsement.public_id, verdict)
    assert composed(app) == [("confirm", False), ("approved", False)]


def test_moderators_are_not_called_when_nothing_waits_or_when_they_have_left(app: Flask, write: Any) -> None:
    with write() as session:
        waiting(session)
        endorsement = session.scalars(sa.select(Endorsement)).one()
    assert composed(app) == [("confirm", False), ("waiting", True)]
    with write() as session:
        operations.withdraw(session, endorsement.public_id, at=AT)
    assert composed(app)[1] == ("waiting", False)
    with write() as session:
        moderator = a_moderator(session, retired_at=AT)
        queue(session, MessageKind.INVITATION, moderator.email, locale="en", at=AT, moderator_id=moderator.id)
    assert composed(app)[-1] == ("invitation", False)


# --------------------------------------------------------------------- what strangers try to write into mails

INJECTIONS = [
    "A\r\nBcc: victim@evil.example",
    "A\nBcc: victim@evil.example",
    "A\rBcc: victim@evil.example",
    "A\r\n\r\nhttps://evil.example/",
    "A%0d%0aBcc: victim@evil.example",
    "A\x00B",
    "A\x0bBcc: victim@evil.example",
    "A\x0cBcc: victim@evil.example",
    "A\x1cBcc: victim@evil.example",
    "A\x85Bcc: victim@evil.example",
    "A\u2028Bcc: victim@evil.example",
    "A\u2029Bcc: victim@evil.example",
    "=?utf-8?q?A=0D=0ABcc=3A_victim=40evil=2Eexample?=",
    "=?utf-8?b?QQ0KQmNjOiB2aWN0aW1AZXZpbC5leGFtcGxl?=",
    "A, victim@evil.example",
    "<victim@evil.example>",
    '"A" <victim@evil.example>',
    "A; victim@evil.example",
    "https://evil.example/login",
    "HTTP://evil.example",
    "www.evil.example",
    "javascript://evil.example/%0aalert(1)",
    "<a href='https://evil.example'>sign in</a>",
    "<img src=https://evil.example/pixel>",
    "</p></body></html><h1>You have won</h1>",
    "<script>alert(1)</script>",
    "{{ config }} {% raw %}",
    "%(title)s %s %n",
    "\r\n.\r\nMAIL FROM:<x@evil.example>",
    "--=_boundary--\r\nContent-Type: text/html\r\n\r\n<b>",
    "\u202egro.livE",
    "A" * 998 + "\r\nBcc: victim@evil.example",
]
FIELDS = [
    "organisation",
    "organisation_latin",
    "also_known_as",
    "website",
    "representative",
    "position",
    "mandate",
    "note",
]


@pytest.mark.parametrize("field", FIELDS)
def test_nothing_that_a_signatory_types_changes_the_mail(field: str, app: Flask, write: Any, clock: Any) -> None:
    """Past the forms, straight into the domain; of the name, what its own rules let through."""
    for text in INJECTIONS:
        if field == "organisation":
            try:
                text = clean_name(text)
            except InvalidText:
                continue
        with write() as session:
            endorsement = an_endorsement(
                session, a_statement(session, at=AT), state=State.PENDING, at=AT, **{field: text}
            )
            decisions.approve(session, endorsement.public_id, a_verdict(session, endorsement, at=AT))
            name, address = endorsement.organisation, endorsement.email
        with app.app_context(), Session(db.engines[READER]) as session:
            message = session.scalars(sa.select(Message).order_by(Message.id.desc()).limit(1)).one()
            mail = compose(message, session)
        assert mail is not None
        mail = message_from_bytes(mail.as_bytes(), policy=default)  # type: ignore[assignment]
        assert mail.keys() == HEADERS, text
        assert [one.addr_spec for one in mail["To"].addresses] == [address]
        assert len(list(mail.walk())) == 3
        for body in (part(mail, "plain"), part(mail, "html")):
            assert {urlsplit(url).netloc for url in re.findall(r"\w+://[^\s\"<]+", body)} == {"sign.example.org"}
        assert Reading(part(mail, "html")).tags <= {"html", "head", "meta", "title", "body", "p", "bdi", "br", "a"}
        if field != "organisation":
            assert "evil" not in str(mail)
        assert " ".join(name.split()) in " ".join(part(mail, "plain").split())


# -------------------------------------------------------------------------------------------- the mailbox


def test_a_site_in_development_shows_its_mails_with_links_that_work(make_app: Any, write: Any) -> None:
    from tests.page import Browser

    app = make_app(development=True, base_url="http://127.0.0.1:8000")
    with write() as session:
        endorsement = signed(session)
        an_endorsement(session, endorsement.statement, state=State.APPROVED, at=AT)
    browser = Browser(app)
    page = browser.visit("/mailbox")
    assert [words for words in page.links() if words.startswith("Please confirm")] == [
        "Please confirm: For open archives"
    ]
    mail = page.follow("Please confirm: For open archives")
    assert "To sign, open this page" in mail.text
    address = next(address for address in mail.links().values() if "/confirm" in address)
    assert browser.visit(address).status == 200
    with app.test_client() as client:
        html = client.get(mail.link("The same mail as HTML"), base_url="http://127.0.0.1:8000")
        assert "Read and confirm" in html.text
        assert html.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert browser.visit("/mailbox/nothing", status=404).status == 404


def test_elsewhere_there_is_no_mailbox(visit: Any) -> None:
    assert visit("/mailbox", status=404).status == 404
