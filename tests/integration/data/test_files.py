"""The register as CSV, JSON and XLSX, as parsers that nobody here wrote read it."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.models import RevisionKind, Statement
from app.domain.statements.operations import revise
from app.exports.cells import plain_text
from app.web.data import files
from app.web.work import now
from tests.factories import a_draft, an_endorsement
from tests.integration.data.conftest import APPEAL, HOSTILE
from tests.page import Browser, Page
from tests.unit.test_export_cells import PAYLOADS

Visit = Callable[..., Page]
KINDS = ("json", "csv", "xlsx")


def rows(page: Page) -> list[dict[str, str]]:
    """The rows of a table, as they came."""
    if page.path.endswith(".csv"):
        return list(csv.DictReader(io.StringIO(page.body.decode("utf-8-sig"), newline=""), strict=True))
    header, *others = load_workbook(io.BytesIO(page.body))["Signatories"].iter_rows(values_only=True)
    return [dict(zip(map(str, header), (str(value or "") for value in row), strict=True)) for row in others]


@pytest.fixture
def valid(visit: Visit) -> Callable[[Page], dict[str, Any]]:
    """What the JSON says, once it was held to the schema that it names."""

    def check(page: Page) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(page.body)
        schema = json.loads(visit(found["$schema"]).body)
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == found["$schema"]
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(found)
        return found

    return check


def test_the_json_says_what_the_page_says(visit: Visit, statement: Statement, valid: Any) -> None:
    found = valid(visit(f"/statements/{statement.slug}/signatories.json"))
    assert found["version"] == 1
    assert (found["organisations"], found["countries"], len(found["signatories"])) == (9, 1, 9)
    about = found["statement"]
    assert about["slug"] == statement.slug
    assert about["issued"] == "2021-07-29"
    assert about["title"]["en"].startswith("Immediately apply")
    assert about["digest"] in visit(f"/en/statements/{statement.slug}").text
    first = found["signatories"][0]
    assert first["name"] == "Open Society Foundations – Armenia"
    assert (first["founding"], first["agreed_by"], first["late"], first["current_text"]) == (
        True,
        "writing",
        False,
        True,
    )
    assert found["ledger"] == {"origin": "sign.example.org/ledger", "undisclosed": 0}
    assert first["ledger"]["payload"]["name"] == first["name"]


def test_an_empty_register_is_a_file_too(visit: Visit, appeal: Statement, valid: Any) -> None:
    assert valid(visit(f"{APPEAL}/signatories.json"))["signatories"] == []
    assert rows(visit(f"{APPEAL}/signatories.csv")) == rows(visit(f"{APPEAL}/signatories.xlsx")) == []


def test_hard_names_come_through_whole(visit: Visit, hostile: list[str], valid: Any) -> None:
    found = valid(visit(f"{APPEAL}/signatories.json"))
    assert {one["name"] for one in found["signatories"]} == set(HOSTILE)
    shown = {one["name"]: one["representative"] for one in found["signatories"]}
    assert [bool(shown[name]) for name in HOSTILE] == [bool(number % 2) for number in range(len(HOSTILE))]
    table, sheet = rows(visit(f"{APPEAL}/signatories.csv")), rows(visit(f"{APPEAL}/signatories.xlsx"))
    assert [row["organisation"] for row in sheet] == [one["name"] for one in found["signatories"]]
    assert [{name: plain_text(value) for name, value in row.items()} for row in table] == sheet
    assert not any(value.startswith(tuple("=+-@＝")) for row in table for value in row.values())


def test_the_csv_is_as_rfc_4180_has_it(visit: Visit, hostile: list[str]) -> None:
    page = visit(f"{APPEAL}/signatories.csv")
    assert page.body.startswith(b"\xef\xbb\xbfid,organisation,organisation_latin,country,website,")
    assert page.body.count(b"\r\n") == len(hostile) + 1
    assert b"\n" not in page.body.replace(b"\r\n", b"")
    assert b'"The ""Quoted"", with a comma"' in page.body


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_public_name_runs_in_a_spreadsheet(visit: Visit, appeal: Statement, write: Any, kind: str) -> None:
    """Those of P6; past the form, which takes most of them for no name at all. NUL the database itself refuses."""
    names = {f"{payload} {number}" for number, payload in enumerate(PAYLOADS) if "\0" not in payload}
    with write() as session:
        for name in names:
            an_endorsement(
                session,
                appeal,
                state=State.APPROVED,
                organisation=name,
                representative=name,
                position=name,
                show_representative=True,
            )
    page = visit(f"{APPEAL}/signatories.{kind}")
    if kind == "csv":
        for row in rows(page):
            assert not any(cell.startswith(tuple("=+-@\t\r\n\0＝＋－＠")) for cell in row.values())
        for column in ("organisation", "representative", "position"):
            assert {plain_text(row[column]) for row in rows(page)} == names
    else:
        sheet = load_workbook(io.BytesIO(page.body)).active
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        assert sum("1+1" in cell.value for cell in cells) > len(PAYLOADS)


def test_nothing_private_is_in_them(visit: Visit, listed: Any, appeal: Statement, write: Any) -> None:
    private = {"email": "secret@hidden.example", "representative": "Hidden Person", "position": "Hidden chair",
               "mandate": "Hidden board", "note": "Hidden note", "also_known_as": "Hidden acronym"}  # fmt: skip
    listed(website="", **private)
    with write() as session:
        an_endorsement(session, appeal, state=State.PENDING, organisation="Hidden pending union")
    for kind in KINDS:
        body = visit(f"{APPEAL}/signatories.{kind}").body
        text = str(rows(visit(f"{APPEAL}/signatories.{kind}"))) if kind == "xlsx" else body.decode()
        assert "idden" not in text
        assert "@" not in text


@pytest.mark.parametrize("most", [1000, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_state_is_the_same_bytes_and_is_not_sent_twice(
    clock: Any, make_app: Callable[..., Flask], hostile: list[str], listed: Any, kind: str, most: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """In memory, and (the register being longer than what fits) from the disk."""
    monkeypatch.setattr(files, "MOST_IN_MEMORY", most)
    path, workers = f"{APPEAL}/signatories.{kind}", [Browser(make_app()) for _ in range(2)]
    first = workers[0].visit(path)
    clock.shift(3600)
    tag = first.headers["ETag"]
    again = workers[1].visit(path)
    assert (again.body, again.headers["ETag"]) == (first.body, tag)
    assert tag.startswith('"')
    for worker in workers:
        known = worker.visit(path, status=304, headers={"If-None-Match": tag})
        assert (known.body, known.headers["ETag"]) == (b"", tag)
        assert known.headers["Access-Control-Allow-Origin"] == "*"
    listed()
    assert workers[0].visit(path, headers={"If-None-Match": tag}).headers["ETag"] != tag


@pytest.mark.parametrize("most", [1000, 3])
def test_it_is_compressed_for_those_who_can_read_that(
    visit: Visit, hostile: list[str], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_IN_MEMORY", most)
    path = f"{APPEAL}/signatories.json"
    plain, zipped = visit(path), visit(path, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    assert zipped.headers["Content-Length"] == str(len(zipped.body))
    for page in (plain, zipped):
        assert page.headers["Vary"] == "Accept-Encoding"
        visit(path, status=304, headers={"If-None-Match": page.headers["ETag"], "Accept-Encoding": "gzip"})


@pytest.mark.parametrize("most", [1000, 0])
def test_who_withdraws_is_gone_at_once(
    visit: Visit, listed: Any, withdrawn: Any, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_IN_MEMORY", most)
    public_id = listed(organisation="Second Thoughts")
    listed(organisation="Steady Union")
    pages = [visit(f"{APPEAL}/signatories.{kind}") for kind in KINDS]
    assert all("Second Thoughts" in str(rows(page)) for page in pages[1:])
    withdrawn(public_id)
    for page in pages:
        after = visit(page.path, headers={"If-None-Match": page.headers["ETag"]})
        held = after.text if page.path.endswith("json") else str(rows(after))
        assert "Steady Union" in held
        assert "Second Thoughts" not in held
        assert public_id not in held


def test_the_headers_of_a_file(visit: Visit, listed: Any) -> None:
    listed()
    for kind in KINDS:
        headers = visit(f"{APPEAL}/signatories.{kind}", headers={"Origin": "https://news.example"}).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cache-Control"] == "public, max-age=30, stale-while-revalidate=30"
        assert headers["Content-Disposition"].endswith(f"; filename=appeal-signatories.{kind}")
        assert headers["Content-Type"] == files._media_type(kind)


def test_what_is_not_there(visit: Visit, write: Any, appeal: Statement) -> None:
    for path in ("/statements/none/signatories.json", f"{APPEAL}/signatories.ods", "/schemas/signatories-v2.json"):
        assert "Access-Control-Allow-Origin" not in visit(path, status=404).headers


def test_after_another_text_the_file_says_who_stands_under_it(
    visit: Visit, listed: Any, appeal: Statement, write: Any, valid: Any
) -> None:
    listed()
    for kind, still in ((RevisionKind.CORRECTION, 1), (RevisionKind.SUBSTANTIVE, 0)):
        with write() as session:
            draft = a_draft(slug="appeal", title="For open archives", body=f"A {kind} text.")
            revise(session, draft, kind=kind, note="Why.", by=ADMINISTRATOR, at=now())
        found = valid(visit(f"{APPEAL}/signatories.json"))
        (one,) = found["signatories"]
        assert (one["revision"], one["current_text"], found["under_current_text"]) == (1, bool(still), still)
        assert rows(visit(f"{APPEAL}/signatories.csv"))[0]["current_text"] == ("yes" if still else "no")


def test_a_closed_statement_says_so(visit: Visit, write: Any, clock: Any, appeal: Statement) -> None:
    assert json.loads(visit(f"{APPEAL}/signatories.json").body)["statement"]["phase"] == "open"
    with write() as session:
        session.get_one(Statement, appeal.id).closes_at = now()
        session.get_one(Statement, appeal.id).register_version += 1
    assert json.loads(visit(f"{APPEAL}/signatories.json").body)["statement"]["phase"] == "closed"
