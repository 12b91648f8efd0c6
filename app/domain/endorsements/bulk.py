"""One decision on many endorsements: each for itself, so that one that somebody else was faster with spoils nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.decisions import DECISIONS
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.records import Batch, Decision
from app.domain.endorsements.states import Action
from app.domain.endorsements.undoing import is_theirs, undo
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import (
    AlreadyEndorsed,
    NotFound,
    StaleDecision,
    TooManyAtOnce,
    TransitionRefused,
    UndoRefused,
)

AT_ONCE = (Action.APPROVE, Action.DECLINE)
MOST_AT_ONCE = 200


class Why(StrEnum):
    """Why one of many was not decided."""

    OVERTAKEN = "overtaken"  # somebody changed it after the page was read
    LISTED = "listed"  # the organisation is on the register already, by `other`
    GONE = "gone"  # there is no such endorsement any more


@dataclass(frozen=True)
class Missed:
    """One that was not decided; `other` names the endorsement that is in its way."""

    endorsement: str
    why: Why
    other: str = ""


def decide_many(session: Session, action: Action, verdicts: Mapping[str, Verdict]) -> Batch:
    """Approve or decline every endorsement that is named, each with the verdict beside its public id.

    What somebody else was faster with is left as it is, and the batch says so. Raises TransitionRefused for any other
    action, TooManyAtOnce, NotFound for none, and ReasonRequired; then nothing at all was decided.
    """
    if action not in AT_ONCE:
        raise TransitionRefused(action, "many")
    if len(verdicts) > MOST_AT_ONCE:
        raise TooManyAtOnce(MOST_AT_ONCE)
    first = next(iter(verdicts.values()), None)
    if first is None:
        raise NotFound
    batch = Batch(moderator_id=first.moderator_id, action=action, at=first.at)
    session.add(batch)
    session.flush()
    missed = [
        _attempt(session, name, DECISIONS[action], replace(verdict, batch_id=batch.id))
        for name, verdict in verdicts.items()
    ]
    batch.missed = [{"endorsement": one.endorsement, "why": one.why, "other": one.other} for one in missed if one]
    session.flush()
    return batch


def undo_many(session: Session, batch_public_id: str, *, moderator_id: int, at: datetime) -> Batch:
    """Undo every decision of the batch that nothing has happened to since; the others stand.

    Raises NotFound, and UndoRefused where it is another moderator's, was undone already, or its minute is over.
    """
    batch = the_batch(session, batch_public_id)
    if batch.undone_at is not None:
        raise UndoRefused("nothing_to_undo")
    if not is_theirs(session, batch.moderator_id, moderator_id):
        raise UndoRefused("not_yours")
    if at >= batch.until:
        raise UndoRefused("too_late")
    for decision, endorsement in decided_in(session, batch):
        verdict = Verdict(moderator_id=moderator_id, version=decision.left_version or 0, at=at)
        try:
            with session.begin_nested():
                undo(session, endorsement.public_id, verdict)
        except (StaleDecision, AlreadyEndorsed):
            continue
        except UndoRefused as refusal:
            if refusal.code == "nothing_to_undo":  # undone by itself a moment ago
                continue
            raise
    batch.undone_at = at
    session.flush()
    return batch


def may_undo_many(session: Session, batch: Batch, moderator_id: int, *, at: datetime) -> bool:
    """Whether this moderator could undo it at this moment, for the button on a page."""
    return batch.undone_at is None and at < batch.until and is_theirs(session, batch.moderator_id, moderator_id)


def the_batch(session: Session, name: str) -> Batch:
    """The batch of that public id. Raises NotFound."""
    found = session.scalar(sa.select(Batch).where(Batch.public_id == name))
    if found is None:
        raise NotFound(name)
    return found


def decided_in(session: Session, batch: Batch) -> Sequence[tuple[Decision, Endorsement]]:
    """What was decided together, undone or not, in the order of the list."""
    rows = session.execute(
        sa.select(Decision, Endorsement)
        .join(Endorsement, Endorsement.id == Decision.endorsement_id)
        .where(Decision.batch_id == batch.id)
        .order_by(Decision.id)
    )
    return [(decision, endorsement) for decision, endorsement in rows]


def number_decided_with(session: Session, decision: Decision) -> int:
    """How many others were decided together with it."""
    if decision.batch_id is None:
        return 0
    number = sa.select(sa.func.count()).select_from(Decision).where(Decision.batch_id == decision.batch_id)
    return (session.scalar(number) or 1) - 1


def _attempt(
    session: Session, name: str, decide: Callable[[Session, str, Verdict], Endorsement], verdict: Verdict
) -> Missed | None:
    """Decide one, or leave it wholly as it was."""
    try:
        with session.begin_nested():
            decide(session, name, verdict)
    except AlreadyEndorsed as refusal:
        return Missed(name, Why.LISTED, refusal.public_id)
    except (StaleDecision, TransitionRefused):
        return Missed(name, Why.OVERTAKEN)
    except NotFound:
        return Missed(name, Why.GONE)
    return None
