"""`flask backup`: a verified copy of the database, while the site is running."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing, suppress
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from app.domain.endorsements.erasure import erased_names
from app.domain.invitations.erasure import erased_names as erased_invitations
from app.extensions import READER, db

ERASED = "erased.txt"
COUNTED = ("statement", "endorsement", "event")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Overwrite the file if it is there.")
@with_appcontext
def backup(file: Path, yes: bool) -> None:
    """Copy the whole database into FILE and verify the copy. Settings and secrets are not in it."""
    file = file.absolute()
    engine = db.engines[READER]
    _refuse_what_is_there(file, yes)
    with suppress(FileNotFoundError):
        for left in file.parent.glob(f".{file.name}.*.part"):  # of a backup that was killed
            left.unlink()
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")  # 0600
    os.close(handle)
    part = Path(name)
    try:
        found = _copy_sqlite(engine, part) if engine.dialect.name == "sqlite" else _dump_postgresql(engine, part)
        _settle(part, file)
    finally:
        part.unlink(missing_ok=True)
    _keep_names_of_the_erased(file.parent)
    click.echo(f"{file}: {file.stat().st_size:,} bytes, {found}")


def _refuse_what_is_there(file: Path, yes: bool) -> None:
    if not file.parent.is_dir():
        raise click.ClickException(f"There is no folder {file.parent}.")
    own = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    if own and file.exists() and file.samefile(own):
        raise click.ClickException(f"{file} is the database itself.")
    if file.exists() and not yes:
        raise click.ClickException(f"{file} is there already; --yes overwrites it.")


def _copy_sqlite(engine: sa.Engine, part: Path) -> str:
    """One consistent moment of the database, as a single file, checked as a whole. Returns what was found in it."""
    with closing(engine.raw_connection()) as source, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        source.driver_connection.backup(copy)  # type: ignore[union-attr]  # sqlite3's own
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise click.ClickException("The copy is damaged, and was not kept: check the database and the disk.")
        if copy.execute("PRAGMA foreign_key_check").fetchone():
            raise click.ClickException("Rows of the copy lack what they belong to, and it was not kept.")
        counts = ", ".join(f"{copy.execute(_COUNT[table]).fetchone()[0]} {table}s" for table in COUNTED)
    return f"verified: {counts}"


_COUNT = {table: f"SELECT count(*) FROM {table}" for table in COUNTED}  # noqa: S608  names of our own


def _dump_postgresql(engine: sa.Engine, part: Path) -> str:
    """A dump for pg_restore, whose table of contents can be read."""
    dump, restore = shutil.which("pg_dump"), shutil.which("pg_restore")
    if dump is None or restore is None:
        raise click.ClickException("pg_dump is missing: install PostgreSQL's client (postgresql-client).")
    url = engine.url
    settings = {  # in the environment, so that no list of processes shows the password
        "PGHOST": url.host or str(url.query.get("host", "")),
        "PGPORT": str(url.port or url.query.get("port", "")),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
        "PGDATABASE": url.database or "",
    }
    environment = {**os.environ, **{name: value for name, value in settings.items() if value}}
    for command in ([dump, "--format=custom", f"--file={part}"], [restore, "--list", str(part)]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603  our own arguments
        if done.returncode:
            raise click.ClickException(f"{Path(command[0]).name} failed: {done.stderr.strip()}")
    entries = sum(1 for line in done.stdout.splitlines() if line and not line.startswith(";"))
    return f"verified: {entries} entries for pg_restore"


def _keep_names_of_the_erased(folder: Path) -> None:
    """Add to the list beside the backups: what is in an older one and was erased since is erased again by
    `flask retention replay`, when that one is restored."""
    file = folder / ERASED
    known = file.read_text("ascii").split() if file.exists() else []
    names = [*dict.fromkeys([*known, *erased_names(db.session()), *erased_invitations(db.session())])]
    if names != known:
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{ERASED}.", suffix=".part")
        with open(handle, "w", encoding="ascii") as part:
            part.write("".join(f"{one}\n" for one in names))
        _settle(Path(name), file)


def _settle(part: Path, file: Path) -> None:
    """On the disk first, then under its name: whoever sees the name sees a whole backup."""
    _sync(part)
    part.replace(file)
    _sync(file.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
