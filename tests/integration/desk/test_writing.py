"""An editor writes a statement at the desk, in every language, with its founding signatories, and publishes it."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.founders import founders
from app.domain.endorsements.models import Endorsement
from app.domain.statements.models import Statement
from app.domain.statements.queries import by_slug
from tests.checks import words
from tests.factories import a_statement
from tests.page import Browser, Page

DESK = "/moderation/statements/"
NEW = "/moderation/new-statement"
WORDS = {"title": "For open archives", "body": "We, the undersigned, ask.\n\n## Now\n\nOpen *them*."}
HOSTILE = {
    "Armenian": "Մենք՝ ներքոստորագրյալներս, պահանջում ենք",
    "Arabic": "نحن الموقعين أدناه نطالب بفتح الأرشيف",
    "markup": "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://tracker.example/p.png)",
    "long": "ա" * 100_000,
}


def writes(editor: Browser, **values: str) -> Page:
    """Sends the form of a new statement."""
    return editor.visit(NEW).submit({**WORDS, **values}, button="Keep the draft", status=(200, 400))


@pytest.fixture
def draft(editor: Browser) -> Page:
    """A draft that was just written, at the desk."""
    return writes(editor, slug="archives", sections="Joint\nNews", closes="2026-12-31T18:00", zone="Asia/Yerevan")


def test_a_statement_is_written_translated_previewed_and_published(
    editor: Browser, visit: Any, draft: Page, read: Any
) -> None:
    assert draft.path.startswith(f"{DESK}archives")
    assert "Only editors see it" in draft.text
    visit("/en/statements/archives", status=404)
    page = draft.follow("Add a translation")
    page = page.submit(
        {"language": "hy", "title": "Բաց արխիվների համար", "body": "Մենք՝ ներքոստորագրյալներս"}, button="Keep this text"
    )
    assert "translation" in page.text
    preview = editor.visit(f"{DESK}archives/preview/en?language=hy")
    assert preview.h1 == "Բաց արխիվների համար"
    assert "Preview. Readers do not see this yet." in preview.text
    assert preview.headers["Cache-Control"] == "no-store"
    editor.visit(f"{DESK}archives/publication").submit(button="Publish now")
    shown = visit("/en/statements/archives")
    assert "open for endorsement until 31 December 2026, 18:00, Yerevan time" in shown.text
    assert shown.all(".//time[@data-local]")[0].get("datetime") == "2026-12-31T18:00:00+04:00"
    with read() as session:
        statement = by_slug(session, "archives")
        assert [text.language for text in statement.revisions[0].texts] == ["en", "hy"]
        assert [section.name for section in statement.sections] == ["Joint", "News"]


def test_the_preview_is_the_page_that_readers_get(editor: Browser, visit: Any, draft: Page) -> None:
    before = editor.visit(f"{DESK}archives/preview/en").one("main")
    editor.visit(f"{DESK}archives/publication").submit(button="Publish now")
    after = visit("/en/statements/archives").one("main")
    assert words(before) == words(after)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_is_kept_as_it_was_typed_and_shown_safely(editor: Browser, read: Any, text: str) -> None:
    page = writes(editor, slug="archives", body=text)
    assert page.path.startswith(f"{DESK}archives"), page.errors
    with read() as session:
        assert by_slug(session, "archives").revisions[0].texts[0].body == text
    shown = editor.visit(f"{DESK}archives/preview/en")
    assert not shown.all(".//main//script")
    assert not shown.all(".//main//img")
    assert all(not (link.get("href") or "").startswith("javascript") for link in shown.all(".//a"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "Write the title"),
        ({"body": ""}, "Write the text"),
        ({"title": "For \u202eopen\u202c archives"}, "turns the reading direction"),
        ({"body": "ա" * 130_000}, "too long"),
        ({"slug": "Open Archives"}, "small letters"),
        ({"slug": "taken"}, "Another statement has this name"),
        ({"issued": "31.8.2026"}, "the day of issue"),
        ({"sections": "x" * 61}, "too long"),
        ({"sections": "\n".join(map(str, range(11)))}, "too many"),
        ({"closes": "tomorrow"}, "Write a day and a time"),
        ({"closes": "9999-12-31T23:59"}, "Write a day and a time"),
        ({"opens": "2026-12-02T10:00", "closes": "2026-12-01T10:00"}, "close before it opens"),
        ({"zone": "Europe/Paris", "closes": "2027-03-28T02:30"}, "skip this time"),
        ({"zone": "Europe/Paris", "closes": "2027-10-31T02:30"}, "show this time twice"),
    ],
)
def test_what_cannot_stand_comes_back_with_everything_in_it(
    editor: Browser, write: Any, values: dict[str, str], said: str
) -> None:
    with write() as session:
        a_statement(session, slug="taken")
    sent = {**WORDS, "slug": "archives", "sections": "Joint", **values}
    page = editor.visit(NEW).submit(sent, button="Keep the draft", status=400)
    assert any(said in error for error in page.errors), page.errors
    for name, value in sent.items():
        if "\u202e" not in value:
            assert page.form("title").value(name).replace("\r\n", "\n") == value
    editor.visit(f"{DESK}archives", status=404)


def test_a_language_or_a_zone_that_is_none_is_refused(editor: Browser) -> None:
    for name in ("language", "zone"):
        editor.visit(NEW).submit(WORDS, button="Keep the draft", tamper={name: "xx-Nowhere"}, status=400)


def test_of_a_time_that_comes_twice_the_editor_says_which(editor: Browser, read: Any) -> None:
    sent = {**WORDS, "slug": "archives", "zone": "Europe/Paris", "closes": "2027-10-31T02:30"}
    page = editor.visit(NEW).submit(sent, button="Keep the draft", status=400)
    page.submit({"closes_which": "second"}, button="Keep the draft")
    again = editor.visit(f"{DESK}archives/text")
    assert again.form("title").value("closes") == "2027-10-31T02:30"
    again.submit({"title": "Still for open archives"}, button="Keep the draft")
    with read() as session:
        closes_at = by_slug(session, "archives").closes_at
        assert closes_at is not None
        assert closes_at.isoformat() == "2027-10-31T01:30:00+00:00"


def test_a_slug_is_made_of_the_title_and_numbered_where_it_is_taken(editor: Browser) -> None:
    places = [writes(editor, title=title).path.split("?")[0] for title in ("Բաց արխիվներ", "Բաց արխիվներ", "!!!")]
    assert places == [f"{DESK}bats-arkhivner", f"{DESK}bats-arkhivner-2", f"{DESK}statement"]


def test_the_button_shows_the_text_and_keeps_nothing(editor: Browser, read: Any) -> None:
    page = editor.visit(NEW).submit({"title": "Unfinished", "body": "## A heading"}, button="Show how it will look")
    assert [heading.text for heading in page.all(".//*[@id='shown']//h2")] == ["A heading"]
    assert page.form("title").value("body") == "## A heading"
    with read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Statement)) == 0


def test_while_typing_the_server_renders_and_keeps_nothing(editor: Browser) -> None:
    token = editor.visit(NEW).form("title").value("csrf_token")
    sent = {"csrf_token": token, "title": "<b>", "body": "*Now*", "language": "ar"}
    answer = editor.client.post(
        "/moderation/rendered-text", data=sent, content_type="multipart/form-data", base_url=editor.base_url
    )
    html = answer.get_json()["html"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'lang="ar" dir="rtl"' in html
    assert "&lt;b&gt;" in html
    assert "<em>Now</em>" in html


def test_founding_signatories_are_kept_in_printed_order(editor: Browser, draft: Page, read: Any) -> None:
    page = editor.visit(f"{DESK}archives/founders")
    for name in ("Asparez Club", "مركز القاهرة", "Berlin Archive"):
        page = page.submit({"name": name, "country": "AM", "agreed": "by e-mail"}, button="Add it")
    page = page.submit({"name": "ASPAREZ club", "agreed": "by letter"}, button="Add it", status=409)
    assert "has this name already" in page.errors[0]
    page = editor.visit(f"{DESK}archives/founders").submit(button="Move up مركز القاهرة")
    with read() as session:
        statement = by_slug(session, "archives")
        names = [row.organisation for row in founders(session, statement.id)]
        first = founders(session, statement.id)[0].public_id
    assert names == ["مركز القاهرة", "Asparez Club", "Berlin Archive"]
    page = editor.visit(f"{DESK}archives/founders/{first}")
    page.submit({"latin": "Cairo Centre", "website": "cairo.example"}, button="Keep it")
    editor.visit(f"{DESK}archives/founders").submit(button="Take out مركز القاهرة")
    with read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Endorsement)) == 2


def test_a_country_that_is_none_is_refused(editor: Browser, draft: Page) -> None:
    page = editor.visit(f"{DESK}archives/founders")
    sent = {"name": "Asparez", "agreed": "by letter"}
    assert "Choose a country" in page.submit(sent, button="Add it", tamper={"country": "XX"}, status=400).errors[0]


def test_a_draft_can_be_thrown_away_and_a_published_statement_cannot(editor: Browser, draft: Page) -> None:
    page = editor.visit(f"{DESK}archives/discard").submit(button="Throw it away")
    assert "thrown away" in page.text
    editor.visit(f"{DESK}archives", status=404)
    writes(editor, slug="archives")
    editor.visit(f"{DESK}archives/publication").submit(button="Publish now")
    assert not editor.visit(f"{DESK}archives/discard").all(".//main//form")


def test_moderators_who_are_no_editors_see_nothing_of_it(moderator: Browser, app: Flask, write: Any) -> None:
    with write() as session:
        a_statement(session, slug="archives", published=False)
    for path in (DESK, NEW, f"{DESK}archives", f"{DESK}archives/preview/en"):
        moderator.visit(path, status=403)
    assert "Statements" not in [
        (link.text or "").strip() for link in moderator.visit("/moderation/").all(".//header//a")
    ]
