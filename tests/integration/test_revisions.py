"""The history of a text: every revision, its exact files, what changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.statements.draft import TextDraft
from app.domain.statements.models import Statement
from tests.checks import words
from tests.factories import a_statement, an_endorsement
from tests.page import Browser, Page
from tests.revisions import a_revision

Visit = Callable[..., Page]
REVISIONS = "/en/statements/appeal/revisions"
HY = TextDraft(language="hy", title="Կոչ", addressed_to="", body="Պահանջում ենք։")


def english(body: str) -> TextDraft:
    return TextDraft(language="en", title="Appeal", addressed_to="the Minister", body=body)


@pytest.fixture
def appeal(write: Any) -> Statement:
    """Revised once: some words changed, a paragraph came, a translation too."""
    with write() as session:
        statement = a_statement(session, slug="appeal", texts=(english("We ask kindly.\n\nNow."),))
        an_endorsement(session, statement, state=State.APPROVED, organisation="Signed the first")
        texts = (english("We demand kindly.\n\nNow.\n\nAnd for good."), HY)
        a_revision(session, "appeal", texts=texts)
        return statement


def test_every_revision_is_listed_with_its_digest(visit: Visit, appeal: Statement, read: Any) -> None:
    page = visit(REVISIONS)
    assert [words(title) for title in page.all(".//section/h2")] == ["Revision 2 current", "Revision 1"]
    with read() as session:
        for revision in session.get_one(Statement, appeal.id).revisions:
            assert revision.digest in page.text


def test_what_changed_can_be_read_and_heard(visit: Visit, appeal: Statement) -> None:
    page = visit(REVISIONS)
    assert [words(one) for one in page.all(".//ins")] == ["[added: demand]", "[added: And for good.]"]
    assert [words(one) for one in page.all(".//del")] == ["[removed: ask]"]
    assert "What changed: English" in page.text
    assert "New translation: Հայերեն" in page.text
    assert page.all(".//div[@class='differences']")[0].attrib["lang"] == "en"


def test_a_file_is_what_its_digest_covers(visit: Visit, appeal: Statement) -> None:
    source = visit(REVISIONS).text
    manifests = re.findall(r"\{\"id\".*?\"v\":1\}", source)
    assert len(manifests) == 2
    for number, manifest in zip((2, 1), manifests, strict=True):
        assert sha256(manifest.encode()).hexdigest() in source
        for language, digest in re.findall(r'"(\w\w)":"([0-9a-f]{64})"', manifest):
            file = visit(f"/statements/appeal/revisions/{number}/{language}.md")
            assert sha256(file.body).hexdigest() == digest
            assert file.headers["Content-Type"] == "text/markdown; charset=utf-8"
            assert file.headers["Cache-Control"] == "public, max-age=86400"
    assert (
        visit("/statements/appeal/revisions/1/en.md").body == b"# Appeal\n\n*the Minister*\n\nWe ask kindly.\n\nNow.\n"
    )


@pytest.mark.parametrize(
    "path", ["1/hy.md", "3/en.md", "0/en.md", "-1/en.md", "99999999999999999999/en.md", "1/en", "1/xx.md", "x/en.md"]
)
def test_there_are_no_other_files(visit: Visit, appeal: Statement, path: str) -> None:
    visit(f"/statements/appeal/revisions/{path}", status=404)


def test_the_statement_shows_the_newest_text_and_who_signed_another(visit: Visit, appeal: Statement) -> None:
    page = visit("/en/statements/appeal")
    assert "We demand kindly." in page.text
    assert "revision 2" in page.text
    assert "signed revision 1" in page.text
    assert page.follow("Revisions of the text").path == REVISIONS


def test_a_revision_is_shown_at_once(visit: Visit, write: Any, appeal: Statement) -> None:
    before = visit("/en/statements/appeal")
    with write() as session:
        a_revision(session, "appeal", texts=(english("Never mind."),))
    after = visit("/en/statements/appeal")
    assert "Never mind." in after.text
    assert before.headers["ETag"] != after.headers["ETag"]
    page = visit(REVISIONS)
    assert words(page.all(".//section/h2")[0]) == "Revision 3 current"
    assert "No longer translated: Հայերեն" in page.text


def test_an_arabic_page_reads_the_same_history(make_app: Callable[..., Flask], write: Any, appeal: Statement) -> None:
    page = Browser(make_app(locales=("en", "ar"))).visit(REVISIONS.replace("/en/", "/ar/"))
    assert page.all(".//ins/span")[0].attrib["lang"] == "ar"
