"""`flask ledger`: heads of the ledger, signed and printed; the rest of the commands is beside this."""

from __future__ import annotations

import time
from typing import TextIO

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.ledger_keys import begin, keygen, own_keys, rotate, sign_now
from app.cli.ledger_repair import rebuild, verify
from app.domain.ledger.queries import newest_head
from app.extensions import db
from app.signing import witnesses
from app.signing.ledger import key_file

EVERY = 20  # seconds between two looks


@click.group()
def ledger() -> None:
    """The public ledger."""


for command in (begin, keygen, rotate, verify, rebuild):
    ledger.add_command(command)


@ledger.command()
@click.option("--watch", is_flag=True, help="Stay, and sign whatever comes.")
@with_appcontext
def sign(watch: bool) -> None:
    """Sign a head over everything that is committed. For a timer, or with --watch as a service that has the key."""
    if not own_keys():
        raise click.ClickException(f"There is no key in {key_file()}: flask ledger keygen")
    last = -1
    while True:
        try:
            head = sign_now()
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
