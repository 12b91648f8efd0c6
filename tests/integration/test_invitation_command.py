"""`flask invitation`: send to a list, remind, list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.models import Statement
from app.domain.statements.operations import close
from tests.conftest import MORNING
from tests.factories import a_statement, an_endorsement, an_invitation


@pytest.fixture
def statement(write: Any, clock: Any) -> Statement:
    with write() as session:
        return a_statement(session, at=MORNING, slug="archives")


@pytest.fixture
def run(app: Flask, statement: Statement) -> Any:
    def run(*arguments: str, answer: str = "") -> Result:
        words = ["invitation", *arguments, "--statement", "archives"]
        return app.test_cli_runner().invoke(args=words, input=answer)

    return run


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "list.txt"
    path.write_text("Open Union <a@open.example>\nHarbour Society, b@harbour.example\nNobody\n", encoding="utf-8")
    return str(path)


def test_it_asks_before_it_sends(run: Any, file: str, sent: Any) -> None:
    shown = run("send", file, "--dry-run")
    assert "new         Open Union  a@open.example" in shown.output
    assert "no_address  Nobody" in shown.output
    assert "Nothing was sent. 2 would be invited." in shown.output
    assert run("send", file, answer="n\n").exit_code == 1
    assert len(sent) == 0
    done = run("send", file, "--note", "We met in Yerevan.", answer="y\n")
    assert done.output.endswith("2 invited; the mails leave one after another.\n")
    assert "The editors write:\n\n    We met in Yerevan." in sent[0].text
    assert "Nothing was sent. 0 would be invited." in run("send", file, "--yes").output


def test_what_cannot_be_sent_is_one_line(run: Any, file: str, app: Flask, write: Any, tmp_path: Path) -> None:
    assert "Leave out web and e-mail addresses" in run("send", file, "--note", "see www.x.example").output
    assert "too long 100" in run("send", file, "--subject", "x" * 200).output
    assert "no language 'xx'" in run("send", file, "--locale", "xx").output
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    assert "this is a PDF" in run("send", str(tmp_path / "x.pdf")).output
    with write() as session:
        close(session, "archives", by=ADMINISTRATOR, at=MORNING)
    for words in (("send", file, "--yes"), ("remind", "--yes")):
        result = run(*words)
        assert (result.exit_code, "takes no endorsements" in result.output) == (1, True)
    result = app.test_cli_runner().invoke(args=["invitation", "list", "--statement", "nothing"])
    assert (result.exit_code, result.output) == (1, "Error: there is no statement nothing\n")


def test_it_reminds_once_and_lists(run: Any, write: Any, statement: Statement) -> None:
    assert run("list").output == "Nobody was invited yet.\n"
    with write() as session:
        there = session.merge(statement)
        an_invitation(session, there, at=MORNING, organisation="Open Union", email="a@example.org")
        an_invitation(session, there, at=MORNING, organisation="Here Already", email="b@example.org")
        an_endorsement(session, there, at=MORNING, email="b@example.org")
    assert run("remind", answer="n\n").exit_code == 1
    assert run("remind", answer="y\n").output.endswith("1 reminded.\n")  # the other has endorsed
    assert run("remind").output == "0 reminded.\n"
    assert run("list").output == "not yet     Open Union  a@example.org\nwaiting     Here Already  b@example.org\n"
    found = json.loads(run("list", "--json").output)
    assert [one["standing"] for one in found] == ["not_yet", "waiting"]
    assert found[0]["reminded_at"]
