"""How the database is opened: reading connections that cannot write, and one fair gate for those who do.

SQLite: WAL, durable commits, `BEGIN IMMEDIATE` for writers, one at a time across processes behind a file lock, because
SQLite's own waiting starves some writers for seconds. PostgreSQL: the same gate is an advisory lock.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.extensions import READER, db
from app.gate import through_gate

PATIENCE = 10.0  # seconds that a writer waits for its turn
_LOCK_KEY = 0x756E6465  # of the advisory lock on PostgreSQL
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
    "trusted_schema=OFF",
)

_open_work: ContextVar[Session | None] = ContextVar("open_work", default=None)


def database_settings(url: str) -> dict[str, Any]:
    """The settings of Flask-SQLAlchemy for this database: one engine that writes, one that only reads."""
    path = url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else None
    reader = f"sqlite:///file:{path}?mode=ro&uri=true" if path else url
    return {"SQLALCHEMY_DATABASE_URI": url, "SQLALCHEMY_BINDS": {READER: {"url": reader}}}


def init_database(app: Flask) -> None:
    """Teach both engines their manners; the folder of a SQLite file is made where it is missing."""
    with app.app_context():
        writer, reader = db.engine, db.engines[READER]
    if writer.dialect.name == "sqlite":
        os.makedirs(os.path.dirname(str(writer.url.database)), mode=0o700, exist_ok=True)
        sa.event.listen(writer, "connect", _open_sqlite)
        sa.event.listen(reader, "connect", _open_sqlite_reader)
        sa.event.listen(writer, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        sa.event.listen(reader, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    else:
        sa.event.listen(reader, "connect", _open_postgresql_reader)


@contextmanager
def writing() -> Iterator[Session]:
    """One write transaction, alone in the whole site: committed at the end, or nothing happened.

    Raises GateBusy where no turn came in time, and what the database raises.
    """
    with _turn_to_write(db.engine), Session(db.engine, expire_on_commit=False) as session, session.begin():
        if session.get_bind().dialect.name == "postgresql":
            session.execute(sa.text(f"SET LOCAL lock_timeout = '{int(PATIENCE)}s'"))
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK_KEY)))
        token = _open_work.set(session)
        try:
            yield session
        finally:
            _open_work.reset(token)


def truncate_journal() -> bool:
    """Empty SQLite's journal, so that what was erased is in no file any more; False where a reader kept it in use.

    On PostgreSQL there is nothing to do. Raises GateBusy where no turn came in time.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    with _turn_to_write(db.engine), closing(db.engine.raw_connection()) as connection:
        busy, *_ = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


@contextmanager
def trigger_off(session: Session, table: str, name: str) -> Iterator[None]:
    """Inside, within this transaction, what the trigger forbids is allowed: for repairs by an administrator."""
    if session.get_bind().dialect.name == "sqlite":
        kept = session.scalar(
            sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name"), {"name": name}
        )
        off, on = f"DROP TRIGGER {name}", str(kept)
    else:
        off, on = (f"ALTER TABLE {table} {switch} TRIGGER {name}" for switch in ("DISABLE", "ENABLE"))
    session.execute(sa.text(off))
    yield
    session.execute(sa.text(on))


def open_work() -> Session | None:
    """The session of the write transaction that this thread is in, or None."""
    return _open_work.get()


def _turn_to_write(engine: sa.Engine) -> AbstractContextManager[None]:
    """On SQLite the file gate; on PostgreSQL the advisory lock that `writing` takes does the same."""
    if engine.dialect.name != "sqlite":
        return nullcontext()
    return through_gate(f"{engine.url.database}-gate", patience=PATIENCE)


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    os.chmod(current_file(connection), 0o600)


def _open_sqlite_reader(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS[1:]:  # the journal is the writer's choice, kept in the file
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA query_only=ON")


def _open_postgresql_reader(connection: Any, _record: Any) -> None:
    """As on SQLite, all that one request reads is of one moment: numbers and lists cannot disagree."""
    connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY, ISOLATION LEVEL REPEATABLE READ")
    connection.commit()


def current_file(connection: Any) -> str:
    """The file behind a raw SQLite connection."""
    return str(connection.execute("PRAGMA database_list").fetchone()[2])
