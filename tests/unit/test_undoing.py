"""Undoing a decision: within a minute, by who may, while nothing else happened; and then nothing was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import operations
from app.domain.endorsements.amendments import amend
from app.domain.endorsements.decisions import DECISIONS
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import public_register
from app.domain.endorsements.states import UNDO_WITHIN, Action, Reason, State
from app.domain.endorsements.undoing import undo, undoable
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import AlreadyEndorsed, NotFound, StaleDecision, UndoRefused
from app.domain.events.models import Event
from app.domain.events.operations import SIGNATORY
from app.domain.moderators.models import Moderator, Role
from app.domain.outbox.models import Message, MessageKind
from app.domain.outbox.operations import claim
from app.domain.statements.models import Statement
from tests.factories import a_moderator, a_statement, a_verdict, an_endorsement

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
LATER = MORNING + timedelta(hours=1)
SECOND = timedelta(seconds=1)
GIVEN = {
    Action.DECLINE: Reason.NO_AUTHORITY,
    Action.RECONSIDER: Reason.MISTAKE,
    Action.WITHDRAW: Reason.AT_ITS_REQUEST,
}
MOVES = [
    (Action.APPROVE, State.PENDING),
    (Action.DECLINE, State.PENDING),
    (Action.WITHDRAW, State.PENDING),
    (Action.WITHDRAW, State.APPROVED),
    (Action.RECONSIDER, State.APPROVED),
    (Action.RECONSIDER, State.DECLINED),
]


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=MORNING)


@pytest.fixture
def me(session: Session) -> Moderator:
    return a_moderator(session, at=MORNING)


def decide(session: Session, endorsement: Endorsement, action: Action, by: Moderator, at: datetime = LATER) -> None:
    verdict = a_verdict(session, endorsement, by=by, at=at, reason=GIVEN.get(action))
    DECISIONS[action](session, endorsement.public_id, verdict)


def undone(session: Session, endorsement: Endorsement, by: Moderator, at: datetime = LATER + SECOND) -> None:
    undo(session, endorsement.public_id, a_verdict(session, endorsement, by=by, at=at))


def standing(session: Session, endorsement: Endorsement) -> tuple[Any, ...]:
    """Everything that a decision changes, and the mails of decisions."""
    told = sa.select(Message.kind, Message.created_at).where(Message.kind.in_(["approved", "declined", "withdrawn"]))
    return (
        endorsement.state,
        endorsement.listed_at,
        endorsement.decided_at,
        endorsement.withdrawn_at,
        endorsement.held,
        endorsement.details,
        endorsement.open_amendment and endorsement.open_amendment.after,
        [tuple(row) for row in session.execute(told.order_by(Message.id))],
        public_register(session, endorsement.statement_id),
    )


@pytest.mark.parametrize(("action", "state"), MOVES)
def test_everything_is_as_it_was_and_nobody_is_told(
    session: Session, statement: Statement, me: Moderator, action: Action, state: State
) -> None:
    endorsement = an_endorsement(session, statement, state=state, at=MORNING)
    before, version = standing(session, endorsement), statement.register_version
    decide(session, endorsement, action, me)
    assert standing(session, endorsement) != before
    undone(session, endorsement, me)
    session.expire_all()
    assert standing(session, endorsement) == before
    public = State.APPROVED in (state, *([State.APPROVED] if action is Action.APPROVE else []))
    assert statement.register_version == version + (2 if public else 0), "readers' pages are told, there and back"
    event = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.tag, event.moderator_id) == ("endorsement:undone", me.id)
    assert (event.facts["undid"], event.facts["back_to"]) == (action, state)
    assert endorsement.decisions[-1].undone_at == LATER + SECOND


def test_a_proposed_change_that_the_decision_dropped_waits_again(
    session: Session, statement: Statement, me: Moderator
) -> None:
    endorsement = an_endorsement(session, statement, state=State.APPROVED, at=MORNING)
    wanted = replace(endorsement.details, organisation="Another name")
    amend(session, endorsement.public_id, wanted, version=endorsement.version, by=SIGNATORY, at=MORNING)
    before = standing(session, endorsement)
    decide(session, endorsement, Action.WITHDRAW, me)
    assert endorsement.open_amendment is None
    undone(session, endorsement, me)
    session.expire_all()
    assert standing(session, endorsement) == before
    assert endorsement.open_amendment is not None


def test_decide_undo_decide_leaves_one_mail(session: Session, statement: Statement, me: Moderator) -> None:
    endorsement = an_endorsement(session, statement, at=MORNING)
    decide(session, endorsement, Action.DECLINE, me)
    undone(session, endorsement, me)
    decide(session, endorsement, Action.APPROVE, me, LATER + 2 * SECOND)
    undone(session, endorsement, me, LATER + 3 * SECOND)
    decide(session, endorsement, Action.DECLINE, me, LATER + 4 * SECOND)
    mails = session.scalars(sa.select(Message).where(Message.kind.in_(["approved", "declined"]))).all()
    assert [(one.kind, one.next_attempt_at) for one in mails] == [("declined", LATER + 4 * SECOND + UNDO_WITHIN)]


@pytest.mark.parametrize("late", [UNDO_WITHIN, UNDO_WITHIN + SECOND, timedelta(days=1)])
def test_after_a_minute_it_is_too_late(session: Session, statement: Statement, me: Moderator, late: timedelta) -> None:
    endorsement = an_endorsement(session, statement, at=MORNING)
    decide(session, endorsement, Action.APPROVE, me)
    assert undoable(session, endorsement, me.id, at=LATER + late) is None
    with pytest.raises(UndoRefused, match="too_late"):
        undone(session, endorsement, me, LATER + late)
    assert endorsement.state is State.APPROVED


def test_in_the_last_moment_it_is_not(session: Session, statement: Statement, me: Moderator) -> None:
    endorsement = an_endorsement(session, statement, at=MORNING)
    decide(session, endorsement, Action.APPROVE, me)
    last = LATER + UNDO_WITHIN - timedelta(microseconds=1)
    assert claim(session, at=last) == [] or all(one.kind == MessageKind.CONFIRM for one in claim(session, at=last))
    assert undoable(session, endorsement, me.id, at=last)
    undone(session, endorsement, me, last)
    assert endorsement.state is State.PENDING


def test_a_mail_that_somebody_carries_away_already_is_not_taken_back(
    session: Session, statement: Statement, me: Moderator
) -> None:
    """As where the clock of the machine that sends is ahead."""
    endorsement = an_endorsement(session, statement, at=MORNING)
    decide(session, endorsement, Action.APPROVE, me)
    assert "approved" in [message.kind for message in claim(session, at=LATER + UNDO_WITHIN)]
    with pytest.raises(UndoRefused, match="too_late"):
        undone(session, endorsement, me)


def test_twice_is_once(session: Session, statement: Statement, me: Moderator) -> None:
    endorsement = an_endorsement(session, statement, at=MORNING)
    decide(session, endorsement, Action.APPROVE, me)
    seen = endorsement.version
    undone(session, endorsement, me)
    with pytest.raises(StaleDecision):
        undo(session, endorsement.public_id, Verdict(moderator_id=me.id, version=seen, at=LATER + SECOND))
    with pytest.raises(UndoRefused, match="nothing_to_undo"):
        undone(session, endorsement, me)
    assert undoable(session, endorsement, me.id, at=LATER + SECOND) is None


def test_nothing_but_a_decision_is_undone(session: Session, statement: Statement, me: Moderator) -> None:
    endorsement = an_endorsement(session, statement, at=LATER)
    with pytest.raises(UndoRefused, match="nothing_to_undo"):
        undone(session, endorsement, me)
    with pytest.raises(NotFound):
        undo(session, "nothing", Verdict(moderator_id=me.id, version=1, at=LATER))


@pytest.mark.parametrize(("role", "may"), [(Role.MODERATOR, False), (Role.EDITOR, True)])
def test_a_colleagues_decision_is_an_editors_to_undo(
    session: Session, statement: Statement, me: Moderator, role: Role, may: bool
) -> None:
    endorsement, other = an_endorsement(session, statement, at=MORNING), a_moderator(session, role=role)
    decide(session, endorsement, Action.DECLINE, me)
    assert bool(undoable(session, endorsement, other.id, at=LATER)) == may
    if may:
        undone(session, endorsement, other)
        assert endorsement.state is State.PENDING
    else:
        with pytest.raises(UndoRefused, match="not_yours"):
            undone(session, endorsement, other)
        assert endorsement.state is State.DECLINED


def test_what_the_signatory_did_meanwhile_stands(session: Session, statement: Statement, me: Moderator) -> None:
    withdrawn = an_endorsement(session, statement, at=MORNING)
    decide(session, withdrawn, Action.APPROVE, me)
    operations.withdraw(session, withdrawn.public_id, at=LATER)
    changed = an_endorsement(session, statement, at=MORNING)
    decide(session, changed, Action.APPROVE, me)
    amend(
        session, changed.public_id, replace(changed.details, note="x"), version=changed.version, by=SIGNATORY, at=LATER
    )
    for endorsement, state in ((withdrawn, State.WITHDRAWN), (changed, State.APPROVED)):
        with pytest.raises(StaleDecision):
            undone(session, endorsement, me)
        assert endorsement.state is state
        assert undoable(session, endorsement, me.id, at=LATER) is None


def test_what_takes_an_organisation_off_is_not_undone_once_another_has_its_name(
    session: Session, statement: Statement, me: Moderator
) -> None:
    old = an_endorsement(session, statement, state=State.APPROVED, at=MORNING, organisation="Asparez")
    new = an_endorsement(session, statement, at=MORNING, organisation="Asparez")
    decide(session, old, Action.RECONSIDER, me)
    decide(session, new, Action.APPROVE, me)
    with pytest.raises(AlreadyEndorsed) as refusal:
        undone(session, old, me)
    assert refusal.value.public_id == new.public_id
    assert old.state is State.PENDING


def test_nor_once_its_mailbox_has_endorsed_anew(session: Session, statement: Statement, me: Moderator) -> None:
    old = an_endorsement(session, statement, at=MORNING, email="ani@center.am")
    decide(session, old, Action.DECLINE, me)
    new = an_endorsement(session, statement, at=LATER, state=State.UNCONFIRMED, email="ani@center.am")
    with pytest.raises(AlreadyEndorsed) as refusal:
        undone(session, old, me)
    assert refusal.value.public_id == new.public_id
    assert session.scalars(sa.select(Message.kind).where(Message.kind == "declined")).all() == ["declined"]
