"""Taking a decision back while its mail is still held: everything is as it was, and nobody was told."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.decisions import TELLS, considered
from app.domain.endorsements.models import Amendment, Endorsement, Outcome
from app.domain.endorsements.operations import move
from app.domain.endorsements.queries import listed_under, live_for_email
from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import LIVE, Action, State, target
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import AlreadyEndorsed, StaleDecision, UndoRefused
from app.domain.moderators.models import Moderator, Role
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import take_back


def undo(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """Put the endorsement back to where the last decision found it, and take back the mail that would have told of it.

    Raises NotFound; StaleDecision where anything was changed since; UndoRefused where that decision is not this
    moderator's, was undone already, or its minute is over; AlreadyEndorsed where its place was taken meanwhile.
    """
    endorsement = considered(session, public_id, verdict)
    decision = _last(session, endorsement)
    if decision is None or decision.before is None or decision.undone_at is not None:
        raise UndoRefused("nothing_to_undo")
    if decision.left_version != endorsement.version:
        raise StaleDecision(public_id)
    if not is_theirs(session, decision.moderator_id, verdict.moderator_id):
        raise UndoRefused("not_yours")
    target(Action.UNDO, endorsement.state, verdict.by.kind)
    moved_to = State(decision.before["state"])
    _check_place(session, endorsement, moved_to)
    if verdict.at >= decision.until or not _mail_taken_back(session, decision, at=verdict.at):
        raise UndoRefused("too_late")
    decision.undone_at = verdict.at
    endorsement.decided_at = _moment(decision.before["decided_at"])
    endorsement.listed_at = _moment(decision.before["listed_at"])
    move(
        session,
        endorsement,
        Action.UNDO,
        moved_to,
        by=verdict.by,
        at=verdict.at,
        undid=decision.action,
        back_to=moved_to,
    )
    endorsement.held = decision.before["held"]
    session.flush()
    _open_again(session, decision.before["amendment"])
    return endorsement


def undoable(session: Session, endorsement: Endorsement, moderator_id: int, *, at: datetime) -> Decision | None:
    """The decision that this moderator could undo at this moment, for the button on a page."""
    decision = _last(session, endorsement)
    if decision is None or decision.undone_at is not None or decision.left_version != endorsement.version:
        return None
    return decision if at < decision.until and is_theirs(session, decision.moderator_id, moderator_id) else None


def _last(session: Session, endorsement: Endorsement) -> Decision | None:
    return session.scalar(
        sa.select(Decision).where(Decision.endorsement_id == endorsement.id).order_by(Decision.id.desc()).limit(1)
    )


def is_theirs(session: Session, decided_by: int, moderator_id: int) -> bool:
    """Whether this moderator may undo what that one decided: their own, or any for an editor."""
    return decided_by == moderator_id or session.get_one(Moderator, moderator_id).role == Role.EDITOR


def _check_place(session: Session, endorsement: Endorsement, moved_to: State) -> None:
    """Raises AlreadyEndorsed where another has the name on the register, or the mailbox, by now."""
    if moved_to is State.APPROVED and endorsement.state is not State.APPROVED:
        listed = listed_under(session, endorsement.statement_id, endorsement.organisation_key)
        if listed is not None:
            raise AlreadyEndorsed(listed)
    if moved_to in LIVE and endorsement.state not in LIVE and endorsement.email:
        other = live_for_email(session, endorsement.statement_id, endorsement.email)
        if other is not None:
            raise AlreadyEndorsed(other.public_id)


def _mail_taken_back(session: Session, decision: Decision, *, at: datetime) -> bool:
    kind = TELLS.get(Action(decision.action))
    return kind is None or take_back(
        session, kind, MessageKind.MERGED, endorsement_id=decision.endorsement_id, queued_at=decision.at, at=at
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _open_again(session: Session, amendment_id: int | None) -> None:
    """The change that the decision had dropped waits again."""
    amendment = session.get(Amendment, amendment_id) if amendment_id else None
    if amendment is not None:
        amendment.outcome, amendment.resolved_at = Outcome.OPEN, None
        session.flush()
