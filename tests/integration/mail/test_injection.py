"""Nobody can write into our mails."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements import decisions
from app.domain.endorsements.states import State
from app.domain.outbox.models import Message
from app.domain.text import InvalidText, clean_name
from app.extensions import READER, db
from app.mail.compose import compose
from tests.factories import a_statement, a_verdict, an_endorsement
from tests.integration.mail.cases import AT
from tests.integration.mail.reading import HEADERS, Reading, part

INJECTIONS = [
    "A\r\nBcc: victim@evil.example",
    "A\nBcc: victim@evil.example",
    "A\rBcc: victim@evil.example",
    "A\r\n\r\nhttps://evil.example/",
    "A%0d%0aBcc: victim@evil.example",
    "A\x01B",
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
