"""`flask mail`: send what is in the outbox, and show what is still there."""

from __future__ import annotations

from threading import Event

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli.watching import told_to_end, watch_plans
from app.domain.outbox.models import Message
from app.domain.outbox.queries import given_up, on_their_way, waiting
from app.extensions import db
from app.mail.delivery import Delivered, deliver_due

PAUSE = 10.0  # seconds between two looks at the outbox


@click.group()
def mail() -> None:
    """The outbox: what waits to be sent."""


@mail.command()
@click.option("--watch", is_flag=True, help="Stay, and look again and again.")
@click.option("--every", type=click.FloatRange(0.1, 3600), default=PAUSE, show_default=True, metavar="SECONDS")
@with_appcontext
def deliver(watch: bool, every: float) -> None:
    """Send what is due; fails where the mail server cannot be used. With --watch, publish what was planned, too."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a LocalProxy
    if not app.config["MAIL_URL"]:
        raise click.ClickException("MAIL_URL is not set, so mail stays in the outbox. Set it to smtp://… or smtps://….")
    ended = told_to_end()
    while not ended.is_set():
        pause = watch_plans(app, ended, every=every) if watch else 0.0
        done = _round(app, ended, patient=watch)
        if done and watch:
            click.echo(_report(done))
        if not watch:
            _finish(done)
            return
        ended.wait(pause)


@mail.command(name="list")
@with_appcontext
def list_() -> None:
    """Show what waits and what was given up, without saying to whom."""
    for message in on_their_way(db.session()):
        click.echo(_line(message, f"next try {message.next_attempt_at:%Y-%m-%d %H:%M} UTC"))
    for message in given_up(db.session()):
        click.echo(_line(message, "given up"))
    click.echo(f"{waiting(db.session())} waiting, {len(given_up(db.session()))} given up")


def _round(app: Flask, ended: Event, *, patient: bool) -> Delivered:
    """One round; who watches outlives a database that is busy or away for a while."""
    try:
        return deliver_due(app, stop=ended.is_set)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    except Exception as error:
        if not patient:
            raise
        app.logger.error("mail was not delivered: %s", type(error).__name__)
        return Delivered()


def _finish(done: Delivered) -> None:
    if done.unreachable:
        raise click.ClickException(f"{_report(done)}, {waiting(db.session())} still waiting")
    click.echo(_report(done))


def _report(done: Delivered) -> str:
    parts = [f"{done.sent} sent"]
    parts += [f"{done.put_off} to be tried again"] if done.put_off else []
    parts += [f"{done.given_up} given up"] if done.given_up else []
    parts += [f"{done.needless} no longer needed"] if done.needless else []
    parts += [f"the mail server could not be used ({done.unreachable})"] if done.unreachable else []
    return ", ".join(parts)


def _line(message: Message, state: str) -> str:
    error = f", {message.last_error}" if message.last_error else ""
    return f"{message.public_id}  {message.kind:<10}  {state}, attempts: {message.attempts}{error}"
