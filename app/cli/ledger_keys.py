"""`flask ledger keygen`, `rotate`, `begin`: what a ledger starts with, and how its key is changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.database import writing
from app.domain.endorsements.on_ledger import begin as enter_everything
from app.domain.ledger.appending import append
from app.domain.ledger.entries import Entry, Kind
from app.domain.ledger.notes import Checkpoint, Verifier
from app.domain.ledger.queries import size_of
from app.signing import keys
from app.signing.ledger import SigningRefused, key_file, origin, sign_or_alarm, verifiers


@click.command()
@with_appcontext
def keygen() -> None:
    """Make the key that signs the ledger's heads, in LEDGER_KEY_FILE. An existing file is never overwritten."""
    try:
        click.echo(keys.make(_key_file(), origin()).vkey)
    except keys.KeyRefused as refused:
        raise click.ClickException(str(refused)) from None


@click.command()
@with_appcontext
def rotate() -> None:
    """Change to a new key: a leaf says so, and both sign from the next head until the old line leaves the file."""
    path = _key_file()
    if not own_keys():
        raise click.ClickException(f"There is no key in {path} yet: flask ledger keygen")
    new = keys.add(path, origin())
    with writing() as session:
        append(session, [Entry(kind=Kind.KEY, day=datetime.now(UTC).date(), vkey=new.vkey)])
    head = sign_now()
    click.echo(f"{new.vkey}: announced, and signs beside the old key{f' from size {head.size}' if head else ''}")


@click.command()
@with_appcontext
def begin() -> None:
    """Enter what is published and listed already. On a ledger that has begun this changes nothing."""
    number, size = _enter()
    click.echo(f"{number} leaves entered, {size} in all")


def begin_ledger() -> None:
    """What `serve --prepare` does before anybody is served; in development it makes a key as well."""
    path = key_file()
    if current_app.config["DEVELOPMENT"] and path is not None and not path.exists():
        keys.make(path, origin())
    number, _ = _enter()
    if number:
        click.echo(f"The ledger has {number} leaves more")


def own_keys() -> list[Verifier]:
    """The public halves of the keys in the file. Raises ClickException where it cannot be used."""
    try:
        return verifiers()
    except keys.KeyRefused as refused:
        raise click.ClickException(str(refused)) from None


def sign_now() -> Checkpoint | None:
    """Sign a head. Raises ClickException where that is refused."""
    try:
        return sign_or_alarm()
    except (SigningRefused, keys.KeyRefused) as refused:
        raise click.ClickException(f"Not signed: {refused}.") from None


def _enter() -> tuple[int, int]:
    with writing() as session:
        return enter_everything(session, day=datetime.now(UTC).date()), size_of(session)


def _key_file() -> Path:
    path = key_file()
    if path is None:
        raise click.ClickException("Set LEDGER_KEY_FILE to where the key is to be.")
    return path
