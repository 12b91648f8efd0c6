"""From a message in the outbox to the mail that leaves: text and plain HTML, with one link and nothing remote."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

import idna
from babel import Locale
from flask import current_app, g
from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.outbox.models import Message
from app.mail.facts import Facts, facts_for
from app.mail.lines import one_line, wrapped
from app.mail.receipts import attach, receipts_for, sheets_for

LONGEST_SUBJECT = 150


class _WholeSubjects(EmailPolicy):
    """Encodes a subject as one text: Python 3.11 loses spaces between words that it encodes one by one."""

    def fold(self, name: str, value: Any) -> str:
        if name == "Subject" and not value.isascii():
            return f"{name}: {Header(str(value), 'utf-8', header_name=name).encode(linesep=self.linesep)}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode() if name == "Subject" else super().fold_binary(name, value)


_POLICY = _WholeSubjects(linesep="\r\n", cte_type="7bit")  # no server on the way can break what is ASCII


def compose(message: Message, session: Session) -> EmailMessage | None:
    """The mail as it leaves, in its reader's language; None where there is nothing to say any more.

    The session only reads. The Message-ID is the same whenever the message is composed.
    """
    locale = language_of(message)
    facts = facts_for(message, session, locale)
    if facts is None:
        return None
    files = receipts_for(message, session)
    subject, text, html = written(message.kind, facts | {"receipts": len(files)}, locale)
    mail = _addressed(message)
    mail["Subject"] = subject
    mail.set_content(text, charset="utf-8", cte="7bit" if text.isascii() else None)
    mail.add_alternative(html, subtype="html", charset="utf-8", cte="7bit" if html.isascii() else None)
    mail.set_boundary(f"=_{message.public_id}")
    if files:
        with speaking(locale):
            attach(mail, files, sheets_for(files, message, session, locale))
        mail.set_boundary(f"=_{message.public_id}_")
    mail["Content-Language"] = locale  # last: the parts would have taken it with them
    return mail


def written(kind: str, facts: Facts, locale: str) -> tuple[str, str, str]:
    """Subject, text and HTML of this kind of mail, in this language."""
    with speaking(locale):
        facts = facts | {"site_name": one_line(current_app.config["SITE_NAME"]), "locale": locale}
        facts |= {"direction": Locale.parse(locale, sep="-").text_direction}
        subject = textwrap.shorten(_rendered(kind, "subject.txt", facts), LONGEST_SUBJECT, placeholder=" …")
        text = wrapped(_rendered(kind, "body.txt", facts))
        html = _rendered(kind, "body.html", {**facts, "subject": subject})
    return one_line(subject), text, html


def language_of(addressed: Message | Endorsement) -> str:
    """The language of the message, or the site's first where the site no longer has it."""
    locales: tuple[str, ...] = current_app.config["LOCALES"]
    return addressed.locale if addressed.locale in locales else locales[0]


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Inside, words, dates and numbers are in this language, whatever the request around it speaks."""
    with current_app.app_context():
        g.locale = locale
        with force_locale(locale.replace("-", "_")):
            yield


def _rendered(kind: str, part: str, facts: Facts) -> str:
    """Without Flask's render_template: what pages need of a request is no business of a mail."""
    return str(current_app.jinja_env.get_template(f"mail/{kind}/{part}").render(facts))


def _addressed(message: Message) -> EmailMessage:
    """The head of the mail; a local part outside ASCII needs a server that speaks SMTPUTF8."""
    local, _, domain = message.recipient.rpartition("@")
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    mail = EmailMessage(_POLICY if local.isascii() else _POLICY.clone(utf8=True))
    mail["From"] = Address(one_line(current_app.config["SITE_NAME"]), addr_spec=current_app.config["MAIL_FROM"])
    mail["To"] = Address(username=local, domain=_in_ascii(domain))
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<{message.public_id}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    return mail


def _in_ascii(domain: str) -> str:
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
