"""What editors do with a published statement: plan, close, reopen, take late ones, correct its founding signatories."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.domain.endorsements.founders import add_founder
from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.draft import Founder
from app.domain.statements.queries import by_slug
from tests.conftest import MORNING
from tests.factories import a_statement, an_endorsement
from tests.page import Browser, Page
from tests.signatories import a_form, form_of

DESK = "/moderation/statements/archives"
DAY = timedelta(days=1)


@pytest.fixture
def published(clock: Any, write: Any) -> None:
    """A statement whose times are said in Yerevan, with a founding signatory; it is Monday, noon in Yerevan."""
    with write() as session:
        draft = a_statement(session, at=MORNING, slug="archives", zone="Asia/Yerevan")
        add_founder(session, draft.slug, Founder(name="Asparez", agreed="by mail"), by=ADMINISTRATOR, at=MORNING)


def act(editor: Browser, page: str, button: str, moment: str = "", **options: Any) -> Page:
    """Press a button of that page, with a time where it needs one."""
    return editor.visit(f"{DESK}/{page}").submit({"moment": moment} if moment else {}, button=button, **options)


def test_a_publication_is_planned_changed_and_cancelled(editor: Browser, clock: Any, write: Any) -> None:
    with write() as session:
        a_statement(session, at=MORNING, slug="archives", zone="Asia/Yerevan", published=False)
    page = act(editor, "publication", "Plan it", "2026-11-24T09:00")
    assert "published by itself on 24 November 2026, 09:00, Yerevan time" in page.text
    assert "planned" in editor.visit("/moderation/statements/").text
    assert "is over" in act(editor, "publication", "Plan it", "2026-11-23T11:59", status=400).errors[0]
    act(editor, "publication", "Plan it", "2026-11-25T09:00")
    page = act(editor, "publication", "Cancel the plan")
    assert "Only editors see it" in page.text
    assert "cancelled the planned publication" in page.text


def test_a_time_is_needed_where_it_is_asked_for(editor: Browser, published: None) -> None:
    assert editor.visit(f"{DESK}/closing").submit(button="Close it then", status=400).errors == [
        "Write the day and the time."
    ]
    editor.visit(f"{DESK}/closing").submit(button="Close it then", tamper={"do": "explode"}, status=400)


def test_it_closes_to_the_second_and_opens_again(editor: Browser, published: None, clock: Any, visit: Any) -> None:
    act(editor, "closing", "Close it then", "2026-11-24T12:00")
    assert "until 24 November 2026, 12:00, Yerevan time" in visit("/en/statements/archives").text
    clock.move_to(MORNING + DAY - timedelta(seconds=1))
    visit(form_of("archives")).form("organisation")
    clock.move_to(MORNING + DAY)
    assert "Closed for endorsements" in visit(form_of("archives")).h1
    page = act(editor, "closing", "Open it until then", "2026-11-26T12:00")
    assert "until 26 November 2026" in page.text
    act(editor, "closing", "Take the closing time away")
    act(editor, "closing", "Close it now")
    assert "Closed" in visit(form_of("archives")).h1
    act(editor, "closing", "Open it until somebody closes it")
    visit(form_of("archives")).form("organisation")


def test_late_endorsements_are_taken_and_marked_everywhere(
    editor: Browser, published: None, clock: Any, visit: Any, write: Any, sent: Any
) -> None:
    act(editor, "closing", "Close it then", "2026-11-24T12:00")
    clock.move_to(MORNING + 2 * DAY)
    page = act(editor, "late", "Allow them until then", "2026-11-30T12:00")
    assert "late endorsements are taken until 30 November 2026, 12:00, Yerevan time" in page.text
    shown = visit("/en/statements/archives")
    assert "Late endorsements are taken until 30 November 2026" in shown.text
    form = shown.follow("Endorse as an organisation")
    assert "you would sign late" in form.text
    form.submit(a_form(organisation="Late Union", email="late@union.example"))
    confirming = visit(sent.to("late@union.example")[-1].link)
    assert "marked as signed after the closing" in confirming.text
    own = confirming.submit({"authorised": True}).follow("See where it stands")
    assert "marked as signed after the closing" in own.text
    assert "after the closing" in editor.visit("/moderation/").text
    with write() as session:
        late = an_endorsement(session, by_slug(session, "archives"), state=State.APPROVED, organisation="Later Union")
        assert late.late
    assert "signed after the closing" in visit("/en/statements/archives/signatories").text
    act(editor, "late", "Allow no more")
    assert "Closed" in visit(form_of("archives")).h1


def test_late_ones_need_a_closing_time(editor: Browser, published: None) -> None:
    assert "nothing is late" in editor.visit(f"{DESK}/late").text
    act(editor, "closing", "Close it then", "2026-11-24T12:00")
    page = act(editor, "late", "Allow them until then", "2026-11-24T11:00", status=400)
    assert "come after the closing" in page.errors[0]


def test_sections_and_zone_can_be_corrected(editor: Browser, published: None, visit: Any) -> None:
    act(editor, "closing", "Close it then", "2026-11-24T12:00")
    editor.visit(f"{DESK}/filing").submit({"sections": "News", "zone": "Europe/Paris"}, button="Keep it")
    text = visit("/en/statements/archives").text
    assert "24 November 2026, 09:00, Paris time" in text
    assert "News" in text


def test_a_published_founder_is_corrected_with_its_history(editor: Browser, published: None, visit: Any) -> None:
    page = editor.visit(f"{DESK}/founders")
    assert "Move up" not in page.text
    page.follow("Asparez").submit({"name": "Asparez Club", "agreed": "by letter"}, button="Keep it")
    assert "Asparez Club" in visit("/en/statements/archives").text
    history = editor.visit(f"{DESK}/founders").follow("Take out, by a decision Asparez Club").text
    assert "“by mail” to “by letter”" in history.replace("\u2068", "").replace("\u2069", "")
    assert "from “Asparez” to “Asparez Club”" in history.replace("\u2068", "").replace("\u2069", "")
    editor.visit(f"{DESK}/founders").submit({"name": "Berlin Archive", "agreed": "by letter"}, button="Add it")
    assert "Berlin Archive" in visit("/en/statements/archives").text


def test_the_text_is_changed_beside_the_published_one(editor: Browser, published: None, visit: Any, read: Any) -> None:
    page = editor.visit(DESK).submit(button="Change the text")
    assert "Nothing yet" in page.text
    page = page.follow("Change English").submit({"body": "We ask that all be opened."}, button="Keep this text")
    assert "We ask that all" not in visit("/en/statements/archives").text
    assert "We ask that all" in editor.visit(f"{DESK}/preview/en").text
    page = editor.visit(f"{DESK}/revision")
    assert page.all(".//ins")
    assert len(page.submit(button="Publish the revision", status=400).errors) == 2
    page = editor.visit(f"{DESK}/revision").submit(
        {"kind": "correction", "note": "A word\nwas missing."}, button="Publish the revision"
    )
    assert "published a new revision" in page.text
    assert "We ask that all" in visit("/en/statements/archives").text
    with read() as session:
        assert by_slug(session, "archives").revisions[-1].note == "A word was missing."
    editor.visit(DESK).submit(button="Change the text")
    assert "thrown away" in editor.visit(f"{DESK}/revision").submit(button="Throw away what is written here").text
