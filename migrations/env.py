"""Runs the migrations on the site's own writing engine, all of them in one transaction."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

# How a database searches is its own matter: these are made by a migration, and no model knows them.
OF_THE_DATABASE = ("ix_endorsement_search", "ix_endorsement_desk_search", "ix_register_place_search")


def run() -> None:
    """Upgrade or downgrade; a migration that breaks half-way leaves the database as it was."""
    extension = current_app.extensions["migrate"]
    engine = extension.db.engine
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            # Recreating a parent table with foreign keys on would delete its children without a word.
            _foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=extension.db.metadata,
            transactional_ddl=True,
            include_object=_is_of_a_model,
            **extension.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise RuntimeError(f"the migration would leave rows without their parents: {broken[:5]}")
        if sqlite:
            _foreign_keys(connection, "ON")


def _is_of_a_model(_object: Any, name: str | None, _type: str, _reflected: bool, _other: Any) -> bool:
    return name not in OF_THE_DATABASE


def _foreign_keys(connection: sa.Connection, switch: str) -> None:
    """SQLite ignores this inside a transaction, so it goes past SQLAlchemy, which would begin one."""
    connection.connection.execute(f"PRAGMA foreign_keys={switch}")


run()
