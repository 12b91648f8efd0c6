"""`flask evidence`: look at what was never looked at, or at everything again."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from app.database import writing
from app.domain.endorsements.evidence.backlog import look_at_some
from app.extensions import db

AT_ONCE = 50  # in one transaction, so that nobody else waits long


@click.group()
def evidence() -> None:
    """What was observed about endorsements."""


@evidence.command()
@click.option("--all", "everything", is_flag=True, help="Also what was looked at before.")
@with_appcontext
def look(everything: bool) -> None:
    """Look at every endorsement that was never looked at; after an update, and as often as one likes."""
    click.echo(f"Looked at {look_at_the_rest(everything=everything)} endorsements.")


def look_at_the_rest(*, everything: bool = False) -> int:
    """Look, some at a time; returns at how many. Whoever comes meanwhile is looked at as ever."""
    number, after = 0, 0
    while True:
        db.session.rollback()
        with writing() as session:
            seen = look_at_some(session, after=after, most=AT_ONCE, everything=everything, at=datetime.now(UTC))
        if not seen:
            return number
        number, after = number + len(seen), seen[-1]
