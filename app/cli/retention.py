"""`flask retention`: forget what need not be kept any longer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TextIO

import click
from flask.cli import with_appcontext

from app.database import truncate_journal, writing
from app.documents.tidying import tidy
from app.domain.endorsements.erasure import erase_again, erased_names
from app.domain.endorsements.retention import Expired, erase, expired
from app.domain.invitations import erasure as invitations_erased
from app.domain.invitations import retention as invitations
from app.extensions import db


@click.group()
def retention() -> None:
    """What is kept for how long."""


@retention.command()
@click.option("--dry-run", is_flag=True, help="Only count; change nothing.")
@with_appcontext
def run(dry_run: bool) -> None:
    """Erase what is over its time; for a timer, once a day."""
    at = datetime.now(UTC)
    if dry_run:
        over = expired(db.session(), at=at), invitations.expired(db.session(), at=at)
        click.echo(f"Would erase {_words(*over)}.")
        return
    with writing() as session:
        asked = invitations.erase(session, at=at)  # while the endorsements that answer them are there
        erased = erase(session, at=at)
    _done(f"Erased {_words(erased, asked)}")


@retention.command()
@with_appcontext
def erased() -> None:
    """Print the public ids of all that was ever erased, for `replay` on a restored backup. No other trace is left."""
    for name in (*erased_names(db.session()), *invitations_erased.erased_names(db.session())):
        click.echo(name)


@retention.command()
@click.argument("file", type=click.File(encoding="ascii"))
@with_appcontext
def replay(file: TextIO) -> None:
    """Erase again what FILE names (a line each; as `erased` prints, and as every backup keeps beside itself)."""
    names, at = [line.strip() for line in file], datetime.now(UTC)
    with writing() as session:
        asked = invitations_erased.erase_again(session, names, at=at)
        number = erase_again(session, names, at=at)
    _done(f"Erased {number} endorsements and {asked} invitations again")


def _done(words: str) -> None:
    tidy()  # of kept documents
    # A deleted name is still in SQLite's journal until that is emptied.
    if not truncate_journal():
        raise click.ClickException(f"{words}; the journal is in use, so run this again.")
    click.echo(f"{words}.")


def _words(number: Expired, asked: invitations.Expired) -> str:
    return (
        f"{number.unconfirmed} unconfirmed endorsements, {number.declined} declined, {number.withdrawn} withdrawn, "
        f"the contact data of {number.contacts}, {number.messages} sent messages, "
        f"{number.sessions} ended sessions, {number.limits} expired limits, {number.sources} networks, "
        f"{number.imports} spreadsheets, {number.looks} looks, the contact data of {asked.invitations} invitations, "
        f"{asked.lists} lists that were not sent"
    )
