"""What moderators do to an endorsement: every one is a decision, kept with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from app.domain.endorsements import notices
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import move
from app.domain.endorsements.queries import listed_under, live_for_email, the
from app.domain.endorsements.reasons import offered
from app.domain.endorsements.records import Decision, OfferedReason
from app.domain.endorsements.states import LIVE, RULES, Action, Reason, State, target
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import AlreadyEndorsed, ReasonRequired, StaleDecision
from app.domain.outbox.models import MessageKind


def approve(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """List the organisation on the register, from this commit on; its signatory is told.

    Raises NotFound, TransitionRefused, StaleDecision, and AlreadyEndorsed where the organisation is listed already.
    """
    endorsement = considered(session, public_id, verdict)
    moved_to = target(Action.APPROVE, endorsement.state, verdict.by.kind)
    other = listed_under(session, endorsement.statement_id, endorsement.organisation_key)
    if other is not None:
        raise AlreadyEndorsed(other)
    enact(session, endorsement, Action.APPROVE, moved_to, verdict)
    return endorsement


def decline(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """Refuse it, with a reason that its signatory reads.

    Raises NotFound, TransitionRefused, StaleDecision, ReasonRequired.
    """
    endorsement = considered(session, public_id, verdict)
    moved_to = target(Action.DECLINE, endorsement.state, verdict.by.kind)
    enact(session, endorsement, Action.DECLINE, moved_to, verdict)
    return endorsement


def reconsider(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """The honest undo: back to the queue, off the register where it was on it.

    Raises NotFound, TransitionRefused, StaleDecision, ReasonRequired, and AlreadyEndorsed where the same address has
    a newer endorsement under way.
    """
    endorsement = considered(session, public_id, verdict)
    moved_to = target(Action.RECONSIDER, endorsement.state, verdict.by.kind)
    if endorsement.email and endorsement.state not in LIVE:
        other = live_for_email(session, endorsement.statement_id, endorsement.email)
        if other is not None:
            raise AlreadyEndorsed(other.public_id)
    enact(session, endorsement, Action.RECONSIDER, moved_to, verdict)
    return endorsement


def withdraw_for_signatory(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """Withdraw an endorsement on its signatory's behalf; final. Raises as `decline` does."""
    endorsement = considered(session, public_id, verdict)
    moved_to = target(Action.WITHDRAW, endorsement.state, verdict.by.kind)
    enact(session, endorsement, Action.WITHDRAW, moved_to, verdict)
    return endorsement


# Which mail tells the signatory of it.
TELLS: dict[Action, MessageKind] = {
    Action.APPROVE: MessageKind.APPROVED,
    Action.DECLINE: MessageKind.DECLINED,
    Action.WITHDRAW: MessageKind.WITHDRAWN,
}
DECISIONS: dict[Action, Callable[[Session, str, Verdict], Endorsement]] = {
    Action.APPROVE: approve,
    Action.DECLINE: decline,
    Action.RECONSIDER: reconsider,
    Action.WITHDRAW: withdraw_for_signatory,
}


def considered(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """The endorsement, if nobody changed it since the moderator read it."""
    endorsement = the(session, public_id)
    if endorsement.version != verdict.version:
        raise StaleDecision(public_id)
    return endorsement


def _words(reason: OfferedReason, verdict: Verdict, locale: str) -> str | None:
    """The moderator's own, or what an editor wrote for this reason: kept, so that later changes do not change them."""
    if verdict.words is not None:
        return verdict.words
    usual = reason.words_in(locale)
    return "\n\n".join(part for part in (usual, verdict.note) if part) if usual else None


def _as_it_stands(endorsement: Endorsement) -> dict[str, Any]:
    """What the move changes, so that an undo can put it back."""
    amendment = endorsement.open_amendment
    return {
        "state": endorsement.state,
        "listed_at": endorsement.listed_at and endorsement.listed_at.isoformat(),
        "decided_at": endorsement.decided_at and endorsement.decided_at.isoformat(),
        "amendment": amendment and amendment.id,
        "held": endorsement.held,
    }


def enact(
    session: Session,
    endorsement: Endorsement,
    action: Action,
    moved_to: State,
    verdict: Verdict,
    *,
    same_as: Endorsement | None = None,
) -> None:
    """Write the decision down beside the move, and hold the mail that tells of it while it can be undone.

    For the operations of this noun alone, once the table of rules has allowed `moved_to`. `same_as` is the endorsement
    of the same organisation that is kept, where this one is merged into it. Raises ReasonRequired.
    """
    reason = session.get(OfferedReason, Reason.DUPLICATE) if same_as else _chosen(session, action, verdict)
    decision = Decision(
        endorsement_id=endorsement.id,
        moderator_id=verdict.moderator_id,
        action=action,
        reason=reason and reason.code,
        note=verdict.note,
        words=_words(reason, verdict, endorsement.locale) if reason and action in TELLS else None,
        version=verdict.version,
        at=verdict.at,
        before=_as_it_stands(endorsement),
        batch_id=verdict.batch_id,
    )
    session.add(decision)
    endorsement.decided_at = verdict.at
    if moved_to is State.APPROVED:
        endorsement.listed_at = verdict.at
    move(
        session,
        endorsement,
        action,
        moved_to,
        by=verdict.by,
        at=verdict.at,
        reason=decision.reason,
        batch=verdict.batch_id,
        same_as=same_as and same_as.id,
    )
    decision.left_version = endorsement.version
    session.flush()
    if action in TELLS:
        kind = MessageKind.MERGED if same_as else TELLS[action]
        notices.to_signatory(session, endorsement, kind, at=verdict.at, not_before=decision.until)


def _chosen(session: Session, action: Action, verdict: Verdict) -> OfferedReason | None:
    """The moderator's reason, where the action needs one; it is one of those offered for it."""
    if not RULES[action].needs_reason:
        return None
    reason = next((one for one in offered(session, action) if one.code == verdict.reason), None)
    if reason is None:
        raise ReasonRequired(action)
    return reason
