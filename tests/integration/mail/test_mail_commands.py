"""`flask mail deliver` and `flask mail list`."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from flask import Flask

from app.mail.delivery import deliver_due
from tests.integration.mail.naming import NOW, ids
from tests.postbox import Postbox, free_port

ROOT = Path(__file__).resolve().parents[3]


def test_without_a_mail_server_the_command_fails_and_says_what_to_set(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["mail", "deliver"])
    assert result.exit_code == 1
    assert "MAIL_URL" in result.output


def test_the_command_says_what_it_did(mailing_app: Flask, postbox: Postbox, queue_mails: Any) -> None:
    queue_mails(3)
    postbox.recipient_answers.append("550 5.1.1 no")
    result = mailing_app.test_cli_runner().invoke(args=["mail", "deliver"])
    assert (result.exit_code, result.output) == (0, "2 sent, 1 given up\n")
    result = mailing_app.test_cli_runner().invoke(args=["mail", "deliver"])
    assert (result.exit_code, result.output) == (0, "0 sent\n")


def test_the_command_fails_where_the_server_is_away(make_app: Any, queue_mails: Any) -> None:
    queue_mails(2)
    site = make_app(mail_url=f"smtp://127.0.0.1:{free_port()}")
    result = site.test_cli_runner().invoke(args=["mail", "deliver"])
    assert result.exit_code == 1
    assert "connection refused" in result.output
    assert "2 still waiting" in result.output


def test_the_list_names_nobody(mailing_app: Flask, postbox: Postbox, queue_mails: Any) -> None:
    queued = queue_mails(3)
    postbox.recipient_answers.extend(["550 5.1.1 no", "450 4.2.1 later"])
    deliver_due(mailing_app, at=NOW)
    output = mailing_app.test_cli_runner().invoke(args=["mail", "list"]).output
    assert re.search(rf"{queued[0].public_id}  confirm +given up, attempts: 1, 550 5.1.1\n", output)
    assert re.search(rf"{queued[1].public_id}  confirm +next try .* UTC, attempts: 1, 450 4.2.1\n", output)
    assert output.endswith("1 waiting, 1 given up\n")
    assert "@" not in output


def test_the_watch_delivers_what_comes_and_ends_when_told(
    database_url: str, config: Any, postbox: Postbox, queue_mails: Any
) -> None:
    queue_mails(2)
    environment = {
        "PATH": "/usr/bin:/bin",
        "SECRET_KEY": config.secret_key,
        "BASE_URL": config.base_url,
        "DATABASE_URL": database_url,
        "MAIL_URL": f"smtp://127.0.0.1:{postbox.port}",
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "mail", "deliver", "--watch", "--every", "0.1"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as watch:
        assert watch.stdout is not None
        assert watch.stdout.readline() == "2 sent\n"
        queued = queue_mails(1)
        assert watch.stdout.readline() == "1 sent\n"
        watch.send_signal(signal.SIGTERM)
        assert watch.wait(10) == 0
    assert Counter(postbox.ids) == Counter(ids(queued))
