"""What counts as an answer to an invitation: a confirmed endorsement, by whatever way it came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.queries import live_for_email
from app.domain.endorsements.states import State
from app.domain.errors import NotFound
from app.domain.events.models import Event
from app.domain.events.operations import ADMINISTRATOR
from app.domain.invitations import answers, erasure, operations
from app.domain.invitations.models import Invitation
from app.domain.invitations.queries import Standing, invitations, numbers, standing
from app.domain.statements.models import Statement
from tests.factories import a_statement, an_endorsement, an_invitation, plainly, some_details

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=AT, closes_at=AT + 60 * DAY)


def tags(session: Session) -> list[str]:
    return [tag for tag in session.scalars(sa.select(Event.tag).order_by(Event.id)) if tag.startswith("invitation")]


def endorse(session: Session, asked: Invitation, *, by_link: bool = True, **details: Any) -> str:
    """The form, and the public id of what it made."""
    said = some_details(**details)
    how: dict[str, Any] = {"revision_seen": 1, "submission_id": said.email, "locale": "en"}
    invitation = asked if by_link else None
    answers.endorse(session, asked.statement, said, invitation=invitation, at=AT, **how)
    made = live_for_email(session, asked.statement_id, said.email)
    assert made is not None
    return made.public_id


def confirm(session: Session, public_id: str, version: int = 1) -> bool:
    return answers.confirm(session, public_id, version=version, keyed=plainly, at=AT)


def test_an_endorsement_by_the_link_answers_once_it_is_confirmed(session: Session, statement: Statement) -> None:
    asked = an_invitation(session, statement, at=AT)
    made = endorse(session, asked)
    assert asked.endorsement is not None
    assert standing(asked) is Standing.NOT_YET
    assert confirm(session, made) is True
    assert confirm(session, made) is False
    assert standing(asked) is Standing.WAITING
    assert tags(session)[-1] == "invitation:accepted"
    assert tags(session).count("invitation:accepted") == 1
    endorse(session, asked, organisation="Another one")  # answered is answered
    assert asked.endorsement.public_id == made


@pytest.mark.parametrize(
    ("details", "answered"),
    [
        ({"email": "OFFICE+x@league.example"}, True),
        ({"organisation": "Readers’ League NGO"}, True),
        ({"organisation": "Somebody else"}, False),
    ],
)
def test_without_the_link_the_address_or_the_organisation_counts(
    session: Session, statement: Statement, details: dict[str, str], answered: bool
) -> None:
    asked = an_invitation(session, statement, at=AT, organisation="Readers' League", email="office@league.example")
    confirm(session, endorse(session, asked, by_link=False, **details))
    assert (asked.state == "yes") is answered


def test_a_no_becomes_a_yes_by_whoever_said_it_and_by_nobody_else(session: Session, statement: Statement) -> None:
    asked = an_invitation(session, statement, at=AT, organisation="Readers' League")
    operations.say_no(session, asked.public_id, reason="Not yet.", at=AT)
    confirm(session, endorse(session, asked, by_link=False, organisation="Readers' League"))
    assert asked.state == "no"
    confirm(session, endorse(session, asked, organisation="Readers' Other League"))
    assert (asked.state, asked.reason) == ("yes", "")


def test_of_an_address_that_is_known_already_the_link_learns_nothing(session: Session, statement: Statement) -> None:
    asked = an_invitation(session, statement, at=AT)
    an_endorsement(session, statement, at=AT, email="known@example.org")
    endorse(session, asked, email="known@example.org")
    assert (asked.endorsement_id, asked.state) == (None, "sent")


def test_what_came_another_way_counts_before_anybody_is_reminded(session: Session, statement: Statement) -> None:
    answers.look_for_answers(session, statement.id, keyed=plainly, at=AT)
    asked = an_invitation(session, statement, at=AT, email="office@league.example")
    an_endorsement(session, statement, at=AT, email="office@league.example")  # past the invitations, as an import
    answers.look_for_answers(session, statement.id, keyed=plainly, at=AT)
    assert standing(asked) is Standing.WAITING
    assert operations.remind(session, statement, by=ADMINISTRATOR, at=AT) == 0


def test_the_numbers_and_the_lists_agree(session: Session, statement: Statement) -> None:
    states = (State.APPROVED, State.PENDING, State.DECLINED)
    for state in states:
        made = an_endorsement(session, statement, at=AT, state=state, email=f"{state}@example.org")
        asked = an_invitation(session, statement, at=AT, email=f"{state}@example.org")
        answers.take_as_answer(session, made, keyed=plainly, by=ADMINISTRATOR, at=AT)
        assert asked.state == "yes"
    operations.withdraw(session, an_invitation(session, statement, at=AT).public_id, by=ADMINISTRATOR, at=AT)
    operations.bounced(session, an_invitation(session, statement, at=AT).id, at=AT)
    operations.say_no(session, an_invitation(session, statement, at=AT).public_id, at=AT)
    an_invitation(session, statement, at=AT)
    found = numbers(session, statement.id)
    assert dict(found.by_standing) == dict.fromkeys(Standing, 1)
    assert (found.invited, found.yes, found.unreachable, found.remindable) == (7, 3, 2, 1)
    for one in Standing:
        assert [standing(asked) for asked in invitations(session, statement.id, stands=one)] == [one]


def test_an_endorsement_takes_its_invitation_with_it_when_it_is_erased(session: Session, statement: Statement) -> None:
    asked, other = an_invitation(session, statement, at=AT), an_invitation(session, statement, at=AT)
    made = endorse(session, asked)
    confirm(session, made)
    erasure.erase_with_endorsement(session, made, keyed=plainly, at=AT)
    session.expire_all()
    assert (asked.email, asked.endorsement_id, standing(asked)) == (None, None, Standing.GONE)
    assert other.email
    with pytest.raises(NotFound):
        erasure.erase_with_endorsement(session, made, keyed=plainly, at=AT)
