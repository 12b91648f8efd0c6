"""Changes of what an endorsement says. What the public sees of a listed one stays until a moderator accepts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.domain.endorsements import notices
from app.domain.endorsements.details import FIELDS, PERSON, PUBLIC_FIELDS, EndorsementDetails
from app.domain.endorsements.evidence.observing import observe
from app.domain.endorsements.models import Amendment, Endorsement, Outcome
from app.domain.endorsements.queries import listed_under, the
from app.domain.endorsements.states import Action, State, target
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import AlreadyEndorsed, NotFound, StaleDecision
from app.domain.events.models import ActorKind, Event
from app.domain.events.operations import SIGNATORY, Actor, record
from app.domain.outbox.models import MessageKind

TOLD = (*PUBLIC_FIELDS, *PERSON, "show_representative")  # what a signatory is told of when a moderator changes it
_TOLD_IN = (State.PENDING, State.APPROVED)  # before that the mailbox is not proved
_SEEN_BY_A_MODERATOR = ("endorsement:approved", "endorsement:amended", "endorsement:amendment_accepted")


def amend(
    session: Session, public_id: str, details: EndorsementDetails, *, version: int, by: Actor, at: datetime
) -> Endorsement:
    """Change what an endorsement says; its e-mail address stays as it was proved.

    A signatory's change of public facts of a listed endorsement waits for a moderator; everything else, and every
    change by a moderator, holds at once; of the latter the signatory is told.

    Raises NotFound, TransitionRefused, StaleDecision, AlreadyEndorsed.
    """
    endorsement = the(session, public_id)
    target(Action.AMEND, endorsement.state, by.kind)
    if endorsement.version != version:
        raise StaleDecision(public_id)
    was = endorsement.details
    wanted = replace(details, email=was.email)
    changed = [name for name in FIELDS if getattr(was, name) != getattr(wanted, name)]
    public = _public_fields(wanted, changed, person_is_known=_person_is_known(session, endorsement))
    held = endorsement.state is State.APPROVED and by.kind is ActorKind.SIGNATORY
    kept = public if by.kind is ActorKind.SIGNATORY else [name for name in changed if name in TOLD]
    drop_open(session, endorsement, at=at)
    amendment = None
    if kept:
        amendment = Amendment(
            before={name: getattr(was, name) for name in kept},
            after={name: getattr(wanted, name) for name in kept},
            outcome=Outcome.OPEN if held else Outcome.ACCEPTED,
            proposed_at=at,
            resolved_at=None if held else at,
        )
        endorsement.amendments.append(amendment)
    _hold(session, endorsement, _keeping(wanted, was, public) if held else wanted, at=at)
    _record(session, endorsement, "amendment_proposed" if held and public else "amended", by, at, changed, amendment)
    if amendment is not None and by.kind is not ActorKind.SIGNATORY and endorsement.state in _TOLD_IN:
        notices.to_signatory(session, endorsement, MessageKind.AMENDED, at=at, about=str(amendment.id))
    return endorsement


def show_representative(session: Session, public_id: str, shown: bool, *, at: datetime) -> Endorsement:
    """The signatory shows its name on the register, or hides it, and nothing else; a change that waits goes on waiting.

    Hiding holds at once. So does showing, unless no moderator has seen the name yet. Doing it twice does no harm.
    Raises NotFound, TransitionRefused.
    """
    endorsement = the(session, public_id)
    target(Action.AMEND, endorsement.state, SIGNATORY.kind)
    waiting = endorsement.open_amendment
    said = replace(endorsement.details, **waiting.after) if waiting else endorsement.details
    if said.show_representative is shown:
        return endorsement
    details = replace(said, show_representative=shown)
    return amend(session, public_id, details, version=endorsement.version, by=SIGNATORY, at=at)


def accept_amendment(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """Let the proposed change hold, on the register too; its signatory is told.

    Raises NotFound, StaleDecision, AlreadyEndorsed.
    """
    endorsement, amendment = _proposed(session, public_id, verdict)
    amendment.outcome, amendment.resolved_at = Outcome.ACCEPTED, verdict.at
    _hold(session, endorsement, replace(endorsement.details, **amendment.after), at=verdict.at)
    _answer(session, endorsement, "amendment_accepted", verdict, amendment)
    return endorsement


def refuse_amendment(session: Session, public_id: str, verdict: Verdict) -> Endorsement:
    """Leave everything as it stands; its signatory is told. Raises NotFound, StaleDecision."""
    endorsement, amendment = _proposed(session, public_id, verdict)
    amendment.outcome, amendment.resolved_at = Outcome.REFUSED, verdict.at
    _touch(endorsement, at=verdict.at)
    session.flush()
    _answer(session, endorsement, "amendment_refused", verdict, amendment)
    return endorsement


def drop_open(session: Session, endorsement: Endorsement, *, at: datetime) -> None:
    """End a proposal that a later one or a decision has overtaken."""
    with session.no_autoflush:  # half a change is no version of its own
        amendment = endorsement.open_amendment
    if amendment is not None:
        amendment.outcome, amendment.resolved_at = Outcome.REPLACED, at
        session.flush()  # before another is added: only one may be open


def _public_fields(wanted: EndorsementDetails, changed: list[str], *, person_is_known: bool) -> list[str]:
    """What readers would see differently with these details; a person's name only where it is shown."""
    names: tuple[str, ...] = PUBLIC_FIELDS
    if wanted.show_representative:
        # Showing a name that a moderator has seen is the signatory's choice; showing a new one is not yet.
        known = person_is_known and not set(PERSON) & set(changed)
        names += PERSON if known else (*PERSON, "show_representative")
    return [name for name in changed if name in names]


