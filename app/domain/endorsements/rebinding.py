"""A newer text, and those who signed an earlier one: they are asked, and say whether they stand by it.

A signature moves to a newer revision only by `stand_by`: when its organisation says so, or told the moderators.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.askings import Asking, Standing
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import State
from app.domain.errors import ReasonRequired, RebindingRefused, RevisionChanged, TransitionRefused
from app.domain.events.models import ActorKind
from app.domain.events.operations import SIGNATORY, Actor, record
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import Addressee, queue_many
from app.domain.statements.models import Revision, RevisionKind
from app.domain.statements.operations import with_each_revision
from app.domain.statements.queries import current_revision

MAY_STAND = (State.PENDING, State.APPROVED)  # what is unconfirmed signs first, what is withdrawn is over
_AT_ONCE = 500  # rows written by one statement


def asked_of(statement_id: int) -> sa.ColumnElement[bool]:
    """Who is asked by mail about a substantive revision: the register, and who waits with a confirmed address."""
    waits = sa.and_(Endorsement._state == State.PENDING, Endorsement.confirmed_at.is_not(None))
    return sa.and_(
        Endorsement.statement_id == statement_id,
        Endorsement.email.is_not(None),
        sa.or_(Endorsement._state == State.APPROVED, waits),
    )


def number_to_ask(session: Session, statement_id: int) -> int:
    """How many organisations a substantive revision would ask, at this moment."""
    return session.scalar(sa.select(sa.func.count()).select_from(Endorsement).where(asked_of(statement_id))) or 0


@with_each_revision
def ask(session: Session, revision: Revision, at: datetime) -> int:
    """Mail those who signed an earlier text, where this one means something else. Returns how many."""
    if revision.kind != RevisionKind.SUBSTANTIVE:
        return 0
    wanted = sa.select(Endorsement.email, Endorsement.locale, Endorsement.id, Endorsement.version)
    found = session.execute(wanted.where(asked_of(revision.statement_id)).order_by(Endorsement.id))
    addressees = [Addressee(email or "", locale, name, version) for email, locale, name, version in found]
    queue_many(session, MessageKind.REVISED, addressees, about=str(revision.number), at=at)
    rows = [{"endorsement_id": one.endorsement_id, "revision_id": revision.id, "asked_at": at} for one in addressees]
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(sa.insert(Asking), rows[start : start + _AT_ONCE])
    return len(rows)


def stand_by(session: Session, public_id: str, number: int, *, by: Actor, at: datetime, how: str = "") -> bool:
    """Bind the signature to this revision, the newest. True the first time, False when it stood there before.

    A moderator notes it with how the organisation agreed, and only where it has no address to be asked at.
    Raises NotFound, TransitionRefused, RevisionChanged where a newer text was published since this one was read,
    RebindingRefused (has_address), ReasonRequired.
    """
    endorsement = the(session, public_id)
    if endorsement.revision.number >= number:
        return False
    revision = _asked_about(session, endorsement, number)
    if by.kind is not ActorKind.SIGNATORY:
        if endorsement.email:
            raise RebindingRefused("has_address")
        if not how:
            raise ReasonRequired
    signed = endorsement.revision.number
    endorsement.revision = revision
    if endorsement.state is State.APPROVED:
        endorsement.statement.register_version += 1
    _answer(session, endorsement, revision, Standing.STANDS, by=by, at=at, how=how)
    _record(session, endorsement, "stood_by", by=by, at=at, signed=signed, revision=number)
    return True


def stay(session: Session, public_id: str, number: int, *, at: datetime) -> bool:
    """The organisation stays with the text that it signed, and knows this one. False where it said so before, or
    stands by this one already.

    Raises NotFound, TransitionRefused, RevisionChanged as `stand_by` does.
    """
    endorsement = the(session, public_id)
    if endorsement.revision.number >= number:
        return False
    revision = _asked_about(session, endorsement, number)
    if not _answer(session, endorsement, revision, Standing.STAYS, by=SIGNATORY, at=at):
        return False
    _record(session, endorsement, "stayed", by=SIGNATORY, at=at, signed=endorsement.revision.number, revision=number)
    return True


def _asked_about(session: Session, endorsement: Endorsement, number: int) -> Revision:
    if endorsement.state not in MAY_STAND:
        raise TransitionRefused("stand_by", endorsement.state)
    current = current_revision(session, endorsement.statement_id)
    if current.number != number:
        raise RevisionChanged(number, current.number)
    return current


def _answer(
    session: Session,
    endorsement: Endorsement,
    revision: Revision,
    answer: Standing,
    *,
    by: Actor,
    at: datetime,
    how: str = "",
) -> bool:
    """Write the answer down; False where it is the one that stands there."""
    asking = session.get(Asking, (endorsement.id, revision.id))
    if asking is None:
        asking = Asking(endorsement_id=endorsement.id, revision_id=revision.id)
        session.add(asking)
    if asking.answer == answer:
        return False
    asking.answer, asking.answered_at = answer, at
    asking.moderator_id, asking.how = by.moderator_id, how
    session.flush()
    return True


def _record(
    session: Session, endorsement: Endorsement, what: str, *, by: Actor, at: datetime, signed: int, revision: int
) -> None:
    record(
        session,
        f"endorsement:{what}",
        by=by,
        at=at,
        statement_id=endorsement.statement_id,
        endorsement_id=endorsement.id,
        signed=signed,
        revision=revision,
        version=endorsement.version,
    )
