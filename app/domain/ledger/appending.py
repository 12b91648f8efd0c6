"""Writing leaves, inside the transaction of what they tell. Whoever calls is alone: `writing()` lets one in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.ledger.commitments import SALT_SIZE, Payload, commitment
from app.domain.ledger.entries import Entry, Kind
from app.domain.ledger.merkle import leaf_hash
from app.domain.ledger.models import LedgerErasure, LedgerLeaf, LedgerListing, LedgerOpening, LedgerRevision
from app.domain.ledger.queries import size_of
from app.domain.ledger.strict import canonical


@dataclass(frozen=True)
class Shown:
    """What the register shows of one endorsement."""

    endorsement_id: int
    slug: str
    payload: Payload


def append(session: Session, entries: Sequence[Entry]) -> int:
    """Put these leaves at the end. Returns the index of the first."""
    first = size_of(session)
    contents = [entry.encode() for entry in entries]
    if contents:
        session.execute(
            sa.insert(LedgerLeaf),
            [
                {"idx": first + place, "entry": content, "hash": leaf_hash(content)}
                for place, content in enumerate(contents)
            ],
        )
    return first


def publish(session: Session, revision_id: int, slug: str, number: int, digest: str, *, day: date) -> None:
    """A revision was published."""
    leaf = append(session, [Entry(kind=Kind.STATEMENT, day=day, slug=slug, number=number, digest=digest)])
    session.execute(sa.insert(LedgerRevision), [{"revision_id": revision_id, "leaf": leaf}])


def endorse(session: Session, listed: Sequence[Shown], *, day: date) -> None:
    """These were listed, in this order."""
    if not listed:
        return
    _forget(session, [one.endorsement_id for one in listed])  # of a time before, when they were removed
    salts = [secrets.token_bytes(SALT_SIZE) for _ in listed]
    entries = [
        Entry(
            kind=Kind.ENDORSE,
            day=day,
            slug=one.slug,
            digest=one.payload["x"],
            commitment=commitment(salt, one.payload),
        )
        for one, salt in zip(listed, salts, strict=True)
    ]
    first = append(session, entries)
    session.execute(
        sa.insert(LedgerListing),
        [
            {
                "leaf": first + place,
                "opening": first + place,
                "slug": one.slug,
                "digest": one.payload["x"],
                "endorsement_id": one.endorsement_id,
            }
            for place, one in enumerate(listed)
        ],
    )
    rows = [_opening(first + place, one, salts[place]) for place, one in enumerate(listed)]
    session.execute(sa.insert(LedgerOpening), rows)


def amend(session: Session, listing: LedgerListing, now: Shown, *, day: date) -> None:
    """What is public of it was corrected; what stood before is forgotten."""
    salt = secrets.token_bytes(SALT_SIZE)
    entry = Entry(kind=Kind.AMEND, day=day, ref=listing.leaf, commitment=commitment(salt, now.payload))
    _forget(session, [now.endorsement_id])
    listing.opening = append(session, [entry])
    session.execute(sa.insert(LedgerOpening), [_opening(listing.opening, now, salt)])
    session.flush()


def rebind(session: Session, listing: LedgerListing, digest: str, *, day: date) -> None:
    """It stands by another revision."""
    listing.rebound = append(session, [Entry(kind=Kind.REBIND, day=day, ref=listing.leaf, digest=digest)])
    listing.digest = digest
    session.flush()


def remove(session: Session, listings: Sequence[LedgerListing], *, day: date) -> None:
    """They are listed no more. Their openings are published no more from now on, and go with the endorsement."""
    append(session, [Entry(kind=Kind.REMOVE, day=day, ref=one.leaf) for one in listings])
    for one in listings:
        session.delete(one)
    session.flush()


def erase(session: Session, endorsement_ids: Sequence[int], *, day: date) -> None:
    """Before these endorsements are erased: off the ledger's register, and nothing is left that opens their leaves."""
    wanted = LedgerListing.endorsement_id.in_(endorsement_ids)
    listings = session.scalars(sa.select(LedgerListing).where(wanted).order_by(LedgerListing.leaf)).all()
    if listings:
        session.execute(sa.insert(LedgerErasure), [{"idx": one.leaf, "day": day} for one in listings])
        remove(session, listings, day=day)
    _forget(session, endorsement_ids)


def remove_opening(session: Session, idx: int) -> None:
    """What opened this leaf is not in force any more."""
    session.execute(sa.delete(LedgerOpening).where(LedgerOpening.idx == idx))


def _forget(session: Session, endorsement_ids: Sequence[int]) -> None:
    session.execute(sa.delete(LedgerOpening).where(LedgerOpening.endorsement_id.in_(endorsement_ids)))


def _opening(idx: int, shown: Shown, salt: bytes) -> dict[str, object]:
    payload = canonical(shown.payload)
    return {"idx": idx, "endorsement_id": shown.endorsement_id, "salt": salt, "payload": payload}