def _person_is_known(session: Session, endorsement: Endorsement) -> bool:
    """Whether a moderator has decided about the endorsement, or corrected it, since its person's name changed."""
    events = session.execute(
        sa.select(Event.tag, Event.actor_kind, Event.facts)
        .where(Event.endorsement_id == endorsement.id)
        .order_by(Event.id.desc())
    )
    for tag, actor, facts in events:
        if actor == ActorKind.MODERATOR and tag in _SEEN_BY_A_MODERATOR:
            return True
        if set(PERSON) & set(facts.get("changed", ())):
            return False
    return True


def _keeping(wanted: EndorsementDetails, was: EndorsementDetails, names: list[str]) -> EndorsementDetails:
    return replace(wanted, **{name: getattr(was, name) for name in names})


def _proposed(session: Session, public_id: str, verdict: Verdict) -> tuple[Endorsement, Amendment]:
    endorsement = the(session, public_id)
    if endorsement.version != verdict.version:
        raise StaleDecision(public_id)
    amendment = endorsement.open_amendment
    if amendment is None:
        raise NotFound
    return endorsement, amendment


def _hold(session: Session, endorsement: Endorsement, details: EndorsementDetails, *, at: datetime) -> None:
    """Write the details down; readers' pages are told where they show them."""
    email_key = endorsement.email_key
    endorsement.write_down(details)
    endorsement.email, endorsement.email_key = endorsement.email if email_key else None, email_key
    _touch(endorsement, at=at)
    if endorsement.state is State.APPROVED:
        with session.no_autoflush:
            other = listed_under(session, endorsement.statement_id, endorsement.organisation_key)
        if other not in (None, endorsement.public_id):
            raise AlreadyEndorsed(str(other))
        endorsement.statement.register_version += 1
    session.flush()
    observe(session, endorsement, at=at)  # what was verified is verified again


def _touch(endorsement: Endorsement, *, at: datetime) -> None:
    """Make a new version of it, even where none of its own columns changes: whoever read the one before must look."""
    endorsement.amended_at = at
    flag_modified(endorsement, "amended_at")


def _answer(session: Session, endorsement: Endorsement, what: str, verdict: Verdict, amendment: Amendment) -> None:
    _record(session, endorsement, what, verdict.by, verdict.at, list(amendment.after), amendment)
    notices.to_signatory(session, endorsement, MessageKind.AMENDMENT, at=verdict.at, about=str(amendment.id))


def _record(
    session: Session,
    endorsement: Endorsement,
    what: str,
    by: Actor,
    at: datetime,
    changed: list[str],
    amendment: Amendment | None,
) -> None:
    record(
        session,
        f"endorsement:{what}",
        by=by,
        at=at,
        statement_id=endorsement.statement_id,
        endorsement_id=endorsement.id,
        changed=sorted(changed),
        version=endorsement.version,
        **({"amendment": amendment.id} if amendment is not None else {}),
    )
