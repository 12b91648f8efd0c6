"""A live site as `make run` serves it, and a real SMTP server that receives its mail."""

from __future__ import annotations

import email
import email.policy
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[1]
SECRET = "jX3vPq8LmZ5tYw2Rk9Bn7Dc4Hf6Gs1Va"


@dataclass(frozen=True)
class Site:
    """Where the live site is, its database, and the link that sets up its first editor."""

    url: str
    port: int
    database: Path
    first_editor_link: str
    environment: dict[str, str]

    def let_held_mail_leave(self) -> None:
        """The minute in which decisions can be undone is over: what waits for nothing else is due at once."""
        with closing(sqlite3.connect(self.database, timeout=10)) as database, database:
            database.execute("UPDATE message SET next_attempt_at = created_at WHERE sent_at IS NULL AND attempts = 0")

    def command(self, *words: str, stdin: str = "") -> str:
        """What an administrator types on that machine; what it printed. Fails where the command does."""
        command = [sys.executable, "-m", "flask", "--app", "app", *words]
        environment = {**os.environ, **self.environment}
        done = subprocess.run(command, cwd=ROOT, env=environment, input=stdin, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


class Mailbox:
    """Receives everything, and finds what was sent to somebody."""

    def __init__(self) -> None:
        self.port = 0
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def newest_to(self, address: str, *, number: int = 1) -> str:
        """The text of the newest mail to that address, once at least `number` have come."""
        until = time.monotonic() + 15
        while time.monotonic() < until:
            found = [message for message in self.messages if address in str(message["To"])]
            if len(found) >= number:
                body = found[-1].get_body(("plain",))
                assert body is not None
                return body.get_content()
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address} came")

    def link_to(self, address: str, *, number: int = 1) -> str:
        """The one link in the newest mail to that address."""
        links = re.findall(r"https?://\S+", self.newest_to(address, number=number))
        assert len(links) == 1, links
        return links[0]


@contextmanager
def receiving() -> Iterator[Mailbox]:
    """A real SMTP server on loopback, and what it received."""
    received = Mailbox()
    server = Controller(received, hostname="127.0.0.1", port=free_port())
    server.start()
    received.port = server.port
    try:
        yield received
    finally:
        server.stop()


@contextmanager
def serving(folder: Path, mailbox: Mailbox, **settings: str) -> Iterator[Site]:
    """The production server with a fresh database in `folder`; ends with the block."""
    port, log = free_port(), folder / "log"
    environment = {
        "DEVELOPMENT": "1",
        "SECRET_KEY": SECRET,
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite",
        "MAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "PORT": str(port),
        "WORKERS": "2",
        **settings,
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "flask", "--app", "app", "serve", "--prepare"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for(port, process, log)
        link = re.search(r"(http://\S+/account/set-up/\S+)", log.read_text())
        assert link, log.read_text()
        yield Site(f"http://127.0.0.1:{port}", port, folder / "site.sqlite", link[1], environment)
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(f"the site did not answer:\n{log.read_text()}")
