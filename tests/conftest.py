"""What tests stand on: a database of their own, the application, people in front of it, a clock, the mail."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import sqlalchemy as sa
import time_machine
from babel.support import Translations
from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy.orm import Session

from app import catalogues, create_app
from app.database import open_work, writing
from app.documents.able import can_make_documents
from app.domain.statements.models import Statement
from app.domain.statements.queries import by_slug
from app.extensions import READER, db
from config import Config
from tests import accounts
from tests.databases import ROOT, Databases, PostgreSQLDatabases, SQLiteDatabases, close_engines, open_engine
from tests.mail import Sent
from tests.page import Browser, Page
from tests.quicker import compile_routes_once, knowing_its_sql

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
SERVER = os.environ.get("TEST_DATABASE_URL", "")

# The browser's tests need packages that are installed only where there is a browser; `make.py test` says so.
collect_ignore = [] if importlib.util.find_spec("playwright") else ["browser"]
collect_ignore += [] if can_make_documents() else ["integration/documents"]  # so do those that make a PDF

hypothesis.settings.register_profile("suite", deadline=None, database=None)
hypothesis.settings.load_profile("suite")
compile_routes_once()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only what asks a database, or says something of PostgreSQL; the rest is the same on both."""
    if SERVER:
        asking = [
            item for item in items if "databases" in getattr(item, "fixturenames", ()) or "postgres" in item.keywords
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
        items[:] = asking


@pytest.fixture(autouse=True)
def in_english(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages in every language have the words of the sources, so that no test depends on a translator's.

    Those that are about the translations are marked `translated`.
    """
    if "translated" not in request.keywords:
        monkeypatch.setattr(catalogues, "catalogue", lambda _locale: Translations())


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Databases]:
    """Where databases come from: SQLite files, or the PostgreSQL of TEST_DATABASE_URL."""
    if not SERVER:
        yield SQLiteDatabases(tmp_path_factory.mktemp("databases"))
        return
    databases = PostgreSQLDatabases(SERVER, worker_id)
    yield databases
    databases.close()


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A migrated, empty database of this test's own."""
    with databases.copy() as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """This test's database, without the application."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """A bare session for the domain. Tests with the application use `read` and `write` instead."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    """The settings of a site in production."""
    return Config(
        secret_key="jX3vPq8LmZ5tYw2Rk9Bn7Dc4Hf6Gs1VaUe0",
        database_url=database_url,
        base_url="https://sign.example.org",
        mail_from="statements@sign.example.org",
        site_name="Joint statements",
        documents_folder=str(tmp_path / "documents"),
    )


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Each template is compiled once, not once in every test."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(config: Config, compiled_templates: BytecodeCache) -> Iterator[Callable[..., Flask]]:
    """The application with other settings: `make_app(locales=("en", "ar"))`."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        app = create_app(replace(config, **settings))
        app.jinja_env.bytecode_cache = compiled_templates
        app.teardown_appcontext(_nothing_left_behind)
        with app.app_context():
            for engine in db.engines.values():
                knowing_its_sql(engine)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            close_engines()


def _nothing_left_behind(_error: BaseException | None) -> None:
    """A request ends with nothing unsaved: whatever it meant to write is written, or was undone."""
    assert open_work() is None
    if db.session.registry.has():
        session = db.session()
        unsaved = [*session.new, *session.dirty, *session.deleted]
        assert not unsaved, "db.session only reads"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The application as in production, CSRF and limits on."""
    return make_app()


@pytest.fixture
def write(app: Flask) -> Callable[[], AbstractContextManager[Session]]:
    """`with write() as session:` walks the domain's operations and commits, as a unit of work does."""

    @contextmanager
    def work() -> Iterator[Session]:
        with app.app_context(), writing() as session:
            yield session

    return work


@pytest.fixture
def read(app: Flask) -> Callable[[], AbstractContextManager[Session]]:
    """`with read() as session:` sees what is committed at this moment, in objects that outlive it."""

    @contextmanager
    def look() -> Iterator[Session]:
        with app.app_context(), Session(db.engines[READER], expire_on_commit=False) as session:
            yield session

    return look


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as queries:` collects the SQL that runs meanwhile, without BEGIN and COMMIT."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        queries: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if not statement.startswith("BEGIN"):
                queries.append(statement)

        with app.app_context():
            engines = list(db.engines.values())
        for engine in engines:
            sa.event.listen(engine, "before_cursor_execute", note)
        yield queries
        for engine in engines:
            sa.event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def reader(app: Flask) -> Browser:
    """Somebody who is not signed in."""
    return Browser(app)


@pytest.fixture
def visit(reader: Browser) -> Callable[..., Page]:
    """`visit("/en/")`: a page, as somebody sees it who is not signed in."""
    return reader.visit


@pytest.fixture
def moderator(app: Flask) -> Browser:
    """A moderator's browser, signed in through the page."""
    return accounts.signed_in(app, accounts.MODERATOR)


@pytest.fixture
def editor(app: Flask) -> Browser:
    """An editor's browser, signed in through the page."""
    return accounts.signed_in(app, accounts.EDITOR)


@pytest.fixture
def statement(app: Flask, read: Any) -> Statement:
    """The founding statement, imported from its files and published as `make run` does."""
    from app.cli.statement import import_files  # here, so that the domain's tests need no command

    files = sorted((ROOT / "statements").glob("*.md"), key=lambda file: (file.name.count("."), file.name))
    with app.app_context():
        import_files(files, publish=True)
    with read() as session:
        return by_slug(session, files[0].name.split(".")[0])


@pytest.fixture
def sent(app: Flask) -> Sent:
    """The mails that were queued, composed as they leave: `sent.to("aram@example.org")`, `sent[-1].link`."""
    return Sent(app)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time stands still on a Monday morning and moves by `clock.shift(timedelta(days=7))`."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller
