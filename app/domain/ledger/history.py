"""The ledger as a story: its leaves, the newest first, with the names of those who are listed still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.ledger import commitments
from app.domain.ledger.entries import Entry, Kind
from app.domain.ledger.models import LedgerListing, LedgerOpening
from app.domain.ledger.queries import read_entries, signed_size


@dataclass(frozen=True)
class Told:
    """One leaf: what it says, and of a listing that stands, whose it is."""

    index: int
    entry: Entry
    name: str | None

    @property
    def about(self) -> int | None:
        """The leaf with which the listing began that this is about; None where it is about none."""
        return self.index if self.entry.kind is Kind.ENDORSE else self.entry.ref


def told(session: Session, *, before: int | None, most: int) -> Sequence[Told]:
    """The next `most` leaves before that index (None: from the end), the newest first, as far as a head covers them."""
    end = signed_size(session)
    end = end if before is None else max(0, min(before, end))
    start = max(0, end - most)
    entries = read_entries(session, start, end)
    about = {
        start + place if entry.kind is Kind.ENDORSE else entry.ref
        for place, entry in enumerate(entries)
        if entry.kind not in (Kind.STATEMENT, Kind.KEY)
    }
    names = _names(session, [leaf for leaf in about if leaf is not None])
    rows = [Told(start + place, entry, None) for place, entry in enumerate(entries)]
    return [Told(row.index, row.entry, names.get(row.about)) if row.about in names else row for row in reversed(rows)]


def _names(session: Session, leaves: Sequence[int]) -> dict[int | None, str]:
    """By the leaf with which it began, the name of each of these listings that stands and is shown."""
    rows = session.execute(
        sa.select(LedgerListing.leaf, LedgerOpening.payload)
        .join(LedgerOpening, LedgerOpening.idx == LedgerListing.opening)
        .where(LedgerListing.leaf.in_(leaves), LedgerListing.endorsement_id.is_not(None))
    )
    return {leaf: commitments.parse(payload)["name"] for leaf, payload in rows}
