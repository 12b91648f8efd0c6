"""Signing: leaves are committed first, then the head over them is signed, remembered, and published last.

Each step may fail, or have been done without an answer: the next attempt finds where it stands and goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.database import writing
from app.domain.ledger.merkle import Tree, verify_consistency
from app.domain.ledger.models import LedgerCheckpoint, LedgerKey
from app.domain.ledger.notes import Checkpoint, Note, Verifier, sign, verifier_of
from app.domain.ledger.queries import hashes, known_keys, signed_size, size_of
from app.domain.ledger.strict import Malformed
from app.extensions import READER, db
from app.signing import keys
from app.signing.head_file import HeadFile

_ATTEMPTS = 3  # where another process signs at the same moment


class SigningRefused(Exception):
    """Signing would contradict what was signed before. `code` says how; reading goes on."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def init_ledger(app: Flask) -> None:
    """One tree in each process: what it remembers of the leaves is checked against signed heads before it is used."""

    def read(start: int, stop: int) -> list[bytes]:
        with app.app_context(), Session(db.engines[READER]) as session:
            return hashes(session, start, stop)

    app.extensions["ledger"] = Tree(read)
    app.extensions["ledger_lock"] = Lock()


@contextmanager
def tree() -> Iterator[Tree]:
    """The tree of this process, one thread at a time."""
    with current_app.extensions["ledger_lock"]:
        yield current_app.extensions["ledger"]


def origin() -> str:
    """The ledger's name: host and path, as its keys and heads say it."""
    return f"{current_app.config['BASE_URL'].partition('://')[2]}/ledger"


def key_file() -> Path | None:
    """Where the key is, or would be."""
    path = current_app.config["LEDGER_KEY_FILE"]
    return Path(path) if path else None


def head_file() -> HeadFile:
    """What remembers the last head."""
    return HeadFile(Path(current_app.config["LEDGER_HEAD_FILE"]))


def verifiers() -> list[Verifier]:
    """The public halves of the keys that are here, the newest first."""
    return [verifier_of(origin(), key) for key in keys.read(key_file(), origin())]


def sign_head() -> Checkpoint | None:
    """Sign a head over every leaf that is committed, and publish it; None where there is nothing to sign, or no key.

    Raises SigningRefused, KeyRefused, and what the databases raise.
    """
    private = keys.read(key_file(), origin())
    if not private:
        return None
    file = head_file()
    for _ in range(_ATTEMPTS):
        old = file.read()
        with Session(db.engines[READER]) as session:
            size = size_of(session)
        if not size and old is None:
            return None
        head = _next(old, size)
        if old is not None and head.text == old.text and len(old.signatures) >= len(private):
            new = old  # signed before, perhaps without the last step
        else:
            new = Note(head.text, tuple(sign(head.text, head.origin, key) for key in private))
            if not file.swap(old, new):
                continue
        _publish(new, head.size, [verifier_of(head.origin, key) for key in private])
        return head
    raise SigningRefused("busy", "other processes sign at the same moment, again and again")


def _next(old: Note | None, size: int) -> Checkpoint:
    """The head over so many leaves, if it continues what was signed last. Raises SigningRefused."""
    last = Checkpoint.parse(old.text) if old else None
    if last and last.origin != origin():
        raise SigningRefused("origin", f"the last head is of {last.origin}, and this site is {origin()}")
    if last and size < last.size:
        raise SigningRefused("older", f"the database has {size} leaves, and a head over {last.size} was signed")
    with tree() as leaves:
        if last:
            # Whoever exchanged the database exchanged its last leaves too.
            leaves.forget(last.size - 1)
        root = leaves.root(size)
        if last:
            try:
                proof = leaves.consistency(last.size, size)
                verify_consistency(last.size, size, proof, last.root, root)
            except Malformed:
                leaves.forget()
                raise SigningRefused("fork", f"the leaves are not those under the head of {last.size}") from None
    return Checkpoint(origin(), size, root)


def _publish(note: Note, size: int, by: Sequence[Verifier]) -> None:
    """Readers see it from now on, and the keys that signed it."""
    with Session(db.engines[READER]) as session:
        known = session.get(LedgerCheckpoint, size)
        if known is not None and set(note.signatures) <= set(Note.parse(known.note).signatures):
            return
    with writing() as session:
        found, vkeys = session.get(LedgerCheckpoint, size), {one.vkey for one in known_keys(session)}
        session.add_all(LedgerKey(vkey=one.vkey) for one in reversed(by) if one.vkey not in vkeys)
        if found is None:
            session.add(LedgerCheckpoint(size=size, note=str(note)))
        else:  # one key more has signed it; the witnesses that have stay
            found.note = str(Note.parse(found.note).with_signatures(*note.signatures))


def sign_if_needed(app: Flask) -> None:
    """After a commit: sign what it appended, where this process has the key. Never raises: what is committed stays."""
    if not app.config["LEDGER_KEY_FILE"]:
        return
    try:
        with app.app_context():
            with Session(db.engines[READER]) as session:
                if signed_size(session) == size_of(session):
                    return
            sign_or_alarm()
    except Exception as error:  # the next commit, or `flask ledger sign`, comes by again
        app.logger.error("no head of the ledger was signed: %s: %s", type(error).__name__, error)


def sign_or_alarm() -> Checkpoint | None:
    """Sign, and keep the alarm up where that would contradict what was signed. Raises as `sign_head` does."""
    file = head_file()
    try:
        head = sign_head()
    except SigningRefused as refused:
        if refused.code != "busy":
            file.raise_alarm(refused.code, datetime.now(UTC).isoformat(timespec="seconds"))
        raise
    if head is not None and file.alarm():
        file.raise_alarm("", "")
    return head
