"""The ledger for people: what happened, in sentences; what ended is shown as ended, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.domain.endorsements import decisions, erasure, operations
from app.domain.endorsements.amendments import amend
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import Reason, State
from app.domain.events.operations import ADMINISTRATOR, Actor
from app.domain.statements.models import Statement
from app.web.ledger import people
from tests.checks import words
from tests.factories import a_statement, a_verdict, an_endorsement, some_moderator
from tests.page import Browser, Page

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEDGER = "/en/ledger/"


@pytest.fixture
def app(make_app: Callable[..., Flask], tmp_path: Path) -> Flask:
    """A site that holds the key of its ledger, in three languages."""
    files = {"ledger_key_file": str(tmp_path / "ledger.key"), "ledger_head_file": str(tmp_path / "head.sqlite")}
    app = make_app(**files, locales=("en", "hy", "ar"))
    made = app.test_cli_runner().invoke(args=["ledger", "keygen"])
    assert made.exit_code == 0, made.output
    return app


@pytest.fixture
def appeal(write: Any) -> Statement:
    with write() as session:
        return a_statement(session, slug="appeal", title="For open archives", at=AT)


@pytest.fixture
def listed(write: Any, appeal: Statement) -> Callable[[str], str]:
    """Puts an organisation on the register and gives its public id."""

    def put(name: str) -> str:
        with write() as session:
            statement = session.get_one(Statement, appeal.id)
            made: Endorsement = an_endorsement(session, statement, state=State.APPROVED, organisation=name, at=AT)
            return made.public_id

    return put


@pytest.fixture
def signed(app: Flask) -> Callable[[], None]:
    def sign() -> None:
        done = app.test_cli_runner().invoke(args=["ledger", "sign"])
        assert done.exit_code == 0, done.output

    return sign


def entries(page: Page) -> list[str]:
    """What the history says, the newest first."""
    return [words(line) for line in page.all(".//*[@class='leaves']/li/p")]


def test_before_anything_is_signed_there_is_nothing_to_read(visit: Any) -> None:
    page = visit(LEDGER)
    assert page.h1 == "The ledger"
    assert "Nothing stands in the ledger yet." in page.text
    visit("/ledger/checkpoint", status=404)


def test_everything_that_happened_is_a_sentence(listed: Any, signed: Any, visit: Any, write: Any) -> None:
    first, second = listed("Ասպարեզ"), listed("Open Shelves Union")
    with write() as session:
        one = session.query(Endorsement).filter_by(public_id=first).one()
        details = replace(one.details, organisation="«Ասպարեզ» ակումբ")
        by = Actor.moderator(some_moderator(session).id)
        amend(session, first, details, version=one.version, by=by, at=AT)
    with write() as session:
        other = session.query(Endorsement).filter_by(public_id=second).one()
        verdict = a_verdict(session, other, reason=Reason.MISTAKE, at=AT)
        decisions.reconsider(session, second, verdict)
    signed()
    page = visit(LEDGER)
    assert entries(page) == [
        "The listing of entry 2 ended.",
        "What stands there of «Ասպարեզ» ակումբ was corrected (entry 1).",
        "An organisation was listed under For open archives. It does not stand there any more.",
        "«Ասպարեզ» ակումբ was listed under For open archives.",
        "Revision 1 of For open archives was published.",
    ]
    assert "Open Shelves Union" not in page.text


@pytest.mark.parametrize("way", ["withdrawn", "erased", "taken off"])
def test_however_a_listing_ended_it_looks_the_same(listed: Any, signed: Any, visit: Any, write: Any, way: str) -> None:
    public_id = listed("Quiet Harbour Society")
    with write() as session:
        one = session.query(Endorsement).filter_by(public_id=public_id).one()
        if way == "withdrawn":
            operations.withdraw(session, public_id, at=AT)
        elif way == "erased":
            erasure.erase(session, public_id, by=ADMINISTRATOR, at=AT)
        else:
            verdict = a_verdict(session, one, reason=Reason.AT_ITS_REQUEST, at=AT)
            decisions.withdraw_for_signatory(session, public_id, verdict)
    signed()
    page = visit(LEDGER)
    assert entries(page)[0] == "The listing of entry 1 ended."
    assert "Quiet Harbour" not in page.source


def test_it_is_read_a_page_at_a_time(listed: Any, signed: Any, visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "A_PAGE", 2)
    for name in ("Alpha Union", "Beta Union", "Gamma Union"):
        listed(name)
    signed()
    page = visit(LEDGER)
    assert [line.partition(" was")[0] for line in entries(page)] == ["Gamma Union", "Beta Union"]
    page = page.follow("Earlier entries")
    assert [line.partition(" was")[0] for line in entries(page)] == ["Alpha Union", "Revision 1 of For open archives"]
    assert "Earlier entries" not in page.links()
    assert page.follow("Back to the beginning").path == LEDGER
    assert entries(visit(f"{LEDGER}?before=0")) == []
    assert len(entries(visit(f"{LEDGER}?before=nonsense"))) == 2
    assert len(entries(visit(f"{LEDGER}?before=99999999999999999999"))) == 2


def test_what_no_head_covers_yet_is_not_told(listed: Any, signed: Any, visit: Any) -> None:
    listed("Alpha Union")
    signed()
    listed("Beta Union")
    assert "Beta Union" not in visit(LEDGER).text


def test_the_check_knows_every_list_and_every_text(listed: Any, signed: Any, visit: Any) -> None:
    listed("Alpha Union")
    signed()
    (place,) = visit(LEDGER).all(".//*[@data-ledger]")
    site, sentences = json.loads(place.get("data-ledger", "")), json.loads(place.get("data-words", ""))
    for address in (site["keys"], site["checkpoint"], *(one["register"] for one in site["statements"])):
        visit(address)
    assert [one["title"] for one in site["statements"]] == ["For open archives"]
    assert "{name}" in sentences["not_logged"]
    (on_the_register,) = visit("/en/statements/appeal/signatories").all(".//*[@data-ledger]")
    assert json.loads(on_the_register.get("data-ledger", ""))["statements"] == site["statements"]


def test_it_speaks_the_readers_language(app: Flask, visit: Any) -> None:
    assert visit("/ledger/", status=302, headers={"Accept-Language": "ar"}).headers["Location"] == "/ar/ledger/"
    page = Browser(app).visit("/ar/ledger/")
    assert page.one("html").get("dir") == "rtl" if page.all(".//html") else True
    assert visit("/en/ledger/about").h1 == "What the ledger proves, and what it cannot prove"


def test_an_organisation_with_a_hostile_name_changes_no_page(listed: Any, signed: Any, visit: Any) -> None:
    name = "</script><b>Ա\"'>&amp; {name} {title}"
    listed(name)
    signed()
    assert entries(visit(LEDGER))[0] == f"{name} was listed under For open archives."
