"""Questions about deliveries, and about what became of those who are in them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from app.domain.deliveries.models import Delivery
from app.domain.errors import NotFound
from app.domain.events.models import Event

_ERASED = "endorsement:erased"


def by_public_id(session: Session, public_id: str) -> Delivery:
    """The delivery of that public id, with its statement. Raises NotFound."""
    found = session.scalar(
        sa.select(Delivery).options(joinedload(Delivery.statement)).where(Delivery.public_id == public_id)
    )
    if found is None:
        raise NotFound(public_id)
    return found


def unmade(session: Session) -> Sequence[Delivery]:
    """Every delivery that waits to be made, the oldest first."""
    return session.scalars(
        sa.select(Delivery)
        .options(joinedload(Delivery.statement))
        .where(Delivery.sha256.is_(None))
        .order_by(Delivery.id)
    ).all()


def unmade_of(session: Session, statement_id: int) -> Delivery | None:
    """The delivery of that statement that waits to be made."""
    return session.scalar(
        sa.select(Delivery).where(Delivery.statement_id == statement_id, Delivery.sha256.is_(None)).limit(1)
    )


def deliveries_of(session: Session, statement_id: int) -> Sequence[Delivery]:
    """The deliveries of one statement, the newest first."""
    return session.scalars(
        sa.select(Delivery).where(Delivery.statement_id == statement_id).order_by(Delivery.id.desc())
    ).all()


def to_be_forgotten(session: Session) -> set[str]:
    """The public ids of packs in which somebody is who was erased since: their files must go.

    Whoever was on the register before the pack was made counts as being in it; too many go rather than too few.
    """
    erased, listed = aliased(Event), aliased(Event)
    was_listed = (
        sa.exists()
        .where(
            listed.endorsement_id == erased.endorsement_id,
            listed.id <= Delivery.event_id,
            listed.tag.in_(("endorsement:approved", "endorsement:founded")),
        )
        .correlate(erased, Delivery)
    )
    found = sa.select(Delivery.public_id).where(
        sa.exists().where(
            erased.statement_id == Delivery.statement_id,
            erased.id > Delivery.event_id,
            erased.tag == _ERASED,
            was_listed,
        )
    )
    return set(session.scalars(found))
