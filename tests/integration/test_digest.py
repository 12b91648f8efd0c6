"""Anybody recomputes the digests: the script of docs/digest.md, run as it stands there against a server."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server

from app.domain.endorsements.states import State
from app.domain.statements.draft import TextDraft
from app.domain.statements.models import RevisionKind
from app.web.statement.recipe import RECIPE
from tests.databases import ROOT
from tests.factories import a_statement, an_endorsement
from tests.live import free_port
from tests.page import Browser
from tests.revisions import a_revision

SCRIPT = re.findall(r"```text\n(.*?)```", (ROOT / "docs" / "digest.md").read_text(encoding="utf-8"), re.S)[0]
EN = TextDraft(language="en", title="Appeal", addressed_to="the Minister", body="We ask that the archives be opened.")
HY = TextDraft(language="hy", title="Կոչ", addressed_to="", body="Պահանջում ենք բացել արխիվները։")


@pytest.fixture
def revised(write: Any) -> None:
    """A text, a correction of it with a translation, and another text."""
    with write() as session:
        statement = a_statement(session, slug="appeal", texts=(EN,))
        an_endorsement(session, statement, state=State.APPROVED)
        a_revision(session, "appeal", texts=(EN, HY), kind=RevisionKind.CORRECTION, note="The Armenian text.")
        an_endorsement(session, statement, state=State.APPROVED)
        a_revision(session, "appeal", texts=(HY.__class__(**{**vars(EN), "body": "We demand it: “now”."}), HY))


@pytest.fixture
def address(make_app: Any, revised: None) -> Iterator[str]:
    """Where a server tells of the revisions."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    server = make_server("127.0.0.1", port, make_app(base_url=base, development=True), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"{base}/statements/appeal/revisions.json"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_script_has_five_lines_and_stands_on_the_page(app: Any, revised: None) -> None:
    assert SCRIPT == RECIPE
    assert len(SCRIPT.splitlines()) == 5
    page = Browser(app).visit("/en/statements/appeal/revisions")
    assert ["".join(one.itertext()) for one in page.all(".//pre")][1] == RECIPE
    assert (
        page.all(".//pre/code")[0].text == "python3 check.py https://sign.example.org/statements/appeal/revisions.json"
    )


def test_it_finds_every_digest_right(address: str) -> None:
    run = subprocess.run(
        [sys.executable, "-I", "-c", SCRIPT, address], capture_output=True, text=True, timeout=20
    )  # our own script
    assert run.stderr == ""
    lines = [line.split() for line in run.stdout.splitlines()]
    assert [(number, right) for number, right, _ in lines] == [("3", "True"), ("2", "True"), ("1", "True")]


def test_what_machines_read_is_all_there_is(app: Any, revised: None) -> None:
    answer = Browser(app).visit("/statements/appeal/revisions.json")
    found = json.loads(answer.body)
    assert (found["slug"], found["language"], found["version"]) == ("appeal", "en", 1)
    newest, corrected, first = found["revisions"]
    assert [one["number"] for one in found["revisions"]] == [3, 2, 1]
    assert [one["kind"] for one in found["revisions"]] == ["substantive", "correction", "first"]
    assert (first["note"], corrected["note"]) == ("", "The Armenian text.")
    assert [one["current"] for one in found["revisions"]] == [True, False, False]
    assert [one["covers_current"] for one in found["revisions"]] == [True, False, False]
    assert [one["organisations"] for one in found["revisions"]] == [0, 1, 1]
    assert corrected["languages"] == ["en", "hy"]
    assert newest["files"][0]["url"] == "https://sign.example.org/statements/appeal/revisions/3/en.md"
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    again = {"headers": {"If-None-Match": answer.headers["ETag"]}}
    Browser(app).visit("/statements/appeal/revisions.json", status=304, **again)
