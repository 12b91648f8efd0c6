"""Questions about the ledger: its leaves, its heads, and what may be seen of a leaf that is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.ledger import commitments
from app.domain.ledger.commitments import Payload
from app.domain.ledger.entries import Entry, parse
from app.domain.ledger.models import LedgerCheckpoint, LedgerKey, LedgerLeaf, LedgerListing, LedgerOpening
from app.domain.ledger.notes import Note, Verifier

AT_ONCE = 4096  # leaves in memory


@dataclass(frozen=True)
class Opening:
    """What opens the commitment in force of one listed endorsement."""

    index: int
    payload: Payload
    salt: bytes


def size_of(session: Session) -> int:
    """How many leaves there are; the indexes have no gap."""
    last = session.scalar(sa.select(sa.func.max(LedgerLeaf.idx)))
    return 0 if last is None else last + 1


def hashes(session: Session, start: int, stop: int) -> list[bytes]:
    """Of the leaves from one index up to, and without, another."""
    return list(session.scalars(_between(sa.select(LedgerLeaf.hash), start, stop)))


def entries(session: Session, start: int, stop: int) -> list[bytes]:
    """The bytes of those leaves."""
    return list(session.scalars(_between(sa.select(LedgerLeaf.entry), start, stop)))


def all_entries(session: Session, size: int) -> Iterator[bytes]:
    """The first so many, a few at a time."""
    for start in range(0, size, AT_ONCE):
        yield from entries(session, start, min(start + AT_ONCE, size))


def read_entries(session: Session, start: int, stop: int) -> Sequence[Entry]:
    """The same, read."""
    return [parse(content) for content in entries(session, start, stop)]


def newest_head(session: Session) -> Note | None:
    """The last head that was signed, or None; only what it covers is shown to anybody."""
    note = session.scalar(sa.select(LedgerCheckpoint.note).order_by(LedgerCheckpoint.size.desc()).limit(1))
    return Note.parse(note) if note else None


def signed_size(session: Session) -> int:
    """How many leaves the last signed head covers."""
    return session.scalar(sa.select(sa.func.max(LedgerCheckpoint.size))) or 0


def openings(session: Session, endorsement_ids: Sequence[int]) -> dict[int, Opening]:
    """By endorsement: what opens the commitment in force of those of these that are listed."""
    rows = session.execute(
        sa.select(LedgerListing.endorsement_id, LedgerOpening.idx, LedgerOpening.payload, LedgerOpening.salt)
        .join(LedgerOpening, LedgerOpening.idx == LedgerListing.opening)
        .where(LedgerListing.endorsement_id.in_(endorsement_ids))
    )
    return {row[0]: Opening(row[1], commitments.parse(row[2]), row[3]) for row in rows if row[0] is not None}


def undisclosed(session: Session, slug: str) -> int:
    """How many are listed by the ledger under a statement of which nothing is shown."""
    rows = (
        sa.select(sa.func.count())
        .select_from(LedgerListing)
        .outerjoin(LedgerOpening, LedgerOpening.idx == LedgerListing.opening)
        .where(LedgerListing.slug == slug, sa.or_(LedgerOpening.idx.is_(None), LedgerListing.endorsement_id.is_(None)))
    )
    return session.scalar(rows) or 0


def known_keys(session: Session) -> list[Verifier]:
    """Every key that ever signed a head, the newest first."""
    return [
        Verifier.from_vkey(vkey) for vkey in session.scalars(sa.select(LedgerKey.vkey).order_by(LedgerKey.id.desc()))
    ]


def listing_of(session: Session, endorsement_id: int) -> LedgerListing | None:
    """How the ledger lists this endorsement; None where it does not."""
    return session.scalar(sa.select(LedgerListing).where(LedgerListing.endorsement_id == endorsement_id))


def _between(wanted: sa.Select[tuple[bytes]], start: int, stop: int) -> sa.Select[tuple[bytes]]:
    return wanted.where(LedgerLeaf.idx >= start, LedgerLeaf.idx < stop).order_by(LedgerLeaf.idx)
