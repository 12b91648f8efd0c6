"""Everything the desk knows, as a file: whole, for editors alone, with the password, and never without a trace."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import Reason, State
from app.exports.cells import plain_text
from tests.accounts import EDITOR
from tests.page import Browser, Page

PASSWORD = {"current": EDITOR.password}


def rows(page: Page) -> list[dict[str, str]]:
    """The rows of the file, as a person reads them."""
    if page.headers["Content-Type"].startswith("text/csv"):
        read = csv.DictReader(io.StringIO(page.body.decode("utf-8-sig"), newline=""))
        return [{name: plain_text(value) for name, value in row.items()} for row in read]
    header, *others = load_workbook(io.BytesIO(page.body)).active.iter_rows(values_only=True)
    return [dict(zip(header, (value or "" for value in row), strict=True)) for row in others]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_editor_takes_everything_that_the_desk_knows(editor: Browser, waiting: Any, kind: str) -> None:
    waiting(organisation="Ժուռնալիստների «Ասպարեզ» ակումբ", note="Two lines,\n“quoted”", email="a@example.org")
    waiting(State.DECLINED, organisation="=cmd|'/c calc'!A0", reason=Reason.OUT_OF_SCOPE, country="GE")
    page = editor.visit("/moderation/export").submit({"format": kind, **PASSWORD})
    first, second = rows(page)
    assert (first["organisation"], first["state"]) == ("Ժուռնալիստների «Ասպարեզ» ակումբ", "pending")
    assert (first["email"], first["note"]) == ("a@example.org", "Two lines,\n“quoted”")
    assert (second["organisation"], second["country"]) == ("=cmd|'/c calc'!A0", "GE")
    assert "decline · out_of_scope" in second["decisions"]
    assert page.headers["Content-Disposition"].startswith("attachment; filename=endorsements-")
    assert page.headers["Cache-Control"] == "no-store"


def test_it_holds_every_column_of_an_endorsement_that_is_not_a_key(editor: Browser, waiting: Any) -> None:
    """A new column is either in the file or named here."""
    waiting()
    (row,) = rows(editor.visit("/moderation/export").submit(PASSWORD))
    renamed = {"public_id": "id", "statement_id": "statement", "revision_id": "revision", "locale": "language"}
    renamed |= {f"{name}_at": name for name in ("confirmed", "amended", "decided", "listed", "withdrawn", "queued")} | {
        "created_at": "came_in"
    }
    machinery = {"id", "submission_id", "version", "link_version", "printed_position", "marks_version", "source"}
    keys = {"organisation_key", "sort_name", "search_name", "email_key"}
    columns = {column.name for column in Endorsement.__table__.columns} - machinery - keys
    assert {renamed.get(name, name) for name in columns} <= set(row)


def test_it_can_be_one_statement_and_one_state(editor: Browser, waiting: Any) -> None:
    waiting()
    listed = waiting(State.APPROVED)
    page = editor.visit("/moderation/export").submit({"statement": "appeal", "state": "approved", **PASSWORD})
    assert [row["id"] for row in rows(page)] == [listed]
    assert "filename=appeal-" in page.headers["Content-Disposition"]


def test_that_it_was_taken_is_kept(editor: Browser, waiting: Any, tags: Any) -> None:
    waiting()
    editor.visit("/moderation/export").submit(PASSWORD)
    assert tags()[-1] == "export:taken"


def test_without_the_password_nothing_leaves(editor: Browser, waiting: Any, tags: Any) -> None:
    waiting(email="aram@example.org")
    page = editor.visit("/moderation/export").submit({"state": "pending", "current": "a guess"}, status=400)
    assert page.errors == ["This is not the password that you have now."]
    assert ("state", "pending") in page.form("state").filled({}, None)
    assert "aram@example.org" not in page.source
    assert "export:taken" not in tags()


def test_the_link_is_there_for_editors_alone(editor: Browser, moderator: Browser) -> None:
    assert "Export" in editor.visit("/moderation/").links()
    assert "Export" not in moderator.visit("/moderation/").links()
    moderator.visit("/moderation/export", status=403)


def test_twenty_a_day_are_enough(editor: Browser, waiting: Any) -> None:
    page = editor.visit("/moderation/export")
    for _ in range(20):
        page.submit(PASSWORD)
    assert "Too many times" in page.submit(PASSWORD, status=429).errors[0]


def test_an_empty_desk_gives_a_header(editor: Browser, app: Flask) -> None:
    page = editor.visit("/moderation/export").submit({"format": "csv", **PASSWORD})
    assert page.body.decode("utf-8-sig").startswith("id,statement,revision,state,organisation,")
    assert rows(page) == []
