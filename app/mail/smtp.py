"""One connection to the mail server, and what its answers mean for a message."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import NoReturn
from urllib.parse import parse_qs, unquote, urlsplit

PATIENCE = 20  # seconds for each answer of the server
LONGEST_PATIENCE = 30  # so that even a slow server is done with a message long before its lease ends
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class NotSent(Exception):
    """Base of what can go wrong; the message is a code without an address in it, fit to be kept."""


class Refused(NotSent):
    """The server will not have this message, today or tomorrow."""


class PutOff(NotSent):
    """The server will not have this message now; others may pass."""


class Unreachable(NotSent):
    """There is no server to talk to, or not for us: other messages would fare no better at this moment."""


@dataclass(frozen=True)
class Server:
    """The mail server, as MAIL_URL names it."""

    host: str
    port: int
    encrypted: bool  # from the first byte on; otherwise by STARTTLS
    user: str
    password: str
    timeout: float

    @classmethod
    def from_url(cls, url: str) -> Server:
        """`smtp[s]://[user:password@]host[:port][?timeout=seconds]`. Raises ValueError with what is wrong."""
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("MAIL_URL must be smtp://host or smtps://host.")
        encrypted = parts.scheme == "smtps"
        timeout = parse_qs(parts.query).get("timeout", [str(PATIENCE)])[-1]
        if not re.fullmatch(r"\d+(\.\d+)?", timeout) or not 0 < float(timeout) <= LONGEST_PATIENCE:
            raise ValueError(f"The timeout in MAIL_URL must be at most {LONGEST_PATIENCE} seconds.")
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if encrypted else 587 if parts.username else 25),
            encrypted=encrypted,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            timeout=float(timeout),
        )

    @property
    def on_loopback(self) -> bool:
        """Whether nobody can listen in on the way."""
        return self.host in LOOPBACK


class Line:
    """A connection that opens with the first message and stays open for the next."""

    def __init__(self, server: Server, *, our_name: str) -> None:
        self._server = server
        self._our_name = our_name
        self._smtp: smtplib.SMTP | None = None
        self._carried = False  # whether this connection has taken a mail already

    def __enter__(self) -> Line:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self.drop()

    def drop(self) -> None:
        """Let go without a word; the next message opens another."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp, self._carried = None, False

    def send(self, mail: EmailMessage) -> None:
        """Hand the mail over to the server. Raises Refused, PutOff, Unreachable."""
        sender, recipient = (mail[name].addresses[0].addr_spec for name in ("From", "To"))
        try:
            self._open().send_message(mail, sender, [recipient])
        except smtplib.SMTPRecipientsRefused as error:
            self._judge(*next(iter(error.recipients.values())))
        except smtplib.SMTPDataError as error:
            self._judge(error.smtp_code, error.smtp_error)
        except smtplib.SMTPNotSupportedError:
            raise Refused("the server has no SMTPUTF8") from None
        except (smtplib.SMTPException, OSError) as error:
            # A refused sender or password among them: that is for the site's owner to mend, no fault of the message.
            self._give_way(_code(error))
        self._carried = True

    def _judge(self, status: int, answer: bytes | str) -> NoReturn:
        if status == 421:  # the server is about to hang up
            self._give_way(_status(status, answer))
        raise (Refused if 500 <= status <= 599 else PutOff)(_status(status, answer))

    def _give_way(self, code: str) -> NoReturn:
        """A connection that carried mail and broke is opened anew for the next; one that never did is no use."""
        carried = self._carried
        self.drop()
        raise (PutOff if carried else Unreachable)(code) from None

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            server = self._server
            secure = ssl.create_default_context()
            if server.encrypted:
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, self._our_name, timeout=server.timeout, context=secure
                )
            else:
                smtp = smtplib.SMTP(server.host, server.port, self._our_name, timeout=server.timeout)
            self._smtp = smtp  # from here on `drop` closes it, whatever happens
            smtp.ehlo_or_helo_if_needed()
            if not server.encrypted and not server.on_loopback:
                self._encrypt(smtp, secure)
            if server.user:
                smtp.login(server.user, server.password)
        return self._smtp

    def _encrypt(self, smtp: smtplib.SMTP, secure: ssl.SSLContext) -> None:
        if smtp.has_extn("starttls"):
            smtp.starttls(context=secure)
            smtp.ehlo()
        elif self._server.user:
            self._give_way("no STARTTLS, so no password is sent")


def _status(status: int, answer: bytes | str) -> str:
    """The code and, where the server gives one, the enhanced code (RFC 3463); the rest may hold an address."""
    text = answer.decode("ascii", "replace") if isinstance(answer, bytes) else answer
    enhanced = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", text)
    return f"{status} {enhanced[1]}" if enhanced else str(status)


def _code(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0:
        return _status(error.smtp_code, error.smtp_error)
    causes = (error, error.__context__)
    words: tuple[tuple[type[BaseException], str], ...] = (
        (TimeoutError, "timeout"),
        (ConnectionRefusedError, "connection refused"),
        (ssl.SSLCertVerificationError, "certificate not accepted"),
        (ssl.SSLError, "no secure connection"),
        (socket.gaierror, "no such host"),
        (smtplib.SMTPServerDisconnected, "connection lost"),
        (smtplib.SMTPNotSupportedError, "no password accepted"),
    )
    for kind, word in words:
        if any(isinstance(cause, kind) for cause in causes):
            return word
    return type(error).__name__
