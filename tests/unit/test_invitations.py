"""Invitations: each step once, one reminder, a no that ends it, and answers however they come."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import InvitationRefused, StaleDecision, StatementClosed
from app.domain.events.models import Event
from app.domain.events.operations import ADMINISTRATOR
from app.domain.invitations import erasure, mailings, operations, retention, spacing
from app.domain.invitations.invitee import Invitee, clean_contact, clean_note, clean_subject
from app.domain.invitations.models import Invitation, InvitationState, Mailing
from app.domain.invitations.queries import Standing, standing, unsent
from app.domain.outbox.models import Message, MessageKind
from app.domain.statements.models import Statement
from app.domain.text import InvalidText
from tests.factories import a_statement, an_invitation, plainly

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=AT, closes_at=AT + 60 * DAY)


def tags(session: Session) -> list[str]:
    return [tag for tag in session.scalars(sa.select(Event.tag).order_by(Event.id)) if tag.startswith("invitation")]


def kinds(session: Session) -> list[str]:
    return list(session.scalars(sa.select(Message.kind).where(Message.invitation_id.is_not(None)).order_by(Message.id)))


def sent(session: Session, statement: Statement, *emails: str) -> int:
    mailing = mailings.keep(session, statement, b"x", "list.csv", locale="en", by=ADMINISTRATOR, at=AT)
    guests = [Invitee(organisation=f"Union {place}", email=email, locale="en") for place, email in enumerate(emails)]
    return operations.send(session, mailing, guests, keyed=plainly, by=ADMINISTRATOR, at=AT)


def test_a_list_is_sent_once_and_nothing_of_it_is_kept_but_the_letter(session: Session, statement: Statement) -> None:
    assert sent(session, statement, "a@example.org", "A+x@example.org", "b@example.org") == 2
    mailing = session.scalars(sa.select(Mailing)).one()
    assert (mailing.raw, mailing.filename, mailing.sent_at) == (None, "", AT)
    assert kinds(session) == ["asked", "asked"]
    assert tags(session) == ["invitation:prepared"]
    assert not unsent(session)
    with pytest.raises(InvitationRefused):
        operations.send(session, mailing, [], keyed=plainly, by=ADMINISTRATOR, at=AT)
    assert sent(session, statement, "b@example.org", "c@example.org") == 1  # nobody twice, on another list either


def test_nobody_is_invited_to_what_is_closed(session: Session, statement: Statement) -> None:
    statement.closes_at = AT
    with pytest.raises(StatementClosed):
        sent(session, statement, "a@example.org")
    with pytest.raises(StatementClosed):
        operations.remind(session, statement, by=ADMINISTRATOR, at=AT)


def test_mails_leave_one_after_another_and_no_more_than_a_server_bears(session: Session, statement: Statement) -> None:
    sent(session, statement, "a@example.org", "b@example.org", "c@example.org")
    leave = list(session.scalars(sa.select(Message.next_attempt_at).order_by(Message.id)))
    assert leave == [AT, AT + spacing.PAUSE, AT + 2 * spacing.PAUSE]
    moments = spacing.departures(session, at=AT + DAY / 2)
    several = [next(moments) for _ in range(spacing.A_DAY + 1)]
    assert several[0] == AT + DAY / 2
    assert several[-1] >= several[0] + DAY
    assert all(later - earlier >= spacing.PAUSE for earlier, later in itertools.pairwise(several))


def test_one_reminder_and_never_another(session: Session, statement: Statement) -> None:
    one, two = (an_invitation(session, statement, at=AT) for _ in range(2))
    an_invitation(session, statement, at=AT, delivered=False)  # its first mail waits still
    assert operations.remind(session, statement, by=ADMINISTRATOR, at=AT, only=one.public_id) == 1
    assert operations.remind(session, statement, by=ADMINISTRATOR, at=AT) == 1
    assert operations.remind(session, statement, by=ADMINISTRATOR, at=AT + DAY) == 0
    assert (one.reminded_at, two.reminded_at) == (AT, AT)
    assert kinds(session).count("reminder") == 2
    assert tags(session).count("invitation:reminded") == 2


def test_a_no_ends_it_and_takes_its_mail_back(session: Session, statement: Statement) -> None:
    asked = an_invitation(session, statement, at=AT)
    operations.remind(session, statement, by=ADMINISTRATOR, at=AT)
    assert operations.say_no(session, asked.public_id, reason="Not our subject.", at=AT) is True
    assert operations.say_no(session, asked.public_id, reason="Again.", at=AT) is False
    assert (asked.state, asked.reason, asked.answered_at) == ("no", "Not our subject.", AT)
    assert kinds(session) == ["asked"]  # the reminder does not leave any more
    assert operations.withdraw(session, asked.public_id, by=ADMINISTRATOR, at=AT) is False
    statement.closes_at = AT
    with pytest.raises(StatementClosed):
        operations.say_no(session, asked.public_id, at=AT)


def test_what_is_withdrawn_is_over(session: Session, statement: Statement) -> None:
    asked = an_invitation(session, statement, at=AT, delivered=False)
    assert operations.withdraw(session, asked.public_id, by=ADMINISTRATOR, at=AT) is True
    assert operations.withdraw(session, asked.public_id, by=ADMINISTRATOR, at=AT) is False
    assert kinds(session) == []
    assert operations.say_no(session, asked.public_id, at=AT) is False
    operations.delivered(session, asked.id, at=AT)
    assert asked.state == InvitationState.WITHDRAWN


def test_a_mail_that_could_not_be_delivered_and_then_could(session: Session, statement: Statement) -> None:
    asked = an_invitation(session, statement, at=AT, delivered=False)
    operations.bounced(session, asked.id, at=AT)
    assert standing(asked) is Standing.BOUNCED
    operations.bounced(session, asked.id, at=AT)
    operations.delivered(session, asked.id, at=AT)
    assert (asked.state, asked.sent_at) == (InvitationState.SENT, AT)
    operations.bounced(session, 0, at=AT)
    operations.delivered(session, 0, at=AT)
    assert tags(session) == ["invitation:prepared", "invitation:bounced", "invitation:sent"]


def test_erased_is_erased_and_never_asked_again(session: Session, statement: Statement) -> None:
    asked = an_invitation(session, statement, at=AT, organisation="Readers' League", email="office@league.example")
    assert erasure.erase(session, asked.public_id, at=AT) is True
    assert erasure.erase(session, asked.public_id, at=AT) is False
    kept = [getattr(asked, column.name) for column in Invitation.__table__.columns if column.info.get("contact")]
    assert set(kept) == {None, ""}
    assert (asked.state, asked.link_version, kinds(session)) == ("no", 2, [])
    assert erasure.erased_names(session) == [asked.public_id]
    assert erasure.erase_again(session, [asked.public_id, "nobody"], at=AT) == 0
    assert sent(session, statement, "office@league.example") == 0


def test_contact_data_goes_ninety_days_after_the_answer_or_the_end(session: Session, statement: Statement) -> None:
    refused, waiting = (an_invitation(session, statement, at=AT) for _ in range(2))
    mailings.keep(session, statement, b"x", "list.csv", locale="en", by=ADMINISTRATOR, at=AT)
    operations.say_no(session, refused.public_id, reason="No.", at=AT)
    assert retention.erase(session, at=AT + 29 * DAY) == retention.Expired(0, 0)
    assert retention.expired(session, at=AT + 30 * DAY) == retention.Expired(0, 1)
    assert retention.erase(session, at=AT + 90 * DAY) == retention.Expired(1, 1)
    assert (refused.email, refused.reason, refused.state) == (None, "", "no")
    assert waiting.email
    assert retention.erase(session, at=AT + 149 * DAY) == retention.Expired(0, 0)
    assert retention.erase(session, at=AT + 150 * DAY) == retention.Expired(1, 0)  # 90 days after closing
    assert waiting.email is None


def test_a_list_is_changed_as_it_was_seen_or_not_at_all(session: Session, statement: Statement) -> None:
    mailing = mailings.keep(session, statement, b"x", "list.csv", locale="en", by=ADMINISTRATOR, at=AT)
    name, how = mailing.public_id, {"by": ADMINISTRATOR, "at": AT, "tag": "written"}
    mailings.revise(session, name, version=1, note="Please.", **how)  # type: ignore[arg-type]
    assert mailing.letter.note == "Please."
    with pytest.raises(StaleDecision):
        mailings.revise(session, name, version=1, note="No.", **how)  # type: ignore[arg-type]
    operations.send(session, mailing, [], keyed=plainly, by=ADMINISTRATOR, at=AT, arrived=True)
    with pytest.raises(InvitationRefused):
        mailings.revise(session, name, version=3, **how)  # type: ignore[arg-type]
    assert mailings.discard(session, name, by=ADMINISTRATOR, at=AT) is False
    other = mailings.keep(session, statement, b"x", "list.csv", locale="en", by=ADMINISTRATOR, at=AT)
    assert mailings.discard(session, other.public_id, by=ADMINISTRATOR, at=AT) is True


@pytest.mark.parametrize("clean", [clean_note, clean_subject, clean_contact])
@pytest.mark.parametrize("text", ["see https://evil.example", "WWW.evil.example", "write to me@evil.example"])
def test_a_letter_leads_nowhere_else(clean: Any, text: str) -> None:
    with pytest.raises(InvalidText, match="address_in_letter"):
        clean(text)
    assert clean("350.org asks you") == "350.org asks you"


def test_each_kind_of_mail_once(session: Session, statement: Statement) -> None:
    asked = an_invitation(session, statement, at=AT)
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(
            sa.insert(Message).values(
                public_id="x",
                kind=MessageKind.ASKED,
                recipient="x",
                recipient_key="x",
                locale="en",
                invitation_id=asked.id,
                version=1,
                created_at=AT,
                next_attempt_at=AT,
                attempts=0,
            )
        )
