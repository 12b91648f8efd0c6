"""Two endorsements that may be of one organisation: made one, or told apart; either is remembered for the next time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.domain.endorsements.aliases import teach
from app.domain.endorsements.decisions import considered, enact
from app.domain.endorsements.evidence.observing import observe
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import Action, Reason, State, target
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import MergeRefused
from app.domain.events.operations import Actor, record


def merge(
    session: Session, public_id: str, into_public_id: str, verdict: Verdict, *, other_version: int
) -> tuple[Endorsement, Endorsement]:
    """They are of one organisation: the older stays, the newer is declined or withdrawn and its signatory told kindly.

    Which is the older is not asked: see `elder_first`. Returns the one that is kept and the one that is not. Raises
    NotFound, StaleDecision where either was changed since, TransitionRefused and MergeRefused.
    """
    one, other = _both(session, public_id, into_public_id, verdict, other_version)
    if refused := why_not_merged(one, other):
        raise MergeRefused(refused)
    kept, gone = elder_first(one, other)
    action = Action.WITHDRAW if gone.state is State.APPROVED else Action.DECLINE
    moved_to = target(action, gone.state, verdict.by.kind)
    said = replace(verdict, version=gone.version, reason=Reason.DUPLICATE)
    enact(session, gone, action, moved_to, said, same_as=kept)
    teach(session, gone, kept, joined=True, moderator_id=verdict.moderator_id, at=verdict.at)
    flag_modified(kept, "decided_at")  # a new version: whoever has it open reads first that it stands for both now
    session.flush()
    _record(session, "kept", kept, gone, by=verdict.by, at=verdict.at)
    return kept, gone


def keep_apart(session: Session, public_id: str, other_public_id: str, verdict: Verdict, *, other_version: int) -> None:
    """They are two organisations; that they look alike is not said again, under any statement. Nobody is written to.

    Raises NotFound, StaleDecision, and MergeRefused where their names are one to the register: it lists only one.
    """
    one, other = _both(session, public_id, other_public_id, verdict, other_version)
    if one.organisation_key == other.organisation_key:
        raise MergeRefused("same_key")
    teach(session, one, other, joined=False, moderator_id=verdict.moderator_id, at=verdict.at)
    _record(session, "kept_apart", one, other, by=verdict.by, at=verdict.at)
    _record(session, "kept_apart", other, one, by=verdict.by, at=verdict.at)
    for each in (one, other):
        observe(session, each, at=verdict.at)  # that they look alike is no evidence any more


def why_not_merged(one: Endorsement, other: Endorsement) -> str:
    """Why these two cannot be made one as they stand, as a code; "" where they can."""
    if any(each.state not in (State.PENDING, State.APPROVED) for each in (one, other)):
        return "not_waiting"
    return "both_founding" if one.is_founding and other.is_founding else ""


def elder_first(one: Endorsement, other: Endorsement) -> tuple[Endorsement, Endorsement]:
    """A founding signatory before all others, then who is listed, then who was listed or confirmed first."""
    first, second = sorted((one, other), key=_age)
    return first, second


def _age(endorsement: Endorsement) -> tuple[bool, bool, datetime, int]:
    came = endorsement.listed_at or endorsement.confirmed_at or endorsement.created_at
    return not endorsement.is_founding, endorsement.state is not State.APPROVED, came, endorsement.id


def _both(
    session: Session, public_id: str, other_public_id: str, verdict: Verdict, other_version: int
) -> tuple[Endorsement, Endorsement]:
    """Both, as they were read. Raises NotFound, StaleDecision, MergeRefused."""
    one = considered(session, public_id, verdict)
    other = considered(session, other_public_id, replace(verdict, version=other_version))
    if one is other or one.statement_id != other.statement_id:
        raise MergeRefused("not_a_pair")
    return one, other


def _record(
    session: Session, what: str, endorsement: Endorsement, other: Endorsement, *, by: Actor, at: datetime
) -> None:
    record(
        session,
        f"endorsement:{what}",
        by=by,
        at=at,
        statement_id=endorsement.statement_id,
        endorsement_id=endorsement.id,
        other=other.id,
    )
