"""`flask retention`: forget what need not be kept any longer."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from app.database import truncate_journal, writing
from app.domain.endorsements.retention import Expired, erase, expired
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
        click.echo(f"Would erase {_words(expired(db.session(), at=at))}.")
        return
    with writing() as session:
        erased = erase(session, at=at)
    # A deleted name is still in SQLite's journal until that is emptied.
    if not truncate_journal():
        raise click.ClickException(f"Erased {_words(erased)}; the journal is in use, so run this again.")
    click.echo(f"Erased {_words(erased)}.")


def _words(number: Expired) -> str:
    return (
        f"{number.endorsements} unconfirmed endorsements, {number.messages} sent messages, "
        f"{number.sessions} ended sessions, {number.limits} expired limits"
    )
