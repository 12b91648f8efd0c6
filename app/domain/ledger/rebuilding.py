"""Leaves that were lost with a database, brought back from published files, and what they say taken over."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.ledger.appending import append, remove_opening
from app.domain.ledger.entries import Entry, Kind, parse
from app.domain.ledger.merkle import leaf_hash, root
from app.domain.ledger.models import LedgerErasure, LedgerLeaf, LedgerListing, LedgerOpening
from app.domain.ledger.notes import Checkpoint
from app.domain.ledger.queries import entries, read_entries, signed_size, size_of
from app.domain.ledger.replay import replayed
from app.domain.ledger.strict import Malformed


def bring_back(session: Session, published: Sequence[bytes], head: Checkpoint) -> int:
    """Append what the database lacks of these entries, which must be those under the head. Returns how many.

    Raises Malformed where they are not, or where the database has other leaves.
    """
    check_published(published, head)
    size = size_of(session)
    if first_other(session, published) is not None:
        raise Malformed("the database has other leaves")
    read = [parse(entry) for entry in published]
    if size < head.size:
        append(session, read[size:])
        _take_over(session, read)
    return max(head.size - size, 0)


def check_published(published: Sequence[bytes], head: Checkpoint) -> None:
    """Raises Malformed where these are not the entries under the head."""
    if root([leaf_hash(entry) for entry in published]) != head.root:
        raise Malformed("the published entries are not those under the published head")


def first_other(session: Session, published: Sequence[bytes]) -> int | None:
    """The first leaf of the database that is another one than was published; None where none is."""
    kept = entries(session, 0, min(size_of(session), len(published)))
    return next((place for place, entry in enumerate(kept) if entry != published[place]), None)


def take_out_unsigned(session: Session, start: int) -> int:
    """Forget the leaves from here on, which no head ever covered: they were written after an older copy was restored.

    Whoever they listed is entered again by `begin`. Returns how many there were. Raises Malformed where a head covers
    one of them, or they say that a text was published.
    """
    if signed_size(session) > start:
        raise Malformed(f"leaf {start} of the database is another one than was published, and it was signed")
    size = size_of(session)
    if any(one.kind is Kind.STATEMENT for one in read_entries(session, start, size)):
        raise Malformed("a text was published after the older copy was restored")
    for model, column in (
        (LedgerOpening, LedgerOpening.idx),
        (LedgerErasure, LedgerErasure.idx),
        (LedgerListing, LedgerListing.leaf),
        (LedgerLeaf, LedgerLeaf.idx),
    ):
        session.execute(sa.delete(model).where(column >= start).execution_options(synchronize_session=False))
    return size - start


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
