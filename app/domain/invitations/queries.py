"""Questions about invitations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, undefer

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.errors import NotFound
from app.domain.invitations.models import OPEN, Invitation, InvitationState, Mailing
from app.domain.statements.models import Statement


class Standing(StrEnum):
    """How an editor reads the list: what came of an invitation."""

    NOT_YET = "not_yet"
    LISTED = "listed"  # yes, and on the register
    WAITING = "waiting"  # yes, and before a moderator
    GONE = "gone"  # yes, but declined, withdrawn or erased since
    NO = "no"
    WITHDRAWN = "withdrawn"
    BOUNCED = "bounced"


_YES = {State.APPROVED: Standing.LISTED, State.PENDING: Standing.WAITING}
_IS_YES = Invitation.state == InvitationState.YES
_OTHER = ~Endorsement._state.in_(_YES)
_STANDS: Mapping[Standing, sa.ColumnElement[bool]] = {
    Standing.NOT_YET: Invitation.state.in_(OPEN),
    Standing.LISTED: sa.and_(_IS_YES, Endorsement._state == State.APPROVED),
    Standing.WAITING: sa.and_(_IS_YES, Endorsement._state == State.PENDING),
    Standing.GONE: sa.and_(_IS_YES, sa.or_(Endorsement.id.is_(None), _OTHER)),
    Standing.NO: Invitation.state == InvitationState.NO,
    Standing.WITHDRAWN: Invitation.state == InvitationState.WITHDRAWN,
    Standing.BOUNCED: Invitation.state == InvitationState.BOUNCED,
}


@dataclass(frozen=True)
class Numbers:
    """What came of the invitations of one statement."""

    by_standing: Mapping[Standing, int]
    remindable: int

    @property
    def invited(self) -> int:
        """How many there are at all."""
        return sum(self.by_standing.values())

    @property
    def yes(self) -> int:
        """How many endorsed, whatever became of that."""
        return sum(self.by_standing[one] for one in (Standing.LISTED, Standing.WAITING, Standing.GONE))

    @property
    def unreachable(self) -> int:
        """How many nobody waits for any more, though they did not answer."""
        return self.by_standing[Standing.WITHDRAWN] + self.by_standing[Standing.BOUNCED]


def the(session: Session, public_id: str) -> Invitation:
    """The invitation of that public id, with its statement. Raises NotFound."""
    found = session.scalar(
        sa.select(Invitation).options(joinedload(Invitation.statement)).where(Invitation.public_id == public_id)
    )
    if found is None:
        raise NotFound(public_id)
    return found


def standing(invitation: Invitation) -> Standing:
    """What came of this one."""
    if invitation.is_open:
        return Standing.NOT_YET
    if invitation.state != InvitationState.YES:
        return Standing(invitation.state)
    return _of_yes(invitation.endorsement.state if invitation.endorsement else None)


def _of_yes(state: str | None) -> Standing:
    return _YES.get(State(state), Standing.GONE) if state else Standing.GONE


def numbers(session: Session, statement_id: int) -> Numbers:
    """Every standing with its number."""
    rows = session.execute(
        sa.select(Invitation.state, Endorsement._state, sa.func.count())
        .outerjoin(Endorsement, Endorsement.id == Invitation.endorsement_id)
        .where(Invitation.statement_id == statement_id)
        .group_by(Invitation.state, Endorsement._state)
    )
    found: Counter[Standing] = Counter()
    for state, of_endorsement, number in rows:
        if state in OPEN:
            found[Standing.NOT_YET] += number
        elif state == InvitationState.YES:
            found[_of_yes(of_endorsement)] += number
        else:
            found[Standing(state)] += number
    remindable = session.scalar(
        sa.select(sa.func.count()).select_from(Invitation).where(*may_be_reminded(statement_id))
    )
    return Numbers(found, remindable or 0)


def may_be_reminded(statement_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions of those who did not answer, whose first mail left, and who were not reminded yet."""
    return (
        Invitation.statement_id == statement_id,
        Invitation.state == InvitationState.SENT,
        Invitation.reminded_at.is_(None),
        Invitation.email.is_not(None),
    )


def invitations(
    session: Session, statement_id: int, *, stands: Standing | None = None, most: int = 200, skip: int = 0
) -> Sequence[Invitation]:
    """Those of a statement in the order in which they were made."""
    wanted = (
        sa.select(Invitation)
        .outerjoin(Endorsement, Endorsement.id == Invitation.endorsement_id)
        .options(contains_eager(Invitation.endorsement))
        .where(Invitation.statement_id == statement_id)
    )
    if stands is not None:
        wanted = wanted.where(_STANDS[stands])
    return session.scalars(wanted.order_by(Invitation.id).limit(most).offset(skip)).all()


def all_of(session: Session, statement_id: int) -> Sequence[Invitation]:
    """Every one of a statement, in the order in which they were made."""
    return session.scalars(
        sa.select(Invitation).where(Invitation.statement_id == statement_id).order_by(Invitation.id)
    ).all()


def of_endorsement(session: Session, endorsement_id: int) -> Sequence[Invitation]:
    """The invitations that this endorsement answers."""
    return session.scalars(
        sa.select(Invitation)
        .options(joinedload(Invitation.mailing))
        .where(Invitation.endorsement_id == endorsement_id)
        .order_by(Invitation.id)
    ).all()


def said_no(session: Session, statement_id: int, organisation_hash: str) -> Invitation | None:
    """The last "no" of somebody at the organisation with this key, or None."""
    return session.scalar(
        sa.select(Invitation)
        .where(
            Invitation.statement_id == statement_id,
            Invitation.organisation_hash == organisation_hash,
            Invitation.state == InvitationState.NO,
        )
        .order_by(Invitation.id.desc())
        .limit(1)
    )


def the_mailing(session: Session, public_id: str) -> Mailing:
    """The list of that public id, with what was uploaded. Raises NotFound."""
    found = session.scalar(
        sa.select(Mailing)
        .options(joinedload(Mailing.statement), undefer(Mailing.raw))
        .where(Mailing.public_id == public_id)
    )
    if found is None:
        raise NotFound(public_id)
    return found


def unsent(session: Session) -> Sequence[Mailing]:
    """The lists that editors work on, the one touched last first."""
    return session.scalars(
        sa.select(Mailing).where(Mailing.sent_at.is_(None)).order_by(Mailing.touched_at.desc(), Mailing.id.desc())
    ).all()


def numbers_of_all(session: Session) -> Sequence[tuple[Statement, int]]:
    """Every published statement, the newest first, with how many were invited to it."""
    invited = (
        sa.select(sa.func.count())
        .select_from(Invitation)
        .where(Invitation.statement_id == Statement.id)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(Statement, invited).where(Statement.published_at.is_not(None)).order_by(Statement.id.desc())
    )
    return [(statement, number) for statement, number in rows]
