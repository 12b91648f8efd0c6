"""Block lists: addresses, domains and networks whose endorsements are not taken. Nobody is told that it is blocked."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.domain.base import STRICT, Model, one_of, public_id
from app.domain.errors import NotFound
from app.domain.events.operations import Actor, record


class BlockKind(StrEnum):
    """What is blocked."""

    ADDRESS = "address"
    DOMAIN = "domain"  # with everything under it
    NETWORK = "network"


class Block(Model):
    """One entry. Of an e-mail address only a keyed hash is kept, and a hint by which a moderator knows it again."""

    __tablename__ = "block"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id)
    kind: Mapped[str]
    value: Mapped[str]
    shown: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("moderator.id"))
    created_at: Mapped[datetime]
    hits: Mapped[int] = mapped_column(default=0)  # how often it kept something out
    last_hit_at: Mapped[datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.UniqueConstraint("kind", "value"),
        sa.CheckConstraint(one_of("kind", BlockKind), "kind"),
        STRICT,
    )


def all_blocks(session: Session) -> Sequence[Block]:
    """Every entry, the newest first."""
    return session.scalars(sa.select(Block).order_by(Block.id.desc())).all()


def block(
    session: Session, kind: BlockKind, value: str, *, shown: str, note: str, moderator_id: int, at: datetime
) -> Block:
    """Take nothing more from there. What is blocked already stays as it is."""
    found = session.scalar(sa.select(Block).where(Block.kind == kind, Block.value == value))
    if found is not None:
        return found
    entry = Block(kind=kind, value=value, shown=shown, note=note, moderator_id=moderator_id, created_at=at)
    session.add(entry)
    session.flush()
    record(session, "block:added", by=Actor.moderator(moderator_id), at=at, block=entry.public_id, kind=kind)
    return entry


def lift(session: Session, public_id: str, *, moderator_id: int, at: datetime) -> None:
    """Take the entry off the list. Raises NotFound."""
    entry = session.scalar(sa.select(Block).where(Block.public_id == public_id))
    if entry is None:
        raise NotFound(public_id)
    session.delete(entry)
    record(session, "block:lifted", by=Actor.moderator(moderator_id), at=at, block=public_id, kind=entry.kind)


@dataclass(frozen=True)
class KeptOut:
    """Every address, as it was hashed for the list, and every domain from which nothing is taken."""

    addresses: frozenset[str]
    domains: frozenset[str]

    def holds(self, *, address: str, domain: str) -> bool:
        """Whether an entry stands against this address or its domain."""
        return address in self.addresses or not self.domains.isdisjoint(_with_parents(domain))


def kept_out(session: Session) -> KeptOut:
    """What is blocked but networks, to look many addresses up; no entry is told that it was needed."""
    rows = session.execute(sa.select(Block.kind, Block.value)).all()
    of = {wanted: frozenset(value for kind, value in rows if kind == wanted) for wanted in BlockKind}
    return KeptOut(of[BlockKind.ADDRESS], of[BlockKind.DOMAIN])


def keeps_out(session: Session, *, address: str, domain: str, source: str, at: datetime) -> bool:
    """Whether an entry stands against this: `address` as it was hashed for the list, `source` an IP address or "".

    The entry is told that it was needed.
    """
    domains = _with_parents(domain)
    entry = session.scalar(
        sa.select(Block)
        .where(
            sa.or_(
                sa.and_(Block.kind == BlockKind.ADDRESS, Block.value == address),
                sa.and_(Block.kind == BlockKind.DOMAIN, Block.value.in_(domains)),
            )
        )
        .limit(1)
    ) or _of_network(session, source)
    if entry is None:
        return False
    entry.hits += 1
    entry.last_hit_at = at
    return True


def _with_parents(domain: str) -> list[str]:
    labels = domain.split(".")
    return [".".join(labels[place:]) for place in range(len(labels))]


def _of_network(session: Session, source: str) -> Block | None:
    try:
        ip = ipaddress.ip_address(source)
    except ValueError:
        return None
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    networks = session.scalars(sa.select(Block).where(Block.kind == BlockKind.NETWORK).order_by(Block.id))
    return next((entry for entry in networks if ip in ipaddress.ip_network(entry.value)), None)
