"""The last head that was signed, in a file of its own: a database that is restored from an older copy cannot take it
back, and whoever signs sees that it would contradict what is published."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.domain.ledger.notes import Checkpoint, Note

_SCHEMA = """
CREATE TABLE IF NOT EXISTS head (
    one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS alarm (
    one INTEGER PRIMARY KEY CHECK (one = 1), code TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""


class HeadFile:
    """`ledger-head.sqlite`: never part of a backup, never restored."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Note | None:
        """The last head, or None where none was ever signed."""
        if not self.path.exists():
            return None
        with self._open() as connection:
            row = connection.execute("SELECT note FROM head").fetchone()
        return Note.parse(row[0]) if row else None

    def swap(self, old: Note | None, new: Note) -> bool:
        """Put the new head in the place of the old one; False where another is there by now."""
        size = Checkpoint.parse(new.text).size
        with self._open() as connection:
            if old is None:
                done = connection.execute("INSERT OR IGNORE INTO head VALUES (1, ?, ?)", (size, str(new)))
            else:
                done = connection.execute(
                    "UPDATE head SET size = ?, note = ? WHERE note = ?", (size, str(new), str(old))
                )
        return done.rowcount == 1

    def raise_alarm(self, code: str, at: str) -> None:
        """Remember why nothing is signed any more; "" ends it."""
        with self._open() as connection:
            connection.execute("DELETE FROM alarm")
            if code:
                connection.execute("INSERT INTO alarm VALUES (1, ?, ?)", (code, at))

    def alarm(self) -> str:
        """Why nothing is signed, as a code; "" where nothing is wrong."""
        if not self.path.exists():
            return ""
        with self._open() as connection:
            row = connection.execute("SELECT code FROM alarm").fetchone()
        return row[0] if row else ""

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(self.path, timeout=5, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=FULL")
            connection.executescript(_SCHEMA)
            yield connection
