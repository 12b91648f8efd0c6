"""A signed head for a site whose key is somewhere else."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from app.domain.ledger.merkle import root
from app.domain.ledger.models import LedgerCheckpoint, LedgerKey
from app.domain.ledger.notes import Checkpoint, Note, sign, verifier_of
from app.domain.ledger.queries import hashes, size_of

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = "sign.example.org/ledger"


def a_head(session: Session, origin: str = ORIGIN) -> int:
    """Sign what is committed; returns how many leaves that is."""
    size = size_of(session)
    text = Checkpoint(origin, size, root(hashes(session, 0, size))).text
    session.add(LedgerCheckpoint(size=size, note=str(Note(text, (sign(text, origin, KEY),)))))
    session.add(LedgerKey(vkey=verifier_of(origin, KEY).vkey))
    session.flush()
    return size
