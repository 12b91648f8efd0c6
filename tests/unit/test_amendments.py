"""Changes of what an endorsement says: held for a moderator where readers would see them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.amendments import accept_amendment, amend, refuse_amendment
from app.domain.endorsements.decisions import approve, reconsider
from app.domain.endorsements.models import Endorsement, Outcome
from app.domain.endorsements.operations import withdraw
from app.domain.endorsements.queries import public_register
from app.domain.endorsements.states import Reason, State
from app.domain.errors import AlreadyEndorsed, NotFound, StaleDecision, TransitionRefused
from app.domain.events.models import Event
from app.domain.events.operations import SIGNATORY, Actor
from app.domain.statements.models import Statement
from tests.factories import a_moderator, a_statement, a_verdict, an_endorsement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=MORNING)


@pytest.fixture
def listed(session: Session, statement: Statement) -> Endorsement:
    return an_endorsement(session, statement, state=State.APPROVED, organisation="Center", at=MORNING)


def change(session: Session, endorsement: Endorsement, by: Actor = SIGNATORY, **changes: object) -> None:
    """Change some of what it says, having just read it."""
    details = replace(endorsement.details, **changes)
    amend(session, endorsement.public_id, details, version=endorsement.version, by=by, at=MORNING)


def shown(session: Session, endorsement: Endorsement) -> list[str]:
    return [one.name for one in public_register(session, endorsement.statement_id)]


def last_event(session: Session) -> Event:
    event = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    return event


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.PENDING])
def test_before_it_is_listed_a_change_holds_at_once(session: Session, statement: Statement, state: State) -> None:
    endorsement = an_endorsement(session, statement, state=state)
    version, register = endorsement.version, statement.register_version
    change(session, endorsement, organisation="Centre", mandate="the general assembly")
    assert (endorsement.organisation, endorsement.mandate) == ("Centre", "the general assembly")
    assert endorsement.state is state
    assert endorsement.version > version
    assert statement.register_version == register
    assert (last_event(session).tag, last_event(session).facts["changed"]) == (
        "endorsement:amended",
        ["mandate", "organisation"],
    )
    (kept,) = endorsement.amendments
    assert (kept.after, kept.outcome) == ({"organisation": "Centre"}, Outcome.ACCEPTED)


def test_what_readers_see_stays_until_a_moderator_accepts(session: Session, listed: Endorsement) -> None:
    change(session, listed, organisation="Centre", country="FR", position="Chair")
    assert shown(session, listed) == ["Center"]
    assert listed.position == "Chair"  # no reader sees it, so it holds
    proposed = listed.open_amendment
    assert proposed is not None
    assert (proposed.before, proposed.after) == (
        {"organisation": "Center", "country": "AM"},
        {"organisation": "Centre", "country": "FR"},
    )
    assert last_event(session).tag == "endorsement:amendment_proposed"
    accept_amendment(session, listed.public_id, a_verdict(session, listed, at=MORNING))
    assert shown(session, listed) == ["Centre"]
    assert (listed.country, listed.state, listed.open_amendment) == ("FR", State.APPROVED, None)
    assert proposed.outcome == Outcome.ACCEPTED
    assert last_event(session).tag == "endorsement:amendment_accepted"


def test_a_refused_change_leaves_everything_as_it_stands(session: Session, listed: Endorsement) -> None:
    register = listed.statement.register_version
    change(session, listed, organisation="Centre")
    refuse_amendment(session, listed.public_id, a_verdict(session, listed, at=MORNING))
    assert shown(session, listed) == ["Center"]
    assert listed.amendments[0].outcome == Outcome.REFUSED
    assert last_event(session).tag == "endorsement:amendment_refused"
    assert listed.statement.register_version >= register


def test_a_later_proposal_replaces_the_one_before(session: Session, listed: Endorsement) -> None:
    change(session, listed, organisation="Centre")
    change(session, listed, organisation="Centrum")
    assert [one.outcome for one in listed.amendments] == [Outcome.REPLACED, Outcome.OPEN]
    accept_amendment(session, listed.public_id, a_verdict(session, listed, at=MORNING))
    assert shown(session, listed) == ["Centrum"]


@pytest.mark.parametrize("leaving", ["withdrawn", "reconsidered"])
def test_a_proposal_ends_where_the_organisation_leaves_the_register(
    session: Session, listed: Endorsement, leaving: str
) -> None:
    change(session, listed, organisation="Centre")
    if leaving == "withdrawn":
        withdraw(session, listed.public_id, at=MORNING)
    else:
        reconsider(session, listed.public_id, a_verdict(session, listed, reason=Reason.MISTAKE))
    assert [one.outcome for one in listed.amendments] == [Outcome.REPLACED]
    with pytest.raises(NotFound):
        accept_amendment(session, listed.public_id, a_verdict(session, listed))


def test_a_moderators_change_holds_at_once_and_readers_see_it(session: Session, listed: Endorsement) -> None:
    register = listed.statement.register_version
    change(session, listed, by=Actor.moderator(a_moderator(session).id), organisation="Centre")
    assert shown(session, listed) == ["Centre"]
    assert listed.statement.register_version > register


def test_nobody_changes_the_address_that_was_proved(session: Session, listed: Endorsement) -> None:
    change(session, listed, email="mallory@example.org", position="Chair")
    assert listed.email != "mallory@example.org"
    assert listed.position == "Chair"


def test_showing_ones_name_is_ones_own_choice_but_a_new_name_is_seen_first(
    session: Session, listed: Endorsement
) -> None:
    change(session, listed, show_representative=True)
    (row,) = public_register(session, listed.statement_id)
    assert (row.representative, row.position) == ("Anahit Grigoryan", "Director")
    change(session, listed, representative="Rude Word")
    (row,) = public_register(session, listed.statement_id)
    assert row.representative == "Anahit Grigoryan"
    accept_amendment(session, listed.public_id, a_verdict(session, listed, at=MORNING))
    assert public_register(session, listed.statement_id)[0].representative == "Rude Word"


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_what_is_over_does_not_change(session: Session, statement: Statement, state: State) -> None:
    endorsement = an_endorsement(session, statement, state=state, organisation="Center")
    with pytest.raises(TransitionRefused):
        change(session, endorsement, organisation="Centre")
    assert endorsement.organisation == "Center"


def test_a_change_of_a_page_that_is_old_is_stopped(session: Session, listed: Endorsement) -> None:
    seen, details = listed.version, replace(listed.details, organisation="Centre")
    change(session, listed, position="Chair")
    with pytest.raises(StaleDecision):
        amend(session, listed.public_id, details, version=seen, by=SIGNATORY, at=MORNING)
    assert listed.open_amendment is None


@pytest.mark.parametrize("resolve", [accept_amendment, refuse_amendment])
def test_the_second_of_two_moderators_is_stopped(
    session: Session, listed: Endorsement, resolve: Callable[..., Endorsement]
) -> None:
    change(session, listed, organisation="Centre")
    verdict = a_verdict(session, listed, at=MORNING)
    resolve(session, listed.public_id, verdict)
    with pytest.raises(StaleDecision):
        resolve(session, listed.public_id, verdict)


def test_a_decision_about_an_older_page_does_not_pass_over_a_proposal(
    session: Session, statement: Statement, listed: Endorsement
) -> None:
    verdict = a_verdict(session, listed, reason=Reason.MISTAKE)
    change(session, listed, organisation="Centre")
    with pytest.raises(StaleDecision):
        reconsider(session, listed.public_id, verdict)


def test_nobody_becomes_another_organisation_that_is_listed(
    session: Session, statement: Statement, listed: Endorsement
) -> None:
    other = an_endorsement(session, statement, state=State.APPROVED, organisation="Asparez", at=MORNING)
    change(session, other, organisation="CENTER")
    with pytest.raises(AlreadyEndorsed) as refusal:
        accept_amendment(session, other.public_id, a_verdict(session, other, at=MORNING))
    assert refusal.value.public_id == listed.public_id


def test_an_approval_lists_what_stands_now(session: Session, statement: Statement) -> None:
    endorsement = an_endorsement(session, statement, organisation="Center")
    change(session, endorsement, organisation="Centre")
    approve(session, endorsement.public_id, a_verdict(session, endorsement, at=MORNING))
    assert shown(session, endorsement) == ["Centre"]


def test_a_form_sent_without_a_change_says_nothing_new(session: Session, listed: Endorsement) -> None:
    change(session, listed)
    assert listed.amendments == []
    assert last_event(session).facts["changed"] == []
