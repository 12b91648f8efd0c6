"""Cosignatures of partners who saw a head: taken from configured keys, and carried on the head from then on."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from click import ClickException
from flask import Flask, current_app

from app.database import writing
from app.domain.ledger.models import LedgerCheckpoint
from app.domain.ledger.notes import COSIGNATURE, Note, Signature, Verifier
from app.domain.ledger.strict import Malformed

NEWEST = 200  # heads for which a cosignature is taken


def configured() -> list[Verifier]:
    """The witnesses of LEDGER_WITNESSES."""
    return keys_in(current_app.config["LEDGER_WITNESSES"])


def keys_in(setting: str) -> list[Verifier]:
    """The keys that it names. Raises Malformed where one is no key of a witness."""
    found = [Verifier.from_vkey(one.strip()) for one in setting.split(",") if one.strip()]
    if any(one.kind != COSIGNATURE for one in found):
        raise Malformed("a key is not for cosignatures")
    return found


def check_witnesses(app: Flask) -> None:
    """Refuse to start with a setting that cannot be read. Raises ClickException."""
    try:
        keys_in(app.config["LEDGER_WITNESSES"])
    except Malformed as error:
        raise ClickException(f"LEDGER_WITNESSES cannot be read: {error}.") from None


def take(lines: str) -> Sequence[tuple[str, int]]:
    """Put every valid cosignature of a configured witness under the head that it signed: which, of whom.

    Other lines are left alone: whoever sends them is not asked who they are, their signatures speak.
    """
    known, signatures, taken = configured(), _signatures(lines), []
    with writing() as session:
        heads = session.scalars(sa.select(LedgerCheckpoint).order_by(LedgerCheckpoint.size.desc()).limit(NEWEST)).all()
        for one in signatures:
            witness = next((key for key in known if one.is_by(key)), None)
            if witness is None:
                continue
            for head in heads:
                note = Note.parse(head.note)
                if witness.signed(note.text, one.content):
                    head.note = str(note.with_signatures(one))
                    taken.append((witness.name, head.size))
                    break
    return taken


def _signatures(lines: str) -> list[Signature]:
    """Every line that is one."""
    found: list[Signature] = []
    for line in lines.splitlines():
        try:
            found += Note.parse(f"\n\n{line}\n").signatures
        except Malformed:
            continue
    return found
