"""Statements as editors write them: drafts, translations, the next revision, and two editors at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotFound, StaleStatement, StatementRefused
from app.domain.events.models import Event
from app.domain.statements import editing
from app.domain.statements.draft import TextDraft
from app.domain.statements.models import Statement
from app.domain.statements.working import SavedVersion
from app.domain.statements.writing import MOST_SAVED, as_draft, filing_of, saved, working_texts
from tests.factories import ADMINISTRATOR, a_draft, a_statement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
BY: dict[str, Any] = {"by": ADMINISTRATOR, "at": MORNING}
HY = TextDraft(language="hy", title="Բաց արխիվներ", addressed_to="", body="Մենք՝ ներքոստորագրյալներս")


@pytest.fixture
def draft(session: Session) -> Statement:
    """One that nobody has published."""
    return a_statement(session, at=MORNING, slug="archives", title="Archives", body="First", published=False)


def english(**changes: str) -> TextDraft:
    """The authoritative text."""
    return replace(TextDraft(language="en", title="Archives", addressed_to="", body="First"), **changes)


def tags(session: Session) -> list[str]:
    return list(session.scalars(sa.select(Event.tag).order_by(Event.id)))


def test_a_draft_is_written_anew_and_its_digest_follows(session: Session, draft: Statement) -> None:
    filing = filing_of(draft)._replace(slug="open", sections=("Joint", "News"), zone="Asia/Yerevan")
    editing.write_draft(session, "archives", filing, english(body="Second"), version=1, **BY)
    assert (draft.slug, draft.zone, draft.version) == ("open", "Asia/Yerevan", 2)
    assert [section.name for section in draft.sections] == ["Joint", "News"]
    assert draft.revisions[0].digest == as_draft(session, draft).digest(1)
    editing.write_draft(session, "open", filing._replace(sections=()), english(), version=2, **BY)
    assert draft.sections == []
    assert tags(session) == ["statement:stored", "statement:edited", "statement:edited"]


def test_translations_come_and_go(session: Session, draft: Statement) -> None:
    editing.write_text(session, "archives", HY, version=1, new=True, **BY)
    editing.write_text(session, "archives", replace(HY, body="Երկրորդ"), version=2, **BY)
    assert [(text.language, text.body) for text in draft.revisions[0].texts][1] == ("hy", "Երկրորդ")
    with pytest.raises(StatementRefused, match="same_language"):
        editing.write_text(session, "archives", HY, version=3, new=True, **BY)
    with pytest.raises(NotFound):
        editing.write_text(session, "archives", replace(HY, language="ru"), version=3, **BY)
    with pytest.raises(NotFound):
        editing.remove_text(session, "archives", "en", version=3, **BY)
    editing.remove_text(session, "archives", "hy", version=3, **BY)
    assert draft.revisions[0].digest == as_draft(session, draft).digest(1)


@pytest.mark.parametrize(
    ("filing", "text", "code"),
    [
        ({"slug": "taken"}, {}, "slug_taken"),
        ({}, {"language": "hy"}, "same_language"),
        ({"opens_at": MORNING, "closes_at": MORNING}, {}, "closes_before_it_opens"),
    ],
)
def test_what_cannot_be_is_refused(
    session: Session, draft: Statement, filing: dict[str, Any], text: dict[str, str], code: str
) -> None:
    a_statement(session, at=MORNING, slug="taken")
    editing.write_text(session, "archives", HY, version=1, new=True, **BY)
    with pytest.raises(StatementRefused, match=code):
        editing.write_draft(session, "archives", filing_of(draft)._replace(**filing), english(**text), version=2, **BY)


def test_a_published_text_is_not_written_but_its_sections_may_be(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives")
    shown = statement.register_version
    with pytest.raises(StatementRefused, match="published"):
        editing.write_draft(session, "archives", filing_of(statement), english(), version=2, **BY)
    with pytest.raises(StatementRefused, match="nothing_in_hand"):
        editing.write_text(session, "archives", HY, version=2, new=True, **BY)
    filing = filing_of(statement)._replace(issued=date(2026, 11, 21), slug="ignored")
    editing.refile(session, "archives", filing, version=2, **BY)
    assert (statement.slug, statement.issued, statement.register_version) == (
        "archives",
        date(2026, 11, 21),
        shown + 1,
    )


def test_the_second_of_two_editors_is_told_where_both_changed_the_same(session: Session, draft: Statement) -> None:
    editing.write_text(session, "archives", HY, version=1, new=True, **BY)
    filing = filing_of(draft)
    editing.write_draft(session, "archives", filing, english(body="Mine"), version=2, **BY)
    with pytest.raises(StaleStatement):
        editing.write_draft(session, "archives", filing, english(body="Yours"), version=2, **BY)
    before = saved(session, draft.id, 2)
    assert before is not None
    assert before["en"]["body"] == "First"
    # Who wrote another text meanwhile is in nobody's way.
    editing.write_text(session, "archives", replace(HY, body="Երկրորդ"), version=2, **BY)
    assert draft.version == 4


@pytest.mark.parametrize("version", [0, -1, 2, 10**30])
def test_a_version_that_never_was_counts_as_changed(session: Session, draft: Statement, version: int) -> None:
    with pytest.raises(StaleStatement):
        editing.write_draft(session, "archives", filing_of(draft), english(), version=version, **BY)


def test_what_nobody_can_compare_any_more_counts_as_changed(session: Session, draft: Statement) -> None:
    filing = filing_of(draft)
    for version in range(1, MOST_SAVED + 2):
        editing.write_draft(session, "archives", filing, english(body=f"{version}"), version=version, **BY)
    assert session.scalar(sa.select(sa.func.count()).select_from(SavedVersion)) == MOST_SAVED
    with pytest.raises(StaleStatement):
        editing.write_draft(session, "archives", filing, english(body="Late"), version=1, **BY)


def test_the_next_revision_is_written_beside_the_published_text(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives", body="First")
    editing.begin_revision(session, "archives", **BY)
    editing.begin_revision(session, "archives", **BY)
    editing.write_text(session, "archives", english(body="Second"), version=3, **BY)
    editing.write_text(session, "archives", HY, version=4, new=True, **BY)
    assert [text.body for text in statement.revisions[0].texts] == ["First"]
    assert [text.language for text in as_draft(session, statement).texts] == ["en", "hy"]
    editing.remove_text(session, "archives", "hy", version=5, **BY)
    with pytest.raises(StaleStatement):
        editing.discard_revision(session, "archives", version=5, **BY)
    editing.discard_revision(session, "archives", version=6, **BY)
    assert not working_texts(session, statement.id)


def test_no_revision_is_begun_of_a_draft(session: Session, draft: Statement) -> None:
    with pytest.raises(StatementRefused, match="not_published"):
        editing.begin_revision(session, "archives", **BY)
    with pytest.raises(StatementRefused, match="not_published"):
        editing.refile(session, "archives", filing_of(draft), version=1, **BY)


def test_a_statement_has_no_more_than_so_many_languages(
    session: Session, draft: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "MOST_TEXTS", 1)
    with pytest.raises(StatementRefused, match="too_many_texts"):
        editing.write_text(session, draft.slug, HY, version=1, new=True, **BY)


def test_a_slug_is_stored_once(session: Session) -> None:
    a_statement(session, at=MORNING, slug="archives")
    with pytest.raises(StatementRefused, match="slug_taken"):
        a_statement(session, **a_draft(slug="archives").__dict__ | {"texts": a_draft().texts})
