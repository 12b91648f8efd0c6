"""When a statement is published, closed, opened again, and what is taken after the closing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import confirm, endorse
from app.domain.endorsements.queries import public_register
from app.domain.endorsements.states import State
from app.domain.errors import StaleStatement, StatementClosed, StatementRefused
from app.domain.events.models import Event
from app.domain.statements import schedule
from app.domain.statements.models import Statement
from app.domain.statements.operations import close, publish
from app.domain.statements.snapshot import Phase, snapshot
from tests.factories import ADMINISTRATOR, a_statement, an_endorsement, some_details

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
BY: dict[str, Any] = {"by": ADMINISTRATOR, "at": MORNING}


def last_event(session: Session) -> Event:
    return session.scalars(sa.select(Event).where(Event.tag.like("statement:%")).order_by(Event.id.desc())).first()  # type: ignore[return-value]  # there is one


def test_what_is_planned_is_published_once_and_not_before(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives", published=False)
    schedule.plan_publication(session, "archives", MORNING + HOUR, **BY)
    assert schedule.next_publication(session) == MORNING + HOUR
    assert not schedule.publish_due(session, at=MORNING + HOUR - SECOND)
    assert schedule.publish_due(session, at=MORNING + HOUR) == ["archives"]
    assert not schedule.publish_due(session, at=MORNING + 2 * HOUR)
    assert (statement.published_at, statement.publish_at) == (MORNING + HOUR, None)
    assert schedule.next_publication(session) is None


def test_after_a_machine_was_down_the_event_says_for_when_it_was_planned(session: Session) -> None:
    a_statement(session, at=MORNING, slug="archives", published=False)
    schedule.plan_publication(session, "archives", MORNING + HOUR, **BY)
    schedule.publish_due(session, at=MORNING + DAY)
    event = last_event(session)
    assert (event.tag, event.actor_kind, event.at) == ("statement:published", "system", MORNING + DAY)
    assert event.facts["planned_for"] == (MORNING + HOUR).isoformat()


def test_a_plan_can_be_changed_cancelled_and_overtaken(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives", published=False)
    schedule.plan_publication(session, "archives", MORNING + HOUR, **BY)
    schedule.plan_publication(session, "archives", MORNING + DAY, **BY)
    assert schedule.cancel_plan(session, "archives", **BY)
    assert not schedule.cancel_plan(session, "archives", **BY)
    assert not schedule.publish_due(session, at=MORNING + 2 * DAY)
    schedule.plan_publication(session, "archives", MORNING + DAY, **BY)
    publish(session, "archives", version=statement.version, **BY)
    assert not schedule.publish_due(session, at=MORNING + 2 * DAY)


def test_nobody_publishes_what_they_have_not_read(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives", published=False)
    schedule.plan_publication(session, "archives", MORNING + HOUR, **BY)
    with pytest.raises(StaleStatement):
        publish(session, "archives", version=statement.version - 1, **BY)


@pytest.mark.parametrize(
    ("moment", "code"), [(MORNING, "in_the_past"), (MORNING + 2 * DAY, "closes_before_it_is_published")]
)
def test_a_plan_must_make_sense(session: Session, moment: datetime, code: str) -> None:
    a_statement(session, at=MORNING, slug="archives", published=False, closes_at=MORNING + 2 * DAY)
    with pytest.raises(StatementRefused, match=code):
        schedule.plan_publication(session, "archives", moment, **BY)


def test_a_published_statement_is_planned_no_more_and_a_draft_not_closed(session: Session) -> None:
    a_statement(session, at=MORNING, slug="archives")
    a_statement(session, at=MORNING, slug="draft", published=False)
    with pytest.raises(StatementRefused, match="published"):
        schedule.plan_publication(session, "archives", MORNING + HOUR, **BY)
    for act in (schedule.close_at, schedule.reopen, schedule.allow_late):
        with pytest.raises(StatementRefused, match="not_published"):
            act(session, "draft", MORNING + HOUR, **BY)


def test_closing_at_a_time_and_reopening(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives")
    schedule.close_at(session, "archives", MORNING + HOUR, **BY)
    assert statement.is_open(MORNING + HOUR - SECOND)
    assert not statement.is_open(MORNING + HOUR)
    with pytest.raises(StatementRefused, match="in_the_past"):
        schedule.close_at(session, "archives", MORNING, **BY)
    close(session, "archives", **BY)
    with pytest.raises(StatementRefused, match="closed"):
        schedule.close_at(session, "archives", MORNING + HOUR, **BY)
    with pytest.raises(StatementRefused, match="in_the_past"):
        schedule.reopen(session, "archives", MORNING, **BY)
    schedule.reopen(session, "archives", None, **BY)
    assert statement.is_open(MORNING + 999 * DAY)
    assert last_event(session).tag == "statement:reopened"


def test_every_act_moves_what_readers_pages_are_kept_under(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives")
    seen = [statement.register_version]
    for act in (
        lambda: schedule.close_at(session, "archives", MORNING + HOUR, **BY),
        lambda: schedule.allow_late(session, "archives", None, **BY),
        lambda: schedule.end_late(session, "archives", **BY),
        lambda: schedule.reopen(session, "archives", None, **BY),
    ):
        act()
        seen.append(statement.register_version)
    assert seen == sorted(set(seen))


def test_late_endorsements_need_a_closing_and_an_end_after_it(session: Session) -> None:
    a_statement(session, at=MORNING, slug="open")
    a_statement(session, at=MORNING, slug="closing", closes_at=MORNING + DAY)
    for slug, until, code in (
        ("open", None, "never_closes"),
        ("closing", MORNING, "in_the_past"),
        ("closing", MORNING + DAY, "late_before_closing"),
    ):
        with pytest.raises(StatementRefused, match=code):
            schedule.allow_late(session, slug, until, **BY)


@pytest.fixture
def closed(session: Session) -> Statement:
    """A statement that was open for an hour, and takes late endorsements for a day."""
    statement = a_statement(session, at=MORNING, slug="archives", closes_at=MORNING + HOUR)
    schedule.allow_late(session, "archives", MORNING + HOUR + DAY, **BY)
    return statement


def sends_form(session: Session, statement: Statement, at: datetime, form: str = "a", **details: Any) -> Endorsement:
    endorse(session, statement, some_details(**details), revision_seen=1, submission_id=form, locale="en", at=at)
    return session.scalars(sa.select(Endorsement).order_by(Endorsement.id.desc())).first()  # type: ignore[return-value]  # it came


def test_to_the_second_it_is_in_time_late_or_too_late(session: Session, closed: Statement) -> None:
    closing, end = MORNING + HOUR, MORNING + HOUR + DAY
    phases = {at: snapshot(session, "archives", at=at)[1:] for at in (closing - SECOND, closing, end - SECOND, end)}
    assert phases == {
        closing - SECOND: (Phase.OPEN, closing),
        closing: (Phase.LATE, end),
        end - SECOND: (Phase.LATE, end),
        end: (Phase.CLOSED, None),
    }
    assert not sends_form(session, closed, closing - SECOND, "a").late
    assert sends_form(session, closed, closing, "b").late
    with pytest.raises(StatementClosed):
        sends_form(session, closed, end, "c")


def test_late_ones_are_marked_on_the_register(session: Session, closed: Statement) -> None:
    an_endorsement(session, closed, state=State.APPROVED, at=MORNING, organisation="Asparez")
    an_endorsement(session, closed, state=State.APPROVED, at=MORNING + HOUR, organisation="Berlin Archive")
    assert [(one.name, one.late) for one in public_register(session, closed.id)] == [
        ("Asparez", False),
        ("Berlin Archive", True),
    ]


def test_a_day_is_left_to_confirm_from_when_its_kind_was_taken(session: Session, closed: Statement) -> None:
    in_time = sends_form(session, closed, MORNING, "a")
    late = sends_form(session, closed, MORNING + 2 * HOUR, "b")
    with pytest.raises(StatementClosed):
        confirm(session, in_time.public_id, version=in_time.version, at=MORNING + HOUR + DAY)
    schedule.end_late(session, "archives", by=ADMINISTRATOR, at=MORNING + 3 * HOUR)
    assert confirm(session, late.public_id, version=late.version, at=MORNING + 3 * HOUR + DAY - SECOND)


def test_whose_time_to_confirm_is_over_may_send_the_form_again_as_a_late_one(
    session: Session, closed: Statement
) -> None:
    schedule.allow_late(session, "archives", None, **BY)
    sends_form(session, closed, MORNING, "a", email="anahit@union.example")
    within = sends_form(session, closed, MORNING + 2 * HOUR, "b", email="anahit@union.example")
    assert not within.late
    again = sends_form(session, closed, MORNING + 2 * DAY, "c", email="anahit@union.example")
    assert (again.id, again.late) == (within.id, True)
    assert confirm(session, again.public_id, version=again.version, at=MORNING + 3 * DAY)


def test_ending_what_was_not_allowed_does_nothing(session: Session) -> None:
    a_statement(session, at=MORNING, slug="archives")
    assert not schedule.end_late(session, "archives", **BY)
