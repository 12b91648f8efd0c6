"""What moderators decide, and what stops them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.decisions import DECISIONS, approve, decline, reconsider, withdraw_for_signatory
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import list_founder
from app.domain.endorsements.queries import public_register, register_count
from app.domain.endorsements.states import RULES, Action, Reason, State
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import AlreadyEndorsed, NotFound, ReasonRequired, StaleDecision, TransitionRefused
from app.domain.events.models import Event
from app.domain.outbox.models import Message, MessageKind
from app.domain.statements.draft import Founder
from app.domain.statements.models import Statement
from tests.factories import ADMINISTRATOR, a_moderator, a_statement, a_verdict, an_endorsement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
REASONS = {
    Action.DECLINE: Reason.NO_AUTHORITY,
    Action.RECONSIDER: Reason.MISTAKE,
    Action.WITHDRAW: Reason.AT_ITS_REQUEST,
}


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=MORNING)


def last_mail(session: Session) -> str:
    return session.scalars(sa.select(Message.kind).order_by(Message.id.desc())).first() or ""


def names(session: Session, statement: Statement) -> list[str]:
    return [one.name for one in public_register(session, statement.id)]


def test_an_approved_organisation_is_listed_and_told(session: Session, statement: Statement) -> None:
    endorsement = an_endorsement(session, statement, organisation="Helsińska Fundacja Praw Człowieka")
    version = statement.register_version
    approve(session, endorsement.public_id, a_verdict(session, endorsement, at=MORNING, note="welcome"))
    assert endorsement.state is State.APPROVED
    assert endorsement.listed_at == endorsement.decided_at == MORNING
    assert names(session, statement) == ["Helsińska Fundacja Praw Człowieka"]
    assert register_count(session, statement.id).organisations == 1
    assert statement.register_version == version + 1
    assert last_mail(session) == MessageKind.APPROVED


def test_every_decision_is_kept_with_who_when_why_and_what_was_seen(session: Session, statement: Statement) -> None:
    endorsement, somebody = an_endorsement(session, statement), a_moderator(session)
    seen = endorsement.version
    verdict = a_verdict(session, endorsement, by=somebody, at=MORNING, reason=Reason.OTHER, note="a private person")
    decline(session, endorsement.public_id, verdict)
    (decision,) = endorsement.decisions
    assert (decision.moderator_id, decision.action, decision.version) == (somebody.id, Action.DECLINE, seen)
    assert (decision.reason, decision.note, decision.at) == (Reason.OTHER, "a private person", MORNING)
    event = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.tag, event.moderator_id, event.endorsement_id) == (
        "endorsement:declined",
        somebody.id,
        endorsement.id,
    )
    assert event.facts["reason"] == Reason.OTHER
    assert "private person" not in str(event.facts)  # ids and codes only


def test_a_declined_organisation_is_told_and_never_was_listed(session: Session, statement: Statement) -> None:
    endorsement = an_endorsement(session, statement)
    version = statement.register_version
    decline(session, endorsement.public_id, a_verdict(session, endorsement, reason=Reason.DUPLICATE))
    assert endorsement.state is State.DECLINED
    assert (names(session, statement), statement.register_version) == ([], version)
    assert last_mail(session) == MessageKind.DECLINED


@pytest.mark.parametrize("reason", [None, Reason.MISTAKE, Reason.AT_ITS_REQUEST])
def test_declining_needs_one_of_its_own_reasons(session: Session, statement: Statement, reason: Reason | None) -> None:
    endorsement = an_endorsement(session, statement)
    with pytest.raises(ReasonRequired):
        decline(session, endorsement.public_id, a_verdict(session, endorsement, reason=reason))
    session.rollback()


def test_approving_asks_for_no_reason_and_keeps_none(session: Session, statement: Statement) -> None:
    endorsement = an_endorsement(session, statement)
    approve(session, endorsement.public_id, a_verdict(session, endorsement, reason=Reason.OTHER))
    assert endorsement.decisions[0].reason is None


@pytest.mark.parametrize("state", [State.APPROVED, State.DECLINED])
def test_the_honest_undo_leads_back_to_the_queue(session: Session, statement: Statement, state: State) -> None:
    endorsement = an_endorsement(session, statement, state=state)
    version = statement.register_version
    reconsider(session, endorsement.public_id, a_verdict(session, endorsement, reason=Reason.MISTAKE))
    assert endorsement.state is State.PENDING
    assert endorsement.listed_at is None
    assert names(session, statement) == []
    assert statement.register_version == version + (state is State.APPROVED)
    approve(session, endorsement.public_id, a_verdict(session, endorsement))
    assert [one.action for one in endorsement.decisions][-2:] == [Action.RECONSIDER, Action.APPROVE]


def test_a_declined_one_does_not_come_back_beside_a_newer_of_the_same_mailbox(
    session: Session, statement: Statement
) -> None:
    old = an_endorsement(session, statement, state=State.DECLINED, email="ani@center.am")
    new = an_endorsement(session, statement, email="ani@center.am")
    with pytest.raises(AlreadyEndorsed) as refusal:
        reconsider(session, old.public_id, a_verdict(session, old, reason=Reason.MISTAKE))
    assert refusal.value.public_id == new.public_id


@pytest.mark.parametrize("spelling", ["«Asparez» Journalists' Club NGO", "ASPAREZ journalists’ club"])
def test_one_organisation_is_listed_once_however_it_is_spelt(
    session: Session, statement: Statement, spelling: str
) -> None:
    listed = an_endorsement(session, statement, state=State.APPROVED, organisation="Asparez Journalists' Club")
    second = an_endorsement(session, statement, organisation=spelling)
    with pytest.raises(AlreadyEndorsed) as refusal:
        approve(session, second.public_id, a_verdict(session, second))
    assert refusal.value.public_id == listed.public_id
    assert second.state is State.PENDING


def test_the_database_itself_lists_one_organisation_once(session: Session, statement: Statement) -> None:
    an_endorsement(session, statement, state=State.APPROVED, organisation="Asparez")
    an_endorsement(session, statement, organisation="Asparez")
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.text("UPDATE endorsement SET state = 'approved', listed_at = created_at"))


def test_withdrawing_for_a_signatory_needs_a_reason_and_tells_them(session: Session, statement: Statement) -> None:
    endorsement = an_endorsement(session, statement, state=State.APPROVED)
    with pytest.raises(ReasonRequired):
        withdraw_for_signatory(session, endorsement.public_id, a_verdict(session, endorsement))
    session.refresh(endorsement)
    withdraw_for_signatory(
        session, endorsement.public_id, a_verdict(session, endorsement, reason=Reason.AT_ITS_REQUEST)
    )
    assert endorsement.state is State.WITHDRAWN
    assert last_mail(session) == MessageKind.WITHDRAWN


@pytest.mark.parametrize("action", DECISIONS)
def test_the_second_of_two_moderators_is_stopped(session: Session, statement: Statement, action: Action) -> None:
    state = State.APPROVED if action is Action.RECONSIDER else State.PENDING
    endorsement = an_endorsement(session, statement, state=state)
    first, second = a_moderator(session), a_moderator(session)
    seen = endorsement.version
    verdicts = [
        Verdict(moderator_id=one.id, version=seen, at=MORNING, reason=REASONS.get(action)) for one in (first, second)
    ]
    DECISIONS[action](session, endorsement.public_id, verdicts[0])
    decided = len(endorsement.decisions)
    with pytest.raises(StaleDecision):
        DECISIONS[action](session, endorsement.public_id, verdicts[1])
    assert len(endorsement.decisions) == decided


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", DECISIONS)
def test_a_decision_holds_exactly_where_the_table_allows_it(
    session: Session, statement: Statement, action: Action, state: State
) -> None:
    endorsement = an_endorsement(session, statement, state=state)
    verdict = a_verdict(session, endorsement, reason=REASONS.get(action))
    if state in RULES[action].sources:
        DECISIONS[action](session, endorsement.public_id, verdict)
        assert endorsement.state is RULES[action].target
    else:
        with pytest.raises(TransitionRefused):
            DECISIONS[action](session, endorsement.public_id, verdict)
        assert endorsement.state is state


def test_what_is_not_there_is_not_found(session: Session) -> None:
    verdict = Verdict(moderator_id=1, version=1, at=MORNING)
    for decide in DECISIONS.values():
        with pytest.raises(NotFound):
            decide(session, "nothing", verdict)


def test_moderators_are_told_once_an_hour_however_many_come(session: Session, statement: Statement) -> None:
    a_moderator(session, password_hash="…")
    a_moderator(session, password_hash="…", retired_at=MORNING)
    a_moderator(session)  # invited, not set up yet
    for minutes in range(0, 50, 10):
        an_endorsement(session, statement, at=MORNING + timedelta(minutes=minutes))
    told = sa.select(sa.func.count()).select_from(Message).where(Message.kind == MessageKind.WAITING)
    assert session.scalar(told) == 1


def test_a_founding_signatory_has_no_mailbox_to_tell(session: Session, statement: Statement) -> None:
    list_founder(session, statement, Founder(name="Peace Dialogue"), place=0, locale="en", by=ADMINISTRATOR, at=MORNING)
    founder = session.scalars(sa.select(Endorsement)).one()
    reconsider(session, founder.public_id, a_verdict(session, founder, reason=Reason.MISTAKE))
    assert founder.state is State.PENDING
    assert session.scalar(sa.select(sa.func.count()).select_from(Message)) == 0
