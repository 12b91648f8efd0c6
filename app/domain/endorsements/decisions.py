"""What moderators do to an endorsement: every one is a decision, kept with its reason."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.domain.endorsements import notices
from app.domain.endorsements.models import Decision, Endorsement
from app.domain.endorsements.operations import move
from app.domain.endorsements.queries import listed_under, live_for_email, the
from app.domain.endorsements.states import LIVE, RULES, Action, State, target
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import AlreadyEndorsed, ReasonRequired, StaleDecision
from app.domain.outbox.models import MessageKind


def approve(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """List the organisation on the register, from this commit on; its signatory is told.

    Raises NotFound, TransitionRefused, StaleDecision, and AlreadyEndorsed where the organisation is listed already.
    """
    endorsement = _considered(session, public_id, verdict)
    moved_to = target(Action.APPROVE, endorsement.state, verdict.by.kind)
    other = listed_under(session, endorsement.statement_id, endorsement.organisation_key)
    if other is not None:
        raise AlreadyEndorsed(other)
    endorsement.listed_at = verdict.at
    _decide(session, endorsement, Action.APPROVE, moved_to, verdict)
    notices.to_signatory(session, endorsement, MessageKind.APPROVED, at=verdict.at)
    return endorsement


def decline(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """Refuse it, with a reason that its signatory reads.

    Raises NotFound, TransitionRefused, StaleDecision, ReasonRequired.
    """
    endorsement = _considered(session, public_id, verdict)
    moved_to = target(Action.DECLINE, endorsement.state, verdict.by.kind)
    _decide(session, endorsement, Action.DECLINE, moved_to, verdict)
    notices.to_signatory(session, endorsement, MessageKind.DECLINED, at=verdict.at)
    return endorsement


def reconsider(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """The honest undo: back to the queue, off the register where it was on it.

    Raises NotFound, TransitionRefused, StaleDecision, ReasonRequired, and AlreadyEndorsed where the same address has
    a newer endorsement under way.
    """
    endorsement = _considered(session, public_id, verdict)
    moved_to = target(Action.RECONSIDER, endorsement.state, verdict.by.kind)
    if endorsement.email and endorsement.state not in LIVE:
        other = live_for_email(session, endorsement.statement_id, endorsement.email)
        if other is not None:
            raise AlreadyEndorsed(other.public_id)
    _decide(session, endorsement, Action.RECONSIDER, moved_to, verdict)
    return endorsement


def withdraw_for_signatory(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """Withdraw an endorsement on its signatory's behalf; final. Raises as `decline` does."""
    endorsement = _considered(session, public_id, verdict)
    moved_to = target(Action.WITHDRAW, endorsement.state, verdict.by.kind)
    _decide(session, endorsement, Action.WITHDRAW, moved_to, verdict)
    notices.to_signatory(session, endorsement, MessageKind.WITHDRAWN, at=verdict.at)
    return endorsement


DECISIONS: dict[Action, Callable[[Session, str, Verdict], Endorsement]] = {
    Action.APPROVE: approve,
    Action.DECLINE: decline,
    Action.RECONSIDER: reconsider,
    Action.WITHDRAW: withdraw_for_signatory,
}


def _considered(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """The endorsement, if nobody changed it since the moderator read it."""
    endorsement = the(session, public_id)
    if endorsement.version != verdict.version:
        raise StaleDecision(public_id)
    return endorsement


def _decide(session: Session, endorsement: Endorsement, action: Action, moved_to: State, verdict: Verdict) -> None:
    """Write the decision down beside the move."""
    reasons = RULES[action].reasons
    if reasons and verdict.reason not in reasons:
        raise ReasonRequired(action)
    reason = verdict.reason if reasons else None
    endorsement.decided_at = verdict.at
    session.add(
        Decision(
            endorsement_id=endorsement.id,
            moderator_id=verdict.moderator_id,
            action=action,
            reason=reason,
            note=verdict.note,
            version=verdict.version,
            at=verdict.at,
        )
    )
    move(session, endorsement, action, moved_to, by=verdict.by, at=verdict.at, reason=reason)
