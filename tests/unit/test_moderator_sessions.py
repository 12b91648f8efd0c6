"""Sessions of moderators: found while they last, and never brought back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.moderators import sessions
from app.domain.moderators.models import Moderator, ModeratorSession
from tests.factories import a_moderator

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def moderator(session: Session) -> Moderator:
    return a_moderator(session, at=MORNING)


def finds(session: Session, token: str, at: datetime, *, awaits_factor: bool = False) -> bool:
    return sessions.find(session, token, at=at, awaits_factor=awaits_factor) is not None


def test_a_token_is_random_and_only_its_hash_is_stored(session: Session, moderator: Moderator) -> None:
    tokens = {sessions.open_session(session, moderator.id, at=MORNING) for _ in range(20)}
    stored = set(session.scalars(sa.select(ModeratorSession.token_hash)))
    assert len(tokens) == len(stored) == 20
    assert all(len(token) == 43 for token in tokens)
    assert not tokens & stored
    assert not any(finds(session, one, MORNING) for one in stored)


def test_it_says_whose_it_is_and_when_it_was_seen(session: Session, moderator: Moderator) -> None:
    a_moderator(session)
    token = sessions.open_session(session, moderator.id, at=MORNING)
    assert sessions.find(session, token, at=MORNING + MINUTE) == (moderator, MORNING)


def test_half_an_hour_without_being_seen_ends_it(session: Session, moderator: Moderator) -> None:
    token = sessions.open_session(session, moderator.id, at=MORNING)
    assert finds(session, token, MORNING + 30 * MINUTE - SECOND)
    assert not finds(session, token, MORNING + 30 * MINUTE)
    sessions.touch(session, token, at=MORNING + 20 * MINUTE)
    assert finds(session, token, MORNING + 50 * MINUTE - SECOND)


def test_twelve_hours_end_it_however_often_it_was_seen(session: Session, moderator: Moderator) -> None:
    token = sessions.open_session(session, moderator.id, at=MORNING)
    sessions.touch(session, token, at=MORNING + 12 * HOUR - MINUTE)
    assert finds(session, token, MORNING + 12 * HOUR - SECOND)
    assert not finds(session, token, MORNING + 12 * HOUR)


def test_half_way_in_is_not_in_and_lasts_five_minutes(session: Session, moderator: Moderator) -> None:
    token = sessions.open_session(session, moderator.id, at=MORNING, awaits_factor=True)
    assert not finds(session, token, MORNING)
    assert finds(session, token, MORNING + 5 * MINUTE - SECOND, awaits_factor=True)
    assert not finds(session, token, MORNING + 5 * MINUTE, awaits_factor=True)
    whole = sessions.open_session(session, moderator.id, at=MORNING)
    assert not finds(session, whole, MORNING, awaits_factor=True)


def test_a_retired_account_has_none(session: Session, moderator: Moderator) -> None:
    token = sessions.open_session(session, moderator.id, at=MORNING)
    moderator.retired_at = MORNING
    session.flush()
    assert not finds(session, token, MORNING)


def test_an_ended_one_stays_ended(session: Session, moderator: Moderator) -> None:
    token = sessions.open_session(session, moderator.id, at=MORNING)
    other = sessions.open_session(session, moderator.id, at=MORNING)
    sessions.end(session, token)
    sessions.touch(session, token, at=MORNING)
    sessions.end(session, token)
    assert not finds(session, token, MORNING)
    assert finds(session, other, MORNING)


def test_all_of_an_account_end_but_one_and_nobody_elses(session: Session, moderator: Moderator) -> None:
    tokens = [sessions.open_session(session, moderator.id, at=MORNING) for _ in range(4)]
    tokens.append(sessions.open_session(session, moderator.id, at=MORNING, awaits_factor=True))
    elsewhere = sessions.open_session(session, a_moderator(session).id, at=MORNING)
    assert sessions.end_all(session, moderator.id, but=tokens[0]) == 4
    assert [finds(session, token, MORNING) for token in tokens] == [True, False, False, False, False]
    assert sessions.end_all(session, moderator.id) == 1
    assert finds(session, elsewhere, MORNING)


def test_the_number_counts_those_that_last(session: Session, moderator: Moderator) -> None:
    for hours in (0, 1, 2):
        sessions.open_session(session, moderator.id, at=MORNING + hours * HOUR)
    sessions.open_session(session, moderator.id, at=MORNING + 2 * HOUR, awaits_factor=True)
    sessions.open_session(session, a_moderator(session).id, at=MORNING + 2 * HOUR)
    assert sessions.number(session, moderator.id, at=MORNING) == 3
    assert sessions.number(session, moderator.id, at=MORNING + 2 * HOUR) == 1
    assert sessions.number(session, moderator.id, at=MORNING + 3 * HOUR) == 0


@pytest.mark.parametrize("token", ["", "x", "é" * 50])
def test_nonsense_is_no_session(session: Session, moderator: Moderator, token: str) -> None:
    sessions.open_session(session, moderator.id, at=MORNING)
    assert not finds(session, token, MORNING)
