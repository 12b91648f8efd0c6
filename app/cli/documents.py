"""`flask documents`: make the PDFs and pictures that are due, outside any request."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from threading import Event

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.documents.able import DEBIAN, can_make_documents
from app.documents.delivering import make_deliveries, something_waits
from app.documents.making import Due, due, make_all, reading
from app.documents.tidying import the_shelf, tidy

PAUSE = 2.0  # seconds between two looks at the registers
AFTER_A_FAILURE = 60.0
COURTESY = 10  # how much everybody else on the machine goes first
MAKE = [sys.executable, "-m", "flask", "--app", "app", "documents", "make"]


@click.group()
def documents() -> None:
    """PDFs of statements, pictures for shared links, packs of deliveries."""


@documents.command()
@click.option("--watch", is_flag=True, help="Stay, and look again and again.")
@click.option("--every", type=click.FloatRange(0.1, 3600), default=PAUSE, show_default=True, metavar="SECONDS")
@with_appcontext
def make(watch: bool, every: float) -> None:
    """Make what is due, and remove what must not be kept; fails where something could not be made."""
    if not can_make_documents():
        raise click.ClickException(
            f"WeasyPrint is missing: apt-get install {DEBIAN}, and pip install -r requirements/pdf.txt."
        )
    if watch:
        _watch(every)
    else:
        _make()


def _make() -> None:
    os.nice(COURTESY)
    tidy()
    made = failed = 0
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a LocalProxy
    tasks: Iterable[tuple[Due | str, Exception | None]] = chain(make_deliveries(app), make_all(app))
    for task, error in tasks:  # deliveries first: somebody waits for them
        made, failed = made + (error is None), failed + (error is not None)
        if error is not None:
            click.echo(f"{_words(task)}: {type(error).__name__}", err=True)
    if failed:
        raise click.ClickException(f"{made} made, {failed} failed")
    click.echo(f"{made} made")


def _words(task: Due | str) -> str:
    """Of an error only its kind is told: its words could name somebody."""
    return f"delivery {task}" if isinstance(task, str) else f"statement {task.version.statement_id}, {task.locale}"


def _watch(every: float) -> None:
    """Look, and have a process of its own make what is due: when it ends, its memory is free again."""
    ended = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
    while not ended.is_set():
        pause = every
        try:
            if _something_is_to_do() and _run(ended):
                pause = AFTER_A_FAILURE
        except Exception as error:  # who watches outlives a database that is busy or away for a while
            current_app.logger.error("documents were not made: %s", type(error).__name__)
            pause = AFTER_A_FAILURE
        ended.wait(pause)


def _something_is_to_do() -> bool:
    tidy()
    if something_waits():
        return True
    with reading() as session:
        return bool(due(session, the_shelf(), at=datetime.now(UTC)))


def _run(ended: Event) -> int:
    """One round; told to end, it takes the maker with it, which leaves nothing half-done."""
    maker = subprocess.Popen(MAKE)  # noqa: S603  this very program
    while maker.poll() is None:
        if ended.wait(0.2):
            maker.terminate()
            maker.wait(timeout=30)
            return 0
    return maker.returncode
