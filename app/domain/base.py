"""The base of every model: naming convention, column types that both databases keep alike, public ids."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no 0/o, 1/l/i, u: read aloud and typed without doubt


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC: `timestamptz` on PostgreSQL, sortable ISO text on SQLite."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        value = value.astimezone(UTC)
        return value.isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


class Day(TypeDecorator[Any]):
    """A calendar date, kept as `date` on PostgreSQL and as ISO text on SQLite."""

    impl = sa.Date()
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.Date())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return date.fromisoformat(value) if isinstance(value, str) else value


class Json(TypeDecorator[Any]):
    """A small JSON value kept as text, keys sorted, on both databases."""

    impl = sa.Text()
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, sort_keys=True, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Flag(TypeDecorator[bool]):
    """True or false: `boolean` on PostgreSQL, an integer on SQLite, whose strict tables know no boolean."""

    impl = sa.Boolean()
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(sa.Integer() if dialect.name == "sqlite" else sa.Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Model(DeclarativeBase):
    """Base of all tables; on SQLite they are STRICT, so a wrong type is an error there too."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {str: sa.Text(), datetime: UTCDateTime(), bool: Flag()}


STRICT: dict[str, Any] = {"sqlite_strict": True}
# For tables that the audit trail names: it outlives their rows, so SQLite must never give an id a second time.
STRICT_IDS_ONCE: dict[str, Any] = {**STRICT, "sqlite_autoincrement": True}


# What a column that can hold words says about people, for `info=`. Every such column of what hangs on an endorsement
# carries one of these, so that nobody adds one without having thought of it.
CONTACT: dict[Any, Any] = {"personal": True, "contact": True}  # erased when the statement has been closed long enough
PERSONAL: dict[Any, Any] = {"personal": True}  # goes with the endorsement; its signatory may have a copy of it
INTERNAL: dict[Any, Any] = {"personal": False}  # about others, or between moderators: in no signatory's copy


def public_id() -> str:
    """A new public name of a row: 16 letters and digits, 78 bits, safe in addresses and over the telephone."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


def one_of(column: str, values: type) -> str:
    """The SQL of a CHECK that keeps `column` to the values of a `StrEnum`."""
    listed = ", ".join(f"'{member.value}'" for member in values)  # type: ignore[attr-defined]  # an Enum class iterates
    return f"{column} IN ({listed})"


def migration_type(type_: str, item: Any, _context: Any) -> str | bool:
    """How Alembic writes our column types into a migration: plain SQLAlchemy, so that none imports the application."""
    if type_ != "type":
        return False
    written: dict[type, str] = {
        UTCDateTime: 'sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")',
        Day: 'sa.Date().with_variant(sa.Text(), "sqlite")',
        Flag: 'sa.Boolean().with_variant(sa.Integer(), "sqlite")',
        Json: "sa.Text()",
    }
    return written.get(type(item), False)
