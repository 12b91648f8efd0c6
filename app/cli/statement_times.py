"""When a statement is published, closed, opened again, and what is taken late, at the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli.statement import refusing, statement
from app.cli.watching import publish_what_is_due, told_to_end, watch_plans
from app.database import writing
from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements import operations, schedule
from app.domain.statements.queries import by_slug
from app.domain.statements.zones import LocalTimeRefused, moment_at
from app.extensions import db

__all__ = ["statement"]

PAUSE = 10.0  # seconds between two looks at what is planned
MOMENT = "MOMENT"  # such as 2026-08-31T18:00+04:00; without an offset, in the statement's zone


@statement.command()
@click.argument("slug", required=False)
@click.option("--at", "moment", metavar=MOMENT, help="Plan it; without an offset, in the statement's time zone.")
@click.option("--cancel", is_flag=True, help="Cancel the plan.")
@click.option("--due", is_flag=True, help="Publish every statement that was planned for now or before.")
@click.option("--watch", is_flag=True, help="With --due: stay, and publish each at its moment.")
@with_appcontext
def publish(slug: str | None, moment: str | None, cancel: bool, due: bool, watch: bool) -> None:
    """Show the draft SLUG to readers; from then on its text is fixed."""
    if (
        due == (slug is not None)
        or (moment is not None and cancel)
        or (due and (moment or cancel))
        or (watch and not due)
    ):
        raise click.UsageError("Name a statement, with --at or --cancel, or ask for --due, with --watch.")
    if watch:
        _watch()
    elif slug is None:
        slugs = publish_what_is_due()
        click.echo("\n".join(f"{one}: published" for one in slugs) or "Nothing is due")
    elif moment is not None:
        _plan(slug, moment)
    elif cancel:
        with refusing(), writing() as session:
            done = schedule.cancel_plan(session, slug, by=ADMINISTRATOR, at=_now())
        click.echo(f"{slug}: no longer planned" if done else f"{slug}: nothing changed, nothing was planned")
    else:
        with refusing(), writing() as session:
            done = operations.publish(session, slug, by=ADMINISTRATOR, at=_now())
        click.echo(f"{slug}: published" if done else f"{slug}: nothing changed, it was published before")


@statement.command()
@click.argument("slug")
@click.option("--at", "moment", metavar=MOMENT, help="Close it then; without an offset, in the statement's time zone.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def close(slug: str, moment: str | None, yes: bool) -> None:
    """Take no endorsements of SLUG from now on; who endorsed before has a day more to confirm."""
    if moment is not None:
        with refusing():
            closes_at = moment_in(slug, moment)
            with writing() as session:
                schedule.close_at(session, slug, closes_at, by=ADMINISTRATOR, at=_now())
        click.echo(f"{slug}: closes on {_said(closes_at)}")
        return
    if not yes:
        click.confirm(f"Close {slug}? No organisation can endorse it from now on", abort=True)
    with refusing(), writing() as session:
        done = operations.close(session, slug, by=ADMINISTRATOR, at=_now())
    click.echo(f"{slug}: closed" if done else f"{slug}: nothing changed, it was closed before")


@statement.command()
@click.argument("slug")
@click.option("--until", "moment", metavar=MOMENT, help="Close it again then; otherwise when somebody closes it.")
@with_appcontext
def reopen(slug: str, moment: str | None) -> None:
    """Take endorsements of SLUG again."""
    with refusing():
        closes_at = moment_in(slug, moment) if moment is not None else None
        with writing() as session:
            schedule.reopen(session, slug, closes_at, by=ADMINISTRATOR, at=_now())
    click.echo(f"{slug}: open" + (f" until {_said(closes_at)}" if closes_at else ""))


@statement.command()
@click.argument("slug")
@click.option("--until", "moment", metavar=MOMENT, help="Until then; otherwise until --end.")
@click.option("--end", is_flag=True, help="Take no more of them.")
@with_appcontext
def late(slug: str, moment: str | None, end: bool) -> None:
    """Take endorsements of SLUG after its closing time; they are marked so."""
    with refusing():
        until = moment_in(slug, moment) if moment is not None else None
        with writing() as session:
            if end:
                done = schedule.end_late(session, slug, by=ADMINISTRATOR, at=_now())
                said = "takes no more late endorsements" if done else "nothing changed, it took no late endorsements"
            else:
                schedule.allow_late(session, slug, until, by=ADMINISTRATOR, at=_now())
                said = "takes late endorsements" + (f" until {_said(until)}" if until else "")
    click.echo(f"{slug}: {said}")


def moment_in(slug: str, text: str) -> datetime:
    """The moment that was typed, in the statement's zone where it says no offset. Raises NotFound, ClickException."""
    zone = by_slug(db.session(), slug).zone
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo is not None else moment_at(moment, zone)
    except LocalTimeRefused as refused:
        happens = "skip" if refused.code == "skipped" else "show twice, so say the offset of,"
        raise click.ClickException(f"clocks in {zone} {happens} {text}") from None
    except (ValueError, OverflowError):
        raise click.ClickException(f"“{text}” is no moment such as 2026-08-31T18:00+04:00") from None


def _plan(slug: str, moment: str) -> None:
    with refusing():
        publish_at = moment_in(slug, moment)
        with writing() as session:
            schedule.plan_publication(session, slug, publish_at, by=ADMINISTRATOR, at=_now())
    click.echo(f"{slug}: will be published on {_said(publish_at)}")


def _watch() -> None:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a LocalProxy
    ended = told_to_end()
    while not ended.is_set():
        ended.wait(watch_plans(app, ended, every=PAUSE))


def _said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _now() -> datetime:
    return datetime.now(UTC)
