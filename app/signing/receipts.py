"""Receipts of what is listed, under the newest signed head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy.orm import Session

from app.domain.ledger.models import LedgerListing
from app.domain.ledger.notes import Checkpoint
from app.domain.ledger.queries import entries, listing_of, newest_head, openings
from app.domain.ledger.receipts import Receipt
from app.signing.ledger import tree


class Waiting(Enum):
    """Why there is no receipt."""

    NOT_LISTED = auto()
    NOT_SIGNED = auto()  # no head covers the leaf yet
    NO_LEDGER = auto()  # no head was ever signed


@dataclass(frozen=True)
class File:
    """A receipt as it is handed over."""

    name: str
    content: str
    receipt: Receipt


def receipts_of(session: Session, endorsement_id: int) -> Sequence[File] | Waiting:
    """The receipt of the public facts in force and, where it stands by a newer text since, of that."""
    listing, note = listing_of(session, endorsement_id), newest_head(session)
    if listing is None:
        return Waiting.NOT_LISTED
    if note is None:
        return Waiting.NO_LEDGER
    leaves = _leaves(listing)
    head = Checkpoint.parse(note.text)
    if max(leaves) >= head.size:
        return Waiting.NOT_SIGNED
    opening = openings(session, [endorsement_id]).get(endorsement_id)
    files = []
    with tree() as hashes:
        if hashes.root(head.size) != head.root:
            hashes.forget()  # the database was exchanged under this process, or was tampered with
            if hashes.root(head.size) != head.root:
                return Waiting.NOT_SIGNED
        for leaf in leaves:
            own = opening if opening and opening.index == leaf else None
            if leaf == listing.opening and own is None:
                continue  # what opens it is not here any more
            receipt = Receipt(
                leaf,
                entries(session, leaf, leaf + 1)[0],
                own.payload if own else None,
                own.salt if own else None,
                tuple(hashes.inclusion(leaf, head.size)),
                note,
            )
            files.append(File(f"{listing.slug}-{leaf}.tlog-proof", receipt.encode(), receipt))
    return files


def _leaves(listing: LedgerListing) -> list[int]:
    """The one with the commitment, and the last that moved it to another text after that."""
    moved = listing.rebound is not None and listing.rebound > listing.opening
    return [listing.opening, *([listing.rebound] if moved and listing.rebound is not None else [])]
