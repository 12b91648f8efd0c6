"""How often moderators are told that endorsements wait: each as often as they chose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.events.models import Event
from app.domain.moderators.digests import choose_digest, tell_all
from app.domain.moderators.models import Digest, Moderator
from app.domain.outbox.models import Message
from app.domain.outbox.operations import mark_failed, mark_sent
from tests.factories import a_moderator

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def member(session: Session, digest: Digest) -> Moderator:
    return a_moderator(session, digest=digest, password_hash="set")


def mails(session: Session) -> list[Message]:
    return list(session.scalars(sa.select(Message).order_by(Message.id)))


@pytest.mark.parametrize(
    ("digest", "pause"), [(Digest.IMMEDIATELY, timedelta()), (Digest.HOURLY, HOUR), (Digest.DAILY, DAY)]
)
def test_the_first_goes_at_once_and_the_next_after_the_pause(
    session: Session, digest: Digest, pause: timedelta
) -> None:
    member(session, digest)
    tell_all(session, at=MORNING)
    tell_all(session, at=MORNING + MINUTE)
    assert [mail.next_attempt_at for mail in mails(session)] == [MORNING], "one on its way is enough"
    mark_sent(session, mails(session)[0].id, at=MORNING + 2 * MINUTE)
    tell_all(session, at=MORNING + 3 * MINUTE)
    due = max(MORNING + 3 * MINUTE, MORNING + 2 * MINUTE + pause)
    assert [mail.next_attempt_at for mail in mails(session)] == [MORNING, due]


def test_who_wants_none_gets_none_nor_who_has_no_account_yet(session: Session) -> None:
    member(session, Digest.NEVER)
    a_moderator(session)
    a_moderator(session, password_hash="set", retired_at=MORNING)
    tell_all(session, at=MORNING)
    assert mails(session) == []


def test_one_that_was_given_up_does_not_hold_up_the_next(session: Session) -> None:
    member(session, Digest.HOURLY)
    tell_all(session, at=MORNING)
    mark_failed(session, mails(session)[0].id, at=MORNING, error="550", permanent=True)
    tell_all(session, at=MORNING + DAY)
    assert len(mails(session)) == 2


def test_a_mail_that_waits_its_turn_takes_the_new_one(session: Session) -> None:
    moderator = member(session, Digest.DAILY)
    tell_all(session, at=MORNING)
    mark_sent(session, mails(session)[0].id, at=MORNING)
    tell_all(session, at=MORNING + MINUTE)
    for digest, due in (
        (Digest.HOURLY, MORNING + HOUR),
        (Digest.HOURLY, MORNING + HOUR),
        (Digest.IMMEDIATELY, MORNING + 2 * MINUTE),
    ):
        choose_digest(session, moderator, digest, at=MORNING + 2 * MINUTE)
        assert [mail.next_attempt_at for mail in mails(session)][1:] == [due]
    events = session.scalars(sa.select(Event).where(Event.tag == "moderator:digest_chosen")).all()
    assert [event.facts for event in events] == [{"digest": "hourly"}, {"digest": "immediately"}]


def test_from_now_on_never_takes_back_what_waits(session: Session) -> None:
    moderator = member(session, Digest.HOURLY)
    tell_all(session, at=MORNING)
    mark_sent(session, mails(session)[0].id, at=MORNING)
    tell_all(session, at=MORNING + MINUTE)
    choose_digest(session, moderator, Digest.NEVER, at=MORNING + MINUTE)
    assert len(mails(session)) == 1
    choose_digest(session, moderator, Digest.HOURLY, at=MORNING + MINUTE)
    assert len(mails(session)) == 1, "nothing new came in"


def test_the_database_knows_no_other_word(session: Session) -> None:
    member(session, Digest.HOURLY)
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.update(Moderator).values(digest="weekly"))
