"""Leaves that were lost with a database, brought back from published files, and what they say taken over."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.ledger.appending import append, remove_opening
from app.domain.ledger.entries import Entry, parse
from app.domain.ledger.merkle import leaf_hash, root
from app.domain.ledger.models import LedgerListing
from app.domain.ledger.notes import Checkpoint
from app.domain.ledger.queries import entries, size_of
from app.domain.ledger.replay import replayed
from app.domain.ledger.strict import Malformed


def bring_back(session: Session, published: Sequence[bytes], head: Checkpoint) -> int:
    """Append what the database lacks of these entries, which must be those under the head. Returns how many.

    Raises Malformed where they are not, or where the database has other leaves.
    """
    if root([leaf_hash(entry) for entry in published]) != head.root:
        raise Malformed("the published entries are not those under the published head")
    size = size_of(session)
    kept = entries(session, 0, min(size, head.size))
    other = next((place for place, entry in enumerate(kept) if entry != published[place]), None)
    if other is not None:
        raise Malformed(f"leaf {other} of the database is another one than was published")
    read = [parse(entry) for entry in published]
    if size < head.size:
        append(session, read[size:])
        _take_over(session, read)
    return max(head.size - size, 0)


def _take_over(session: Session, read: Sequence[Entry]) -> None:
    """The listings as these leaves leave them; whose the new ones are, this database does not know."""
    register = replayed(read)
    listings = {one.leaf: one for one in session.scalars(sa.select(LedgerListing))}
    for leaf in listings.keys() - register.listed.keys():
        session.delete(listings[leaf])
    for leaf, one in register.listed.items():
        row = listings.get(leaf)
        if row is None:
            session.add(LedgerListing(leaf=leaf, opening=one.opening, slug=one.slug, digest=one.digest))
        elif row.opening != one.opening:
            remove_opening(session, row.opening)
            row.opening, row.digest = one.opening, one.digest
        else:
            row.digest = one.digest
    session.flush()
