"""Kept documents are shown as long as they are true, and nobody who was erased lives on in one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.documents import able
from app.documents.kept import PDF, PNG
from app.documents.tidying import clear_leftovers, the_shelf, tidy
from app.domain.endorsements import decisions, operations
from app.domain.endorsements.erasure import erase
from app.domain.endorsements.press import named_for_the_press
from app.domain.endorsements.states import Reason, State
from app.domain.statements.models import Statement
from app.web.work import leave_no_trace
from tests import accounts
from tests.conftest import MORNING
from tests.documents import a_pack, put_on_the_shelf
from tests.factories import a_verdict, an_endorsement
from tests.page import Browser

NAME = "The Union That Wants To Be Forgotten"
ADDRESS = "/statements/appeal/en.pdf"


def found(reader: Browser, path: str = ADDRESS) -> bytes | int:
    with reader.client.get(path, base_url=reader.base_url) as answer:
        return answer.data if answer.status_code == 200 else answer.status_code


def shelve(app: Flask, content: bytes, kind: str = PDF) -> Path:
    with app.app_context():
        return put_on_the_shelf("appeal", "en", kind, content)


@pytest.fixture
def listed(appeal: Statement, write: Any) -> str:
    with write() as session:
        return an_endorsement(session, appeal, state=State.APPROVED, organisation=NAME).public_id


def test_a_document_that_is_being_made_is_promised_in_words(
    app: Flask, appeal: Statement, reader: Browser, monkeypatch: Any
) -> None:
    monkeypatch.setattr("app.web.statement.documents.can_make_documents", lambda: True)
    page = reader.visit(ADDRESS, status=503)
    assert page.headers["Retry-After"] == "10"
    assert "is being made" in page.text
    assert reader.visit("/statements/nothing/en.pdf", status=404)


def test_a_site_that_cannot_make_documents_says_so_and_links_to_none(
    app: Flask, appeal: Statement, reader: Browser, monkeypatch: Any
) -> None:
    for module in ("app.web.statement.documents", "app.web.templating", "app.web.deliver.views"):
        monkeypatch.setattr(f"{module}.can_make_documents", lambda: False)
    assert "does not make documents" in reader.visit(ADDRESS, status=404).text
    page = reader.visit("/en/statements/appeal")
    assert "en.pdf" not in page.source
    assert "og:image" not in page.source
    editor = accounts.signed_in(app, accounts.EDITOR)
    assert "cannot make documents" in editor.visit("/moderation/statements/appeal/deliveries/").text


def test_without_its_packages_or_libraries_nothing_is_made(monkeypatch: Any) -> None:
    ask = able.can_make_documents.__wrapped__
    monkeypatch.setattr(able, "LIBRARIES", ("libnothing.so.7",))
    assert ask() is False
    monkeypatch.setattr(able, "PACKAGES", ("no_such_package",))
    assert ask() is False


def test_the_statement_announces_its_picture(app: Flask, appeal: Statement, reader: Browser, monkeypatch: Any) -> None:
    monkeypatch.setattr("app.web.templating.can_make_documents", lambda: True)
    head = reader.visit("/en/statements/appeal").source
    assert re.search('property="og:image" content="https://sign.example.org/statements/appeal/en.png[?]v=[0-9]+"', head)
    assert 'name="twitter:card" content="summary_large_image"' in head
    shelve(app, b"a picture", PNG)
    assert found(reader, "/statements/appeal/en.png") == b"a picture"


def test_one_that_only_lacks_the_newest_is_shown_meanwhile(
    app: Flask, appeal: Statement, listed: str, write: Any, reader: Browser
) -> None:
    shelve(app, b"one signatory")
    with write() as session:
        an_endorsement(session, appeal, state=State.APPROVED)
    assert found(reader) == b"one signatory"
    newest = shelve(app, b"two signatories")
    assert found(reader) == b"two signatories"
    assert [file.name for file in newest.parent.iterdir()] == [newest.name]  # the older one is gone


@pytest.mark.parametrize("what", ["withdrawn", "reconsidered", "erased"])
def test_one_with_somebody_in_it_who_left_is_shown_to_nobody(
    app: Flask, listed: str, write: Any, reader: Browser, what: str
) -> None:
    kept = shelve(app, NAME.encode())
    with write() as session:
        if what == "withdrawn":
            operations.withdraw(session, listed, at=MORNING)
        elif what == "erased":
            erase(session, listed, at=MORNING)
        else:
            endorsement = operations.the(session, listed)
            decisions.reconsider(session, listed, a_verdict(session, endorsement, reason=Reason.MISTAKE))
    assert found(reader) in (404, 503)
    with app.app_context():
        assert tidy() == 1
    assert not kept.exists()


def test_after_an_erasure_no_byte_is_left_in_any_kept_file(
    app: Flask, listed: str, write: Any, reader: Browser
) -> None:
    shelve(app, NAME.encode())
    with app.app_context():
        name = a_pack("appeal", NAME.encode())
    pack = f"/moderation/statements/appeal/deliveries/{name}.zip"
    editor = accounts.signed_in(app, accounts.EDITOR)
    assert found(editor, pack) == NAME.encode()
    with write() as session:
        erase(session, listed, at=MORNING)
    with app.app_context():
        leave_no_trace()
        files = [file for file in the_shelf().folder.rglob("*") if file.is_file()]
    assert not [file for file in files if NAME.encode() in file.read_bytes()]
    assert found(editor, pack) == 404
    page = editor.visit("/moderation/statements/appeal/deliveries/").text
    assert "The file was removed" in page
    assert "SHA-256" in page


def test_a_pack_made_before_somebody_signed_stays_when_they_are_erased(
    app: Flask, appeal: Statement, write: Any
) -> None:
    with app.app_context():
        name = a_pack("appeal")
    with write() as session:
        later = an_endorsement(session, appeal, state=State.APPROVED).public_id
        erase(session, later, at=MORNING)
    with app.app_context():
        assert tidy() == 0
        assert the_shelf().pack(name).exists()


def test_a_document_of_another_database_is_not_shown(app: Flask, listed: str, reader: Browser) -> None:
    kept = shelve(app, b"of before the restore")
    parts = kept.name.split("-")
    parts[-2] = str(int(parts[-2]) + 1)  # an event of that number, at another moment
    kept.rename(kept.with_name("-".join(parts)))
    assert found(reader) in (404, 503)


def test_what_a_killed_maker_left_is_cleared_away(app: Flask, listed: str) -> None:
    kept = shelve(app, b"a document")
    left = kept.with_name(".half.part")
    left.write_bytes(b"half")
    with app.app_context():
        clear_leftovers()
    assert (left.exists(), kept.exists()) == (False, True)


def test_an_editor_delivers_and_finds_it_again(app: Flask, appeal: Statement, monkeypatch: Any) -> None:
    monkeypatch.setattr("app.web.deliver.views.can_make_documents", lambda: True)
    monkeypatch.setattr("app.web.templating.can_make_documents", lambda: True)
    editor = accounts.signed_in(app, accounts.EDITOR)
    page = editor.visit("/moderation/statements/appeal/deliveries/")
    assert "Nothing was delivered yet" in page.text
    page = page.submit(form="/deliveries/")
    assert "is being made" in page.text


def test_the_press_gets_the_number_the_names_and_the_way_to_check(
    appeal: Statement, write: Any, reader: Browser
) -> None:
    path = "/en/statements/appeal/press"
    assert "No organisation has signed yet." in reader.visit(path).text
    with write() as session:
        for name, country in (("A", "AM"), ("B", "AM"), ("C", "AM"), ("D", "GE")):
            an_endorsement(session, appeal, state=State.APPROVED, organisation=f"{name} Union", country=country)
    page = reader.visit(path).text
    assert "4 organisations from 2 countries: A Union, D Union, B Union and C Union." in page
    assert "https://sign.example.org/en/statements/appeal " in page
    with write() as session:
        for name, country in (("E", "AM"), ("F", "FR")):
            an_endorsement(session, appeal, state=State.APPROVED, organisation=f"{name} Union", country=country)
        chosen = named_for_the_press(session, appeal.id)
        assert [one.name[0] for one in chosen] == ["A", "F", "D", "B", "C"]
    assert "6 organisations from 3 countries, among them" in reader.visit(path).text
