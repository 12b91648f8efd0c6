"""Two editors at once: the second gets the page again, with their own words and what the other changed."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.domain.statements.queries import by_slug
from tests.accounts import Account, Role, signed_in
from tests.factories import a_statement
from tests.page import Browser

DESK = "/moderation/statements/archives"


@pytest.fixture
def other(app: Flask) -> Browser:
    """Another editor's browser."""
    return signed_in(app, Account("Aram Hakobyan", "aram@coalition.example", Role.EDITOR))


@pytest.fixture
def draft(write: Any) -> None:
    """A draft in English and Armenian."""
    with write() as session:
        a_statement(session, slug="archives", title="Archives", body="The first.\n\nThe second.", published=False)


def body(read: Any) -> str:
    with read() as session:
        return by_slug(session, "archives").revisions[0].texts[0].body


def test_the_second_sees_what_the_first_changed_and_goes_on_from_there(
    editor: Browser, other: Browser, draft: None, read: Any
) -> None:
    mine, yours = editor.visit(f"{DESK}/text"), other.visit(f"{DESK}/text")
    mine.submit({"body": "The first.\n\nThe second and third."}, button="Keep the draft")
    again = yours.submit(
        {"body": "The very first.\n\nThe second.", "title": "Mine"}, button="Keep the draft", status=409
    )
    assert "Another editor changed this" in again.errors[0]
    assert "and third" in "".join(again.all(".//ins")[0].itertext())
    form = again.form("title")
    assert (form.value("title"), form.value("body").split()) == ("Mine", ["The", "very", "first.", "The", "second."])
    again.submit({"body": "The very first.\n\nThe second and third."}, button="Keep the draft")
    assert body(read) == "The very first.\n\nThe second and third."


def test_a_setting_that_the_other_changed_is_shown_too(editor: Browser, other: Browser, draft: None) -> None:
    yours = other.visit(f"{DESK}/text")
    editor.visit(f"{DESK}/text").submit({"zone": "Asia/Yerevan", "sections": "News"}, button="Keep the draft")
    again = yours.submit({"title": "Mine"}, button="Keep the draft", status=409)
    assert "Asia/Yerevan" in again.text
    assert "News" in again.text


def test_who_writes_different_texts_is_in_nobodys_way(editor: Browser, other: Browser, draft: None, read: Any) -> None:
    words = {"language": "hy", "title": "Արխիվներ", "body": "Մենք"}
    editor.visit(f"{DESK}/translation").submit(words, button="Keep this text")
    mine, yours = editor.visit(f"{DESK}/texts/hy"), other.visit(f"{DESK}/text")
    mine.submit({"body": "Մենք՝ ներքոստորագրյալներս"}, button="Keep this text")
    yours.submit({"body": "Another"}, button="Keep the draft")
    assert body(read) == "Another"


def test_of_one_translation_the_second_is_told(editor: Browser, other: Browser, draft: None) -> None:
    words = {"language": "hy", "title": "Արխիվներ", "body": "Մենք"}
    first, second = editor.visit(f"{DESK}/translation"), other.visit(f"{DESK}/translation")
    first.submit(words, button="Keep this text")
    assert "text in this language already" in second.submit(words, button="Keep this text", status=400).errors[0]
    mine, yours = editor.visit(f"{DESK}/texts/hy"), other.visit(f"{DESK}/texts/hy")
    mine.submit({"body": "Մենք երկուսս"}, button="Keep this text")
    again = yours.submit({"body": "Մենք երեքս"}, button="Keep this text", status=409)
    assert again.form("title").value("body") == "Մենք երեքս"
    mine = editor.visit(f"{DESK}/texts/hy")
    mine.submit(button="Take this translation out")
    again.submit(button="Keep this text", status=404)


def test_nobody_publishes_or_throws_away_what_they_have_not_seen(
    editor: Browser, other: Browser, draft: None, read: Any
) -> None:
    publishing, discarding = other.visit(f"{DESK}/publication"), other.visit(f"{DESK}/discard")
    editor.visit(f"{DESK}/text").submit({"title": "Changed"}, button="Keep the draft")
    again = publishing.submit(button="Publish now", status=409)
    assert "Changed" in again.text
    discarding.submit(button="Throw it away")
    again.submit(button="Publish now")
    with read() as session:
        assert by_slug(session, "archives").published_at is not None


def test_one_founding_signatory_is_corrected_by_two(editor: Browser, other: Browser, draft: None) -> None:
    page = editor.visit(f"{DESK}/founders").submit({"name": "Asparez", "agreed": "by letter"}, button="Add it")
    path = page.link("Asparez")
    mine, yours = editor.visit(path), other.visit(path)
    mine.submit({"name": "Asparez Club"}, button="Keep it")
    again = yours.submit({"name": "Asparez Journalists"}, button="Keep it", status=409)
    assert "Asparez Club" in again.text
    assert "Asparez Journalists" in again.submit(button="Keep it").text


def test_the_closing_time_is_not_set_over_anothers(editor: Browser, other: Browser, write: Any) -> None:
    with write() as session:
        a_statement(session, slug="archives")
    mine, yours = editor.visit(f"{DESK}/closing"), other.visit(f"{DESK}/closing")
    mine.submit({"moment": "2030-01-01T10:00"}, button="Close it then")
    again = yours.submit({"moment": "2031-01-01T10:00"}, button="Close it then", status=409)
    assert "2030-01-01" in again.text
    again.submit(button="Close it then")
    assert "1 January 2031, 10:00 UTC" in editor.visit(DESK).text
