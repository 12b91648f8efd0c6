"""A database described in words that can be compared, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from tests.databases import open_engine

_PARTS = {
    "columns": "get_columns",
    "checks": "get_check_constraints",
    "uniques": "get_unique_constraints",
    "foreign keys": "get_foreign_keys",
    "indexes": "get_indexes",
}
OF_THE_DATABASE = {
    "ix_endorsement_search",
    "ix_endorsement_desk_search",
    "ix_register_place_search",
}  # in no model; migrations/env.py
_NOISE = ("autoincrement", "comment", "duplicates_constraint", "column_sorting", "default", "include_columns")


def describe(url: str) -> dict[str, Any]:
    """Everything but Alembic's own table: what two ways to the same schema must agree on."""
    engine = open_engine(url)
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        tables = sorted(set(inspector.get_table_names()) - {"alembic_version"})
        found: dict[str, Any] = {table: _table(inspector, table) for table in tables}
        if own := _names_of_indexes(inspector, tables) & OF_THE_DATABASE:
            found["of the database"] = sorted(own)
        found["triggers"] = triggers(connection)
        if engine.dialect.name == "sqlite":
            strict = connection.exec_driver_sql("SELECT name FROM pragma_table_list WHERE strict").scalars()
            found["strict"] = sorted(strict)
    engine.dispose()
    return found


def triggers(connection: sa.Connection) -> dict[str, str]:
    """Every trigger by name, with the SQL that made it."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT tgname, pg_get_triggerdef(pg_trigger.oid) || pg_get_functiondef(tgfoid) "
            "FROM pg_trigger WHERE NOT tgisinternal"
        )
    return dict(map(tuple, connection.exec_driver_sql(query)))


def _names_of_indexes(inspector: sa.Inspector, tables: list[str]) -> set[str]:
    return {str(index["name"]) for table in tables for index in inspector.get_indexes(table)}


def _table(inspector: sa.Inspector, table: str) -> dict[str, Any]:
    parts: dict[str, Any] = {"primary key": inspector.get_pk_constraint(table)}
    for part, method in _PARTS.items():
        rows = [_plain(row) for row in getattr(inspector, method)(table) if row["name"] not in OF_THE_DATABASE]
        parts[part] = sorted(rows, key=lambda row: str(row["name"]))  # what a migration adds stands at the end
    return parts


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if name not in _NOISE}
    if "type" in plain:
        plain["type"] = str(plain["type"])
    options = plain.pop("dialect_options", None) or {}
    where = next((value for name, value in options.items() if name.endswith("_where")), None)
    return {**plain, "where": str(where)} if where is not None else plain
