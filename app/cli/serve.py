"""Serve the site: workers for the web and, beside them, who sends mail, publishes what was planned, makes documents."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click
import flask_migrate
from flask import current_app
from flask.cli import with_appcontext

from app.cli.duplicates import index_names
from app.cli.ledger_keys import begin_ledger, own_keys
from app.cli.moderator import first_editor_link
from app.cli.statement import import_files
from app.documents.able import can_make_documents
from app.looking import look_at_the_rest
from app.signing.ledger import sign_if_needed

THREADS_PER_WORKER = 4  # of Python; more only cost memory, writers wait for their turn anyway


@click.command()
@click.option("--prepare", is_flag=True, help="Also migrate, import statements/, send mail, make documents.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@with_appcontext
def serve(prepare: bool, host: str) -> None:
    """Serve the site with the production server."""
    from granian.constants import Interfaces  # here, so that the workers do not carry the server's own parts
    from granian.log import LogLevels
    from granian.server import Server

    if prepare:
        _prepare()
    click.echo(f"Serving {current_app.config['BASE_URL']} (stop with Ctrl-C)")
    server = Server(
        "app.wsgi:application",
        address=host,
        port=current_app.config["PORT"],
        interface=Interfaces.WSGI,
        workers=current_app.config["WORKERS"],
        blocking_threads=THREADS_PER_WORKER,
        backlog=1024,
        log_level=LogLevels.warning,
        log_access=False,  # paths hold the tokens of mailed links
        websockets=False,
        respawn_failed_workers=True,
    )
    with _company() if prepare else nullcontext():  # in production each has a service of its own
        server.serve()


def _prepare() -> None:
    flask_migrate.upgrade()
    begin_ledger()
    index_names()
    look_at_the_rest()
    folder = Path(current_app.root_path) / "statements"
    for slug, files in _statement_files(folder).items():
        click.echo(import_files(files, publish=True) if files else f"{slug}: no files")
    sign_if_needed(current_app._get_current_object())  # type: ignore[attr-defined]  # a LocalProxy
    if current_app.config["DEVELOPMENT"] and not current_app.config["MAIL_URL"]:
        click.echo(f"Mail is not sent but shown at {current_app.config['BASE_URL']}/mailbox")
    link = first_editor_link()
    if link:
        click.echo(f"No moderator yet. Set up the first editor's account (this link works once): {link}")


def _statement_files(folder: Path) -> dict[str, list[Path]]:
    """The files of each statement: `<slug>.md` and its translations `<slug>.<language>.md`."""
    found: dict[str, list[Path]] = {}
    for file in sorted(folder.glob("*.md"), key=lambda path: (path.name.count("."), path.name)):
        found.setdefault(file.name.split(".")[0], []).append(file)
    return found


@contextmanager
def _company() -> Iterator[None]:
    """What a small site has beside its server, as long as that runs: mail leaves (or only what was planned is
    published), documents are made, what commands and plans have entered in the ledger is signed."""
    flask = [sys.executable, "-m", "flask", "--app", "app"]
    first = ["mail", "deliver"] if current_app.config["MAIL_URL"] else ["statement", "publish", "--due"]
    commands = [[*first, "--watch"], *([["documents", "make", "--watch"]] if can_make_documents() else [])]
    commands += [["ledger", "sign", "--watch"]] if own_keys() else []
    processes = [subprocess.Popen([*flask, *command]) for command in commands]  # noqa: S603  this very program
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=30)
