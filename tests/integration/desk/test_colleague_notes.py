"""Notes between moderators: for them, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.endorsements.colleague_notes import ColleagueNote
from tests.checks import words
from tests.integration.desk.conftest import COLLEAGUE
from tests.integration.desk.reading import DESK
from tests.page import Browser

QUEUE = "/moderation/"
LUSINE, OTHER = "Lusine Sargsyan", COLLEAGUE.name


def test_a_note_is_for_colleagues_and_nobody_else(
    moderator: Browser, colleague: Browser, reader: Browser, waiting: Any, tags: Any, sent: Any, rows: Any
) -> None:
    public_id = waiting(organisation="Asparez", email="levon@asparez.am")
    mails = len(sent.to("levon@asparez.am"))
    note = "Հարցրի Լևոնին.\n\n<b>Wait</b> until Monday."
    page = moderator.visit(DESK + public_id).submit({"text": note}, button="Leave the note")
    assert page.path == DESK + public_id
    colleague.visit(DESK + public_id).submit({"text": "لا بأس."}, button="Leave the note")
    page = moderator.visit(DESK + public_id)
    found = [words(one) for one in page.all(".//ol[@class='notes']/li")]
    assert found[0].startswith("Հարցրի Լևոնին. <b>Wait</b> until Monday. " + LUSINE)
    assert found[1].startswith("لا بأس. " + OTHER)
    assert "2 notes" in moderator.visit(QUEUE).text
    assert tags()[-2:] == ["endorsement:note_left"] * 2
    assert len(sent.to("levon@asparez.am")) == mails


@pytest.mark.parametrize("note", ["", " \n ", "x" * 2001, "a\u202eb", "\x00"])
def test_a_note_that_cannot_stand_comes_back(moderator: Browser, waiting: Any, rows: Any, note: str) -> None:
    page = moderator.visit(DESK + waiting()).submit({"text": note}, button="Leave the note", status=400)
    assert len(page.errors) == 1
    assert rows(ColleagueNote) == []


def test_a_note_sent_twice_is_one(moderator: Browser, waiting: Any, rows: Any) -> None:
    page = moderator.visit(DESK + waiting())
    for _ in range(2):
        page.submit({"text": "Once."}, button="Leave the note")
    assert [one.text for one in rows(ColleagueNote)] == ["Once."]
