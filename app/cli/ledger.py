"""`flask ledger`: the key, the heads that it signs, and whether everything is as it was signed."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.ledger_repair import rebuild, verify
from app.database import writing
from app.domain.endorsements.on_ledger import begin as enter_everything
from app.domain.ledger.appending import append
from app.domain.ledger.entries import Entry, Kind
from app.domain.ledger.notes import Checkpoint, Verifier
from app.domain.ledger.queries import newest_head, size_of
from app.extensions import db
from app.signing import keys, witnesses
from app.signing.ledger import SigningRefused, key_file, origin, sign_or_alarm, verifiers

EVERY = 20  # seconds between two looks


@click.group()
def ledger() -> None:
    """The public ledger."""


ledger.add_command(verify)
ledger.add_command(rebuild)


@ledger.command()
@with_appcontext
def keygen() -> None:
    """Make the key that signs the ledger's heads, in LEDGER_KEY_FILE. An existing file is never overwritten."""
    try:
        click.echo(keys.make(_key_file(), origin()).vkey)
    except keys.KeyRefused as refused:
        raise click.ClickException(str(refused)) from None


@ledger.command()
@with_appcontext
def rotate() -> None:
    """Change to a new key: a leaf says so, and both sign from the next head until the old line leaves the file."""
    path = _key_file()
    if not _own_keys():
        raise click.ClickException(f"There is no key in {path} yet: flask ledger keygen")
    new = keys.add(path, origin())
    with writing() as session:
        append(session, [Entry(kind=Kind.KEY, day=datetime.now(UTC).date(), vkey=new.vkey)])
    head = _sign()
    click.echo(f"{new.vkey}: announced, and signs beside the old key{f' from size {head.size}' if head else ''}")


@ledger.command()
@with_appcontext
def begin() -> None:
    """Enter what is published and listed already. On a ledger that has begun this changes nothing."""
    with writing() as session:
        number = enter_everything(session, day=datetime.now(UTC).date())
        size = size_of(session)
    click.echo(f"{number} leaves entered, {size} in all")


@ledger.command()
@click.option("--watch", is_flag=True, help="Stay, and sign whatever comes.")
@with_appcontext
def sign(watch: bool) -> None:
    """Sign a head over everything that is committed. For a timer, or with --watch as a service that has the key."""
    if not _own_keys():
        raise click.ClickException(f"There is no key in {key_file()}: flask ledger keygen")
    last = -1
    while True:
        try:
            head = _sign()
            if head is not None and head.size != last:
                click.echo(f"Signed: {head.size} leaves")
                last = head.size
        except click.ClickException as error:
            if not watch:
                raise
            current_app.logger.error("no head of the ledger was signed: %s", error.message)
        if not watch:
            return
        time.sleep(EVERY)


@ledger.command()
@with_appcontext
def checkpoint() -> None:
    """Print the newest signed head."""
    note = newest_head(db.session())
    if note is None:
        raise click.ClickException("No head was signed yet: flask ledger sign")
    click.echo(str(note), nl=False)


@ledger.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@with_appcontext
def cosign(file: TextIO) -> None:
    """Take the cosignatures of LEDGER_WITNESSES out of FILE: lines as `undersigned-verify watch` prints them."""
    taken = witnesses.take(file.read())
    if not taken:
        raise click.ClickException("There is no cosignature of a known witness under one of our heads in it.")
    for name, size in taken:
        click.echo(f"{name}: {size} leaves")


def _key_file() -> Path:
    path = key_file()
    if path is None:
        raise click.ClickException("Set LEDGER_KEY_FILE to where the key is to be.")
    return path


def _own_keys() -> list[Verifier]:
    try:
        return verifiers()
    except keys.KeyRefused as refused:
        raise click.ClickException(str(refused)) from None


def _sign() -> Checkpoint | None:
    try:
        return sign_or_alarm()
    except (SigningRefused, keys.KeyRefused) as refused:
        raise click.ClickException(f"Not signed: {refused}.") from None
