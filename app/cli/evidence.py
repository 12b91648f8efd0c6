"""`flask evidence`: look at what was never looked at, or at everything again."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.looking import look_at_the_rest


@click.group()
def evidence() -> None:
    """What was observed about endorsements."""


@evidence.command()
@click.option("--all", "everything", is_flag=True, help="Also what was looked at before.")
@with_appcontext
def look(everything: bool) -> None:
    """Look at every endorsement that was never looked at; after an update, and as often as one likes."""
    click.echo(f"Looked at {look_at_the_rest(everything=everything)} endorsements.")
