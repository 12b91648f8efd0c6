"""What a moderator changes is told to the signatory, and said in the history in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements.amendments import amend
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import State
from app.domain.events.operations import SIGNATORY
from app.domain.outbox.models import Message
from app.web.work import now
from tests.integration.desk.reading import DESK, decide
from tests.page import Browser

LEVON = "levon@asparez.am"


def correct(browser: Browser, public_id: str, **values: Any) -> None:
    browser.visit(f"{DESK}{public_id}/amend").submit(values, button="Keep these details")


def kinds(read: Any) -> list[str]:
    with read() as session:
        return list(session.scalars(sa.select(Message.kind).where(Message.recipient == LEVON).order_by(Message.id)))


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
def test_a_correction_is_told_with_what_stood_and_what_stands(
    moderator: Browser, waiting: Any, sent: Any, state: State
) -> None:
    public_id = waiting(state, organisation="Asparez Club", email=LEVON, website="https://asparez.am")
    correct(moderator, public_id, organisation="نادي أسباريز", website="", position="Chair")
    mail = sent.to(LEVON)[-1]
    assert mail.subject.startswith("We corrected your endorsement")
    for words in ("before: Asparez Club", "now: نادي أسباريز", "before: asparez.am", "now: nothing", "now: Chair"):
        assert words in mail.text
    page = moderator.visit(DESK + public_id)
    assert "Lusine Sargsyan corrected the details on" in page.text
    for words in ("Name of the organisation: from “Asparez Club” to “نادي أسباريز”", "“Director” to “Chair”",
                  "Website: “https://asparez.am” taken out"):  # fmt: skip
        assert words.replace("https://", "") in page.text


def test_what_only_moderators_read_is_not_told(moderator: Browser, waiting: Any, read: Any) -> None:
    public_id = waiting(email=LEVON)
    before = kinds(read)
    correct(moderator, public_id, note="She telephoned.", mandate="The assembly")
    assert kinds(read) == before


def test_a_mailbox_that_nobody_proved_gets_nothing_of_it(moderator: Browser, waiting: Any, read: Any) -> None:
    public_id = waiting(State.UNCONFIRMED, email=LEVON)
    correct(moderator, public_id, organisation="Another Club")
    assert kinds(read) == ["confirm"]


@pytest.mark.parametrize(("button", "subject"), [("Accept", "Your change is on"), ("Refuse", "Your change was not")])
def test_whoever_proposed_a_change_learns_what_became_of_it(
    moderator: Browser, waiting: Any, write: Any, sent: Any, button: str, subject: str
) -> None:
    public_id = waiting(State.APPROVED, organisation="Asparez Club", email=LEVON)
    with write() as session:
        endorsement = the(session, public_id)
        wanted = replace(endorsement.details, organisation="Asparez Journalists", country="GE")
        amend(session, public_id, wanted, version=endorsement.version, by=SIGNATORY, at=now())
    number = len(sent.to(LEVON))
    page = moderator.visit(DESK + public_id)
    assert "The signatory proposed a change of what readers see on" in page.text
    assert "Country: from “Armenia” to “Georgia”" in page.text
    page.submit(button=f"{button} the change")
    assert len(sent.to(LEVON)) == number + 1
    mail = sent.to(LEVON)[-1]
    assert mail.subject.startswith(subject)
    assert "Asparez Journalists" in mail.text
    assert "Georgia" in mail.text


def test_two_corrections_are_two_mails(moderator: Browser, waiting: Any, read: Any) -> None:
    public_id = waiting(email=LEVON)
    for name in ("One", "Two"):
        correct(moderator, public_id, organisation=name)
    assert kinds(read)[-2:] == ["amended", "amended"]


def test_what_was_done_beside_it_is_not_said_to_have_been_faster(
    moderator: Browser, colleague: Browser, waiting: Any
) -> None:
    public_id = waiting()
    page = moderator.visit(DESK + public_id)
    decide(colleague, public_id, "Decline", reason="other")
    late = colleague.visit(DESK + public_id)
    late.submit({"text": "I was not sure."}, button="Leave the note")
    late.submit(button="Assign to me")
    answer = page.submit(button="Approve", status=409)
    assert "opened it: Aram Hakobyan declined it on" in answer.text
    for line in ("Aram Hakobyan left a note on", "Aram Hakobyan assigned it to themselves on"):
        assert line in answer.text
