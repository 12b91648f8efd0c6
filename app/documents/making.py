"""Makes the documents that are due, one at a time on the whole machine, small registers first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.catalogues import FOLDER as CATALOGUES
from app.documents.contents import contents
from app.documents.kept import KINDS, PDF, PNG, Shelf, is_true
from app.documents.statement import document, share_picture
from app.documents.tidying import clear_leftovers, the_shelf, tidy
from app.domain.endorsements.queries import register_count
from app.domain.statements.models import Statement
from app.domain.statements.snapshot import Version, snapshots
from app.domain.text.collation import collation_of
from app.extensions import READER, db

SMALL = 300  # organisations: up to here every change is in a document within seconds
CALM = timedelta(minutes=10)  # above, the document of a register that only grows is made again after this long
HERE = Path(__file__).parent


class Due(NamedTuple):
    """The documents of one statement in one language."""

    organisations: int
    version: Version
    locale: str


@contextmanager
def reading() -> Iterator[Session]:
    """One consistent moment of the database."""
    with Session(db.engines[READER], expire_on_commit=False) as session:
        if db.engine.dialect.name == "postgresql":  # SQLite shows a transaction one moment by itself
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


def due(session: Session, shelf: Shelf, *, at: datetime) -> list[Due]:
    """What is to be made now: the smallest registers first."""
    found = []
    for snapshot in snapshots(session, at=at):
        version = snapshot.version
        locales = current_app.config["LOCALES"]
        lacking = [locale for locale in locales if not _is_current(session, shelf, version, locale)]
        if not lacking:
            continue
        number = register_count(session, version.statement_id).organisations
        for locale in lacking:
            if number <= SMALL or not _can_wait(session, shelf, version, locale, at):
                found.append(Due(number, version, locale))
    return sorted(found, key=lambda one: one.organisations)


def make_all(app: Flask) -> Iterator[tuple[Due, Exception | None]]:
    """Make what is due until nothing is left, and say of each how it went; what failed is not tried again."""
    failed: set[tuple[int, str]] = set()
    shelf = the_shelf()
    while True:
        with shelf.alone():
            clear_leftovers()
            with reading() as session:
                waiting = due(session, shelf, at=_now())
            task = next((one for one in waiting if (one.version.statement_id, one.locale) not in failed), None)
            if task is None:
                return
            error = _make(app, shelf, task)
        if error is not None:
            failed.add((task.version.statement_id, task.locale))
        yield task, error


def _make(app: Flask, shelf: Shelf, task: Due) -> Exception | None:
    try:
        with reading() as session:
            slug = session.get_one(Statement, task.version.statement_id).slug
            shown = contents(session, slug, at=_now(), collation=collation_of(task.locale))
        # Without a session: as long as somebody reads, what was erased cannot be emptied from SQLite's journal.
        for kind, made in ((PNG, share_picture(shown, task.locale)), (PDF, document(shown, task.locale))):
            shelf.keep(shown, task.locale, kind, look(task.locale), made)
    except Exception as error:  # one statement that cannot be printed must not keep the others from it
        app.logger.error("a document was not made: %s", type(error).__name__)
        return error
    tidy()  # somebody may have been erased meanwhile
    return None


def _is_current(session: Session, shelf: Shelf, version: Version, locale: str) -> bool:
    """Whether everything is there, of this version, as documents look today."""
    for kind in KINDS:
        kept = shelf.to_show(session, version, locale, kind)
        if kept is None or kept.version.register_version != version.register_version or kept.look != look(locale):
            return False
    return True


def _can_wait(session: Session, shelf: Shelf, version: Version, locale: str, at: datetime) -> bool:
    newest = next(iter(shelf.of(version.statement_id, locale, PDF)), None)
    return newest is not None and is_true(session, newest, version) and newest.made_at > at - CALM


def look(locale: str) -> str:
    """Differs whenever the program or the site's settings would make other documents of the same contents."""
    settings = (current_app.config["SITE_NAME"], current_app.config["BASE_URL"], Path(current_app.root_path))
    return _look(locale, *settings)


@cache
def _look(locale: str, site_name: str, base_url: str, house: Path) -> str:
    files = [*sorted((house / "templates" / "print").iterdir()), *sorted((HERE / "styles").iterdir())]
    files += [CATALOGUES / locale.replace("-", "_") / "LC_MESSAGES" / "messages.po"]
    parts = [file.read_bytes() for file in files if file.exists()]
    return sha256(b"\0".join([site_name.encode(), base_url.encode(), *parts])).hexdigest()[:8]


def _now() -> datetime:
    return datetime.now(UTC)
