"""A migrated database, made once in each worker, and fast copies of it: commits in tests are real commits."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from app.database import database_settings, init_database
from app.domain.base import migration_type
from app.extensions import db, migrate
from tests.quicker import knowing_its_sql

ROOT = Path(__file__).resolve().parents[1]


class SQLiteDatabases:
    """Databases in files of a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.sqlite"
        with migrating(f"sqlite:///{self._template}"):
            flask_migrate.upgrade()
        assert not Path(f"{self._template}-wal").exists(), "the template is not whole"

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The URL of a fresh migrated database, gone afterwards."""
        with self.empty() as url:
            shutil.copy(self._template, url.removeprefix("sqlite:///"))
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The URL of a database with nothing in it, gone afterwards."""
        folder = self._folder / uuid4().hex
        folder.mkdir()
        yield f"sqlite:///{folder}/site.sqlite"
        shutil.rmtree(folder)


class PostgreSQLDatabases:
    """Databases of the server that TEST_DATABASE_URL names."""

    def __init__(self, server: str, worker: str) -> None:
        self._server = sa.make_url(server)
        self._template = f"undersigned_{worker}_{uuid4().hex}"
        engine = sa.create_engine(self._server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        self._connection = engine.connect()
        self._do(f"CREATE DATABASE {self._template}")
        with migrating(self._url(self._template)):
            flask_migrate.upgrade()

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The URL of a fresh migrated database, gone afterwards."""
        with self._made_of(self._template) as url:
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        """The URL of a database with nothing in it, gone afterwards."""
        with self._made_of("template0") as url:
            yield url

    def close(self) -> None:
        """Leave nothing behind."""
        self._do(f"DROP DATABASE {self._template} WITH (FORCE)")
        self._connection.close()

    @contextmanager
    def _made_of(self, template: str) -> Iterator[str]:
        name = f"{self._template}_{uuid4().hex[:12]}"[:63]
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield self._url(name)
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _do(self, statement: str) -> None:
        self._connection.exec_driver_sql(statement)


Databases = SQLiteDatabases | PostgreSQLDatabases


@contextmanager
def migrating(url: str) -> Iterator[Flask]:
    """Inside, flask_migrate's commands work on this database; nothing of the web is needed for it."""
    app = Flask("migrating", root_path=str(ROOT))
    app.config.from_mapping(database_settings(url))
    db.init_app(app)
    init_database(app)
    migrate.init_app(app, db, str(ROOT / "migrations"), render_as_batch=True, render_item=migration_type)
    with app.app_context():
        yield app
        close_engines()


def close_engines() -> None:
    """Close every connection of the application whose context is open."""
    for engine in db.engines.values():
        engine.dispose()


def open_engine(url: str) -> sa.Engine:
    """An engine of the domain's own, for a bare session: no web, no gate, foreign keys on."""
    engine = knowing_its_sql(sa.create_engine(url))
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _open_sqlite)
    return engine


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=OFF")  # no test of the domain cuts the power
