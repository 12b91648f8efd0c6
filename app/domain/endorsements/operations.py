"""What people do to an endorsement. This file alone writes its state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.domain.endorsements import amendments, notices
from app.domain.endorsements.details import EndorsementDetails
from app.domain.endorsements.evidence.observing import observe
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import is_submitted, listed_under, live_for_email, the
from app.domain.endorsements.states import Action, State, target
from app.domain.errors import AlreadyEndorsed, RevisionChanged, StaleDecision, StatementClosed
from app.domain.events.models import ActorKind
from app.domain.events.operations import SIGNATORY, Actor, record
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import may_be_mailed
from app.domain.statements.draft import Founder
from app.domain.statements.models import Statement
from app.domain.statements.queries import current_revision

GRACE_TO_CONFIRM = timedelta(hours=24)  # after closing, for those who endorsed in time


def endorse(
    session: Session,
    statement: Statement,
    details: EndorsementDetails,
    *,
    revision_seen: int,
    submission_id: str,
    locale: str,
    at: datetime,
    suspicion: str | None = None,
    held: bool = False,
    source: str | None = None,
) -> None:
    """Take an organisation's co-signature and mail the link that confirms it.

    The same form twice, or an address that has endorsed already, adds nothing; the truth goes by mail only.
    Raises StatementClosed, and RevisionChanged where a newer text was published since the form was read.
    """
    if not statement.accepts(at):
        raise StatementClosed(statement.slug, statement.closes_at)
    revision = current_revision(session, statement.id)
    if revision.number != revision_seen:
        raise RevisionChanged(revision_seen, revision.number)
    if is_submitted(session, submission_id):
        return
    may_mail = may_be_mailed(session, details.email, at=at)
    endorsement = live_for_email(session, statement.id, details.email)
    if endorsement is None:
        endorsement = Endorsement(
            statement_id=statement.id,
            revision_id=revision.id,
            submission_id=submission_id,
            locale=locale,
            suspicion=suspicion,
            held=held,
            source=source,
            late=statement.takes_late(at),
            created_at=at,
        )
        endorsement._state = State.UNCONFIRMED
        endorsement.write_down(details)
        session.add(endorsement)
        tag = "endorsement:endorsed"
    elif endorsement.state is State.UNCONFIRMED and may_mail:
        # The latest form is what the person means. Where it says something new, the link mailed before stops working.
        if (details, revision.id) != (endorsement.details, endorsement.revision_id):
            endorsement.write_down(details)
            endorsement.revision_id, endorsement.submission_id = revision.id, submission_id
            endorsement.locale = locale
        if not may_be_confirmed(endorsement, at=at):
            endorsement.late = True  # its time was over, and it is taken all the same
        tag = "endorsement:endorsed_again"
    else:
        tag = "endorsement:endorsed_again"
    session.flush()
    record(session, tag, by=SIGNATORY, at=at, statement_id=statement.id, endorsement_id=endorsement.id)
    if may_mail:
        kind = MessageKind.CONFIRM if endorsement.state is State.UNCONFIRMED else MessageKind.ALREADY
        notices.to_signatory(session, endorsement, kind, at=at)


def confirm(session: Session, public_id: str, *, version: int, at: datetime) -> bool:
    """Sign: the mailbox's owner declares to be authorised. True the first time, False when it was done before.

    Raises NotFound, StaleDecision where the details changed after the link was mailed, StatementClosed a day after
    the closing time, TransitionRefused where it was withdrawn.
    """
    endorsement = the(session, public_id)
    if endorsement.state not in (State.UNCONFIRMED, State.WITHDRAWN):
        return False
    moved_to = target(Action.CONFIRM, endorsement.state, SIGNATORY.kind)
    if endorsement.version != version:
        raise StaleDecision(public_id)
    if not may_be_confirmed(endorsement, at=at):
        raise StatementClosed(endorsement.statement.slug, endorsement.statement.closes_at)
    endorsement.confirmed_at = endorsement.queued_at = at
    move(session, endorsement, Action.CONFIRM, moved_to, by=SIGNATORY, at=at)
    observe(session, endorsement, at=at)
    if not endorsement.held:  # whoever sends many like a robot causes no mail
        notices.to_moderators(session, at=at)
    return True


def may_be_confirmed(endorsement: Endorsement, *, at: datetime) -> bool:
    """Whether there is still time to: those who endorsed before the statement closed have a day more.

    So have those who endorsed late, from when no late endorsements were taken any more.
    """
    ends_at = closing_of(endorsement)
    return ends_at is None or at < ends_at + GRACE_TO_CONFIRM


def closing_of(endorsement: Endorsement) -> datetime | None:
    """From when no endorsements of its kind, in time or late, are taken; None where there is no such moment."""
    statement = endorsement.statement
    return statement.late_until if endorsement.late and statement.closes_at is not None else statement.closes_at


def withdraw(session: Session, public_id: str, *, at: datetime, why: str = "") -> bool:
    """The signatory takes its endorsement back; final. True the first time, False when it was done before.

    `why` is for the moderators alone. Raises NotFound, and TransitionRefused where it was declined.
    """
    endorsement = the(session, public_id)
    if endorsement.state is State.WITHDRAWN:
        return False
    moved_to = target(Action.WITHDRAW, endorsement.state, SIGNATORY.kind)
    endorsement.withdrawal_note = why
    move(session, endorsement, Action.WITHDRAW, moved_to, by=SIGNATORY, at=at)
    notices.to_signatory(session, endorsement, MessageKind.WITHDRAWN, at=at)
    return True


def list_founder(
    session: Session,
    statement: Statement,
    founder: Founder,
    *,
    place: int,
    locale: str,
    by: Actor,
    at: datetime,
) -> None:
    """Enter a founding signatory at its printed place, under the newest text.

    Raises AlreadyEndorsed where the name is there already.
    """
    endorsement = Endorsement(
        statement_id=statement.id,
        revision_id=statement.revisions[-1].id,
        printed_position=place,
        agreed=founder.agreed,
        locale=locale,
        created_at=at,
        listed_at=at,
    )
    endorsement.write_down(
        EndorsementDetails(
            organisation=founder.name,
            organisation_latin=founder.latin,
            country=founder.country or "",
            website=founder.website,
            representative="",
            position="",
            email="",
        )
    )
    endorsement.email = None
    other = listed_under(session, statement.id, endorsement.organisation_key)
    if other is not None:
        raise AlreadyEndorsed(other)
    endorsement._state = State.APPROVED
    session.add(endorsement)
    session.flush()
    ids = {"statement_id": statement.id, "endorsement_id": endorsement.id}
    record(session, "endorsement:founded", by=by, at=at, **ids, place=place)
    observe(session, endorsement, at=at)


def take_imported(session: Session, endorsement: Endorsement, *, by: Actor, at: datetime, row: int) -> None:
    """Enter an organisation that agreed elsewhere, for a moderator to decide; nobody is mailed. `row`: of its file.

    Nobody has looked at it yet: thousands may come in one transaction, and others wait for that to end.
    """
    endorsement._state = State.PENDING
    session.add(endorsement)
    session.flush()
    ids = {"statement_id": endorsement.statement_id, "endorsement_id": endorsement.id}
    record(session, "endorsement:imported", by=by, at=at, **ids, row=row)


def move(
    session: Session,
    endorsement: Endorsement,
    action: Action,
    moved_to: State,
    *,
    by: Actor,
    at: datetime,
    **facts: Any,
) -> None:
    """Change the state, say so with these facts in the audit trail, and tell readers' pages of a changed register.

    For the operations of this noun alone, once the table of rules has allowed `moved_to`.
    """
    came_from = endorsement.state
    endorsement._state = moved_to
    endorsement.held = endorsement.held and by.kind is not ActorKind.MODERATOR  # somebody has looked at it
    if State.APPROVED in (came_from, moved_to):
        endorsement.statement.register_version += 1
    if moved_to is not State.APPROVED:
        endorsement.listed_at = None
        amendments.drop_open(session, endorsement, at=at)
    endorsement.withdrawn_at = at if moved_to is State.WITHDRAWN else None
    session.flush()
    record(
        session,
        f"endorsement:{PAST_TENSE[action]}",
        by=by,
        at=at,
        statement_id=endorsement.statement_id,
        endorsement_id=endorsement.id,
        came_from=came_from,
        version=endorsement.version,
        links=endorsement.link_version,
        **{name: value for name, value in facts.items() if value is not None},
    )


PAST_TENSE = {
    Action.CONFIRM: "confirmed",
    Action.APPROVE: "approved",
    Action.DECLINE: "declined",
    Action.RECONSIDER: "reconsidered",
    Action.WITHDRAW: "withdrawn",
    Action.UNDO: "undone",
}
