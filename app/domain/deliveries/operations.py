"""What is done about deliveries: an editor asks for one, the program makes it and writes down what it made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.deliveries.models import Delivery
from app.domain.deliveries.queries import by_public_id, unmade_of
from app.domain.errors import StatementRefused
from app.domain.events.operations import SYSTEM, Actor, record
from app.domain.statements.queries import by_slug


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """What a pack shows, and what its file is."""

    at: datetime
    revision: int
    register_version: int
    organisations: int
    countries: int
    event_id: int
    sha256: str
    size: int


def deliver(session: Session, slug: str, *, by: Actor, at: datetime) -> Delivery:
    """Have a pack made of a published statement; one that waits to be made already is the same pack.

    Raises NotFound, and StatementRefused (not_published).
    """
    statement = by_slug(session, slug)
    if statement.published_at is None:
        raise StatementRefused("not_published", slug)
    waiting = unmade_of(session, statement.id)
    if waiting is not None:
        return waiting
    delivery = Delivery(statement_id=statement.id, asked_at=at, moderator_id=by.moderator_id)
    session.add(delivery)
    session.flush()
    record(session, "statement:delivered", by=by, at=at, statement_id=statement.id, delivery=delivery.public_id)
    return delivery


def mark_made(session: Session, public_id: str, frozen: Frozen, *, at: datetime) -> bool:
    """Write down what was made. False where another process did so before. Raises NotFound."""
    delivery = by_public_id(session, public_id)
    if delivery.is_made:
        return False
    delivery.frozen_at, delivery.event_id = frozen.at, frozen.event_id
    delivery.revision, delivery.register_version = frozen.revision, frozen.register_version
    delivery.organisations, delivery.countries = frozen.organisations, frozen.countries
    delivery.sha256, delivery.size = frozen.sha256, frozen.size
    session.flush()
    record(
        session,
        "statement:delivery_made",
        by=SYSTEM,
        at=at,
        statement_id=delivery.statement_id,
        delivery=public_id,
        sha256=frozen.sha256,
    )
    return True
