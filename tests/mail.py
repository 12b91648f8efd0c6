"""The mails that a test caused, as their recipients would read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.outbox.models import Message
from app.extensions import READER, db
from app.mail.compose import compose

_LINK = re.compile(r"https?://[^\s<>\"]+")
_WITH_TOKEN = re.compile("/(endorsements|voices|set-up|invitations)/")


class Mail:
    """One mail, composed as it leaves."""

    def __init__(self, kind: str, to: str, email: EmailMessage) -> None:
        self.kind, self.to, self.email = kind, to, email
        self.subject = str(email["Subject"])

    @property
    def text(self) -> str:
        """The plain text."""
        body = self.email.get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    @property
    def html(self) -> str:
        """The HTML."""
        body = self.email.get_body(("html",))
        assert body is not None
        return str(body.get_content())

    @property
    def links(self) -> list[str]:
        """Every address in the text."""
        return [link.rstrip(".,)") for link in _LINK.findall(self.text)]

    @property
    def link(self) -> str:
        """The one link that a signatory is to use: the one with a token in it."""
        found = [link for link in dict.fromkeys(self.links) if _WITH_TOKEN.search(link)]
        assert len(found) == 1, f"{len(found)} links in:\n{self.text}"
        return found[0]

    def __repr__(self) -> str:
        return f"<{self.kind} to {self.to}: {self.subject}>"


class Sent:
    """Every mail that was queued, in order; read anew each time it is looked at."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __iter__(self) -> Iterator[Mail]:
        with self._app.app_context(), Session(db.engines[READER], expire_on_commit=False) as session:
            messages = session.scalars(sa.select(Message).order_by(Message.id)).all()
            mails = [(one, compose(one, session)) for one in messages]
        return iter([Mail(one.kind, one.recipient, mail) for one, mail in mails if mail is not None])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, place: int) -> Mail:
        return list(iter(self))[place]

    def to(self, address: str) -> list[Mail]:
        """What went to this address."""
        return [mail for mail in self if mail.to == address]

    def kinds(self) -> list[str]:
        """The kinds of all mails, in order."""
        return [mail.kind for mail in self]
