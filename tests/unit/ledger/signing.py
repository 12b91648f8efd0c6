"""A small signed ledger for the tests of what verifies it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.ledger import commitments
from app.domain.ledger.entries import Entry, Kind
from app.domain.ledger.merkle import Tree, leaf_hash
from app.domain.ledger.notes import Checkpoint, Note, sign, verifier_of
from app.domain.ledger.policy import Policy, written
from app.domain.ledger.receipts import Receipt

ORIGIN = "sign.example.org/ledger"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
DAY = date(2026, 11, 23)
X = "ab" * 32
POLICY = Policy.parse(written([verifier_of(ORIGIN, KEY)]))


class Small(NamedTuple):
    """Entries, their tree, its signed head."""

    entries: Sequence[bytes]
    tree: Tree
    note: Note


def facts(number: int) -> commitments.Payload:
    return commitments.payload(name=f"Union {number}", country="AM", url=None, lang="en", proof="manual", digest=X)


def salt(number: int) -> bytes:
    return number.to_bytes(32, "big")


def small(size: int, *, key: Ed25519PrivateKey = KEY, origin: str = ORIGIN) -> Small:
    """A statement and those who endorsed it."""
    entries = [Entry(kind=Kind.STATEMENT, day=DAY, slug="joint", number=1, digest=X).encode()]
    for number in range(1, size):
        committed = commitments.commitment(salt(number), facts(number))
        entries.append(Entry(kind=Kind.ENDORSE, day=DAY, slug="joint", digest=X, commitment=committed).encode())
    hashes = [leaf_hash(entry) for entry in entries]
    tree = Tree(lambda start, stop: hashes[start:stop])
    text = Checkpoint(origin, size, tree.root(size)).text
    return Small(entries, tree, Note(text, (sign(text, origin, key),)))


def a_receipt(index: int = 4, size: int = 11, **signed: object) -> Receipt:
    """Of one of those who endorsed."""
    ledger = small(size, **signed)  # type: ignore[arg-type]
    proof = tuple(ledger.tree.inclusion(index, size))
    return Receipt(index, ledger.entries[index], facts(index), salt(index), proof, ledger.note)
