"""At the desk when a text has changed: who has answered, and noting what those without an address have said."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements import rebinding
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import list_founder
from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR, SIGNATORY
from app.domain.statements.draft import Founder
from app.domain.statements.models import RevisionKind, Statement
from app.web.work import now
from tests.page import Browser, Page
from tests.revisions import a_revision

ANSWERS = "/moderation/statements/appeal/answers"


@pytest.fixture
def founder(appeal: Statement, write: Any) -> str:
    with write() as session:
        one = Founder(name="Zeppelin", country="AM", agreed="by letter")
        list_founder(session, appeal, one, place=0, locale="en", by=ADMINISTRATOR, at=now())
        return session.scalars(sa.select(Endorsement)).one().public_id


def newer(moderator: Browser, public_id: str) -> Page:
    return moderator.visit(f"/moderation/endorsements/{public_id}/newer-text")


def test_a_moderator_notes_that_a_founder_agreed_and_how(
    moderator: Browser, founder: str, write: Any, row: Any, tags: Any
) -> None:
    with write() as session:
        a_revision(session, "appeal", body="Another text.")
    page = moderator.visit(f"/moderation/endorsements/{founder}").follow("(a newer one says something else")
    assert "[added: Another text.]" in page.text
    again = page.submit({"how": "  "}, button="It stands by revision 2", status=400)
    assert "Write how the organisation told you" in again.errors[0]
    done = again.submit({"how": "By letter of 25 November"}, button="It stands by revision 2")
    assert "There is nothing to answer" in done.text
    assert "By letter of 25 November" in done.text
    assert row(founder).revision_id == 2
    assert tags()[-1] == "endorsement:stood_by"
    assert "signed: revision 1, newer: revision 2" in moderator.visit(f"/moderation/endorsements/{founder}").text


def test_a_text_that_changed_meanwhile_is_read_first(moderator: Browser, founder: str, write: Any, row: Any) -> None:
    with write() as session:
        a_revision(session, "appeal")
    page = newer(moderator, founder)
    with write() as session:
        a_revision(session, "appeal")
    back = page.submit({"how": "By letter"}, button="It stands by revision 2", status=409)
    assert "A newer text was published meanwhile" in back.errors[0]
    assert row(founder).revision_id == 1
    back.submit({"how": "By letter"}, button="It stands by revision 3")
    assert row(founder).revision_id == 3


def test_who_has_an_address_answers_for_itself(
    moderator: Browser, own: Any, founder: str, write: Any, row: Any
) -> None:
    _, listed = own(State.APPROVED)
    with write() as session:
        a_revision(session, "appeal")
    page = newer(moderator, listed)
    assert "answers for itself" in page.text
    form = newer(moderator, founder)
    with write() as session:  # it gave an address meanwhile
        one = session.scalars(sa.select(Endorsement).where(Endorsement.public_id == founder)).one()
        one.email, one.email_key = "zeppelin@example.org", "zeppelin@example.org"
    refused = form.submit({"how": "By letter"}, button="It stands by revision 2", status=409)
    assert "answers for itself" in refused.errors[0]
    assert row(founder).revision_id == 1


def test_the_desk_sees_who_has_answered_and_who_has_not(moderator: Browser, own: Any, founder: str, write: Any) -> None:
    names = {name: own(State.APPROVED, organisation=name)[1] for name in ("Says yes", "Says no", "Says nothing")}
    own(State.PENDING, organisation="Waits")
    with write() as session:
        a_revision(session, "appeal")
        rebinding.stand_by(session, names["Says yes"], 2, by=SIGNATORY, at=now())
        rebinding.stay(session, names["Says no"], 2, at=now())
        a_revision(session, "appeal", kind=RevisionKind.CORRECTION)
    page = moderator.visit(ANSWERS)
    for line in (
        "1 stands under the current text",
        "1 said that it stays with an earlier text",
        "2 have not answered yet",
        "1 has no address to be asked at",
    ):
        assert line in page.text
    listed = [one for one in page.links() if one in {*names, "Waits", "Zeppelin"}]
    assert set(listed) == {"Says no", "Says nothing", "Waits", "Zeppelin"}
    assert "asked by mail on" in page.follow("Says nothing").text
    assert "stays with the earlier text" in moderator.visit(ANSWERS).follow("Says no").text
    assert "(corrected since)" in moderator.visit(f"/moderation/endorsements/{names['Says yes']}").text


def test_before_anything_changed_there_is_nothing_to_answer(moderator: Browser, own: Any) -> None:
    _, listed = own(State.APPROVED)
    assert "There is nothing to answer" in newer(moderator, listed).text
    assert "All of them stand under the current text" in moderator.visit(ANSWERS).text


def test_a_long_list_goes_on(moderator: Browser, own: Any, write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.moderate.standing.A_PAGE", 2)
    for number in range(3):
        own(State.APPROVED, organisation=f"Union {number}")
    with write() as session:
        a_revision(session, "appeal")
    page = moderator.visit(ANSWERS)
    assert "Union 2" not in page.text
    page = page.follow("More organisations")
    assert "Union 2" in page.text
    assert "Union 0" in page.follow("Back to the beginning").text
