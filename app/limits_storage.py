"""Counters of limits in the site's own database: one truth for every worker, kept over a restart.

A hit inside a write transaction belongs to it: where that is rolled back, the hit was never made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from limits.storage import Storage
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.database import open_work, writing
from app.domain.base import UTCDateTime
from app.domain.limits import LimitWindow
from app.extensions import READER, db

_windows = LimitWindow.metadata.tables[LimitWindow.__tablename__]


def _count(insert: Callable[[sa.Table], Any]) -> sa.Executable:
    """One more hit of the window, or the first of a new one where the last is over, in one statement."""
    over = _windows.c.expires_at <= sa.bindparam("at", type_=UTCDateTime())
    ends_at, amount = sa.bindparam("ends_at", type_=UTCDateTime()), sa.bindparam("amount", type_=sa.Integer())
    new = insert(_windows).values(key_hash=sa.bindparam("key"), expires_at=ends_at, hits=amount)
    counted: sa.Executable = new.on_conflict_do_update(
        index_elements=[_windows.c.key_hash],
        set_={
            "expires_at": sa.case((over, ends_at), else_=_windows.c.expires_at),
            "hits": sa.case((over, amount), else_=_windows.c.hits + amount),
        },
    ).returning(_windows.c.hits)
    return counted


_COUNT = {"sqlite": _count(sqlite.insert), "postgresql": _count(postgresql.insert)}


class DatabaseStorage(Storage):
    """Fixed windows for the `limits` package. A window begins with its first hit."""

    STORAGE_SCHEME = ["database"]  # noqa: RUF012  # the package reads a plain list

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` hits and return how many the window has; a new one lasts `expiry` seconds."""
        at = datetime.now(UTC)
        values = {"key": _hashed(key), "at": at, "ends_at": at + timedelta(seconds=expiry), "amount": amount}
        with _writing() as session:
            connection = session.connection()
            hits = int(connection.execute(_COUNT[connection.dialect.name], values).scalar_one())
            if hits == amount:  # every window that begins sweeps away those that are over
                connection.execute(sa.delete(_windows).where(_windows.c.expires_at <= at))
        return hits

    def get(self, key: str) -> int:
        """How many hits the window has; 0 where there is none."""
        window = _window(key)
        return window.hits if window else 0

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds since 1970; this moment where there is none."""
        window = _window(key)
        return (window.expires_at if window else datetime.now(UTC)).timestamp()

    def check(self) -> bool:
        """Whether the counters can be read."""
        try:
            _window("")
        except SQLAlchemyError:
            return False
        return True

    def reset(self) -> int:
        """Forget every counter; returns how many there were."""
        with _writing() as session:
            return len(session.scalars(sa.delete(LimitWindow).returning(LimitWindow.key_hash)).all())

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with _writing() as session:
            session.execute(sa.delete(LimitWindow).where(LimitWindow.key_hash == _hashed(key)))


def _window(key: str) -> LimitWindow | None:
    query = sa.select(LimitWindow).where(
        LimitWindow.key_hash == _hashed(key), LimitWindow.expires_at > datetime.now(UTC)
    )
    with _reading() as session:
        return session.scalar(query.execution_options(populate_existing=True))


@contextmanager
def _writing() -> Iterator[Session]:
    """The write transaction that is open, so that one request is one durable commit; else one of its own."""
    session = open_work()
    if session is not None:
        yield session
        return
    with writing() as session:
        yield session


@contextmanager
def _reading() -> Iterator[Session]:
    """What the open write transaction sees; else what is committed at this moment."""
    session = open_work()
    if session is not None:
        yield session
        return
    with Session(db.engines[READER], expire_on_commit=False) as session:
        yield session


def _hashed(key: str) -> str:
    return sha256(key.encode()).hexdigest()
