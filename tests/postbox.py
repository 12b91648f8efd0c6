"""A real mail server on loopback that keeps what it is given, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import email.policy
import socket
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

DROP = "drop"  # take the mail, and hang up instead of saying so
HANG = "hang"  # take the mail, and say nothing for longer than anybody waits


class Postbox:
    """What came in, and what to answer next; with nothing in `answers` everything is accepted."""

    def __init__(self) -> None:
        self.port = 0
        self.mails: list[EmailMessage] = []  # those that were accepted, or taken without a word
        self.recipients: list[list[str]] = []
        self.connections = 0
        self.answers: deque[str] = deque()  # to DATA
        self.recipient_answers: deque[str] = deque()  # to RCPT
        self.passwords: list[tuple[bytes, bytes]] = []

    @property
    def ids(self) -> list[str]:
        """The Message-ID of every mail that came, in order."""
        return [str(mail["Message-ID"]) for mail in self.mails]

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's names
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        answer = self.recipient_answers.popleft() if self.recipient_answers else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.answers.popleft() if self.answers else "250 OK"
        if answer[:3] in ("250", DROP[:3], HANG[:3]):
            self.mails.append(message_from_bytes(envelope.original_content, policy=email.policy.default))
            self.recipients.append(list(envelope.rcpt_tos))
        if answer == DROP:
            server.transport.abort()
        elif answer == HANG:
            await asyncio.sleep(2)
        return answer if answer[:3].isdigit() else "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> Any:
        """Every password is right."""
        from aiosmtpd.smtp import AuthResult

        self.passwords.append((data.login, data.password))
        return AuthResult(success=True)


@contextmanager
def open_postbox(**settings: Any) -> Iterator[Postbox]:
    """A postbox at 127.0.0.1; settings are those of aiosmtpd's Controller."""
    postbox = Postbox()
    postbox.port = free_port()
    settings.setdefault("enable_SMTPUTF8", False)  # as many a server to this day
    if settings.pop("with_passwords", False):
        settings["authenticator"] = postbox.authenticate
    server = Controller(postbox, hostname="127.0.0.1", port=postbox.port, **settings)
    server.start()
    yield postbox
    server.stop()


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
