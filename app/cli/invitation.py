"""Invitations at the command line: send them to a list, remind, list what came of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.invitation_words import as_lines, listed, listed_lines, not_invited, telling
from app.cli.signatories_words import why_unreadable
from app.cli.statement import refusing
from app.database import writing
from app.domain.errors import StaleDecision
from app.domain.events.operations import ADMINISTRATOR
from app.domain.invitations import answers, mailings, operations
from app.domain.invitations.invitee import Letter, clean_note, clean_subject
from app.domain.invitations.models import Mailing
from app.domain.invitations.queries import all_of, numbers
from app.domain.statements.queries import by_slug
from app.domain.text import InvalidText
from app.extensions import db
from app.imports import Unreadable
from app.imports.addressed import as_table
from app.imports.guest_lists import look_at, mark
from app.imports.invitees import GuestList, House
from app.imports.sheet import MOST_BYTES
from app.keyed import for_blocks, for_invitations

STATEMENT = click.option("--statement", "slug", required=True, metavar="SLUG", help="The statement that it is about.")
YES = click.option("--yes", is_flag=True, help="Send without asking.")


@click.group()
def invitation() -> None:
    """Invitations to endorse: send them to a list, remind, list what came of them."""


@invitation.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@STATEMENT
@click.option("--dry-run", is_flag=True, help="Only show what every record would become; send nothing.")
@click.option("--locale", metavar="CODE", help="Language of those whose language the list does not say.")
@click.option("--subject", default="", metavar="TEXT", help="Subject of the mail; else the usual one.")
@click.option("--note", default="", metavar="TEXT", help="A few sentences of your own, in every mail.")
@YES
@with_appcontext
def send(file: Path, slug: str, dry_run: bool, locale: str | None, subject: str, note: str, yes: bool) -> None:
    """Invite the organisations in FILE: a CSV, TSV or XLSX spreadsheet, or a name and an address in each line.

    Every record is shown with what would become of it; only those marked new are invited. Nobody is invited twice.
    """
    letter, raw = _letter(subject, note), _raw(file)
    with refusing():
        statement = by_slug(db.session(), slug)
    chosen = _locale(locale or statement.language, told=locale is not None)
    draft = Mailing(statement_id=statement.id, filename=file.name, raw=raw, locale=chosen, version=1)
    draft.settings, draft.corrections, draft.choices = {}, {}, {}
    seen = mark(db.session(), draft)
    guests = _guests(draft, file)
    click.echo("\n".join(as_lines(guests)))
    if dry_run or not guests.ready:
        click.echo(f"Nothing was sent. {len(guests.ready)} would be invited.")
        return
    if not yes:
        click.confirm(f"Invite {len(guests.ready)} organisations?", abort=True)
    with refusing(), not_invited(), writing() as session:
        there = by_slug(session, slug)
        if mark(session, draft) != seen:
            raise StaleDecision(slug)
        kept = mailings.keep(session, there, raw, file.name, locale=chosen, letter=letter, by=ADMINISTRATOR, at=_now())
        number = operations.send(session, kept, guests.ready, keyed=for_invitations, by=ADMINISTRATOR, at=_now())
    click.echo(f"{number} invited; the mails leave one after another.")


@invitation.command()
@STATEMENT
@YES
@with_appcontext
def remind(slug: str, yes: bool) -> None:
    """Write once more to those who did not answer; nobody is reminded twice."""
    with refusing():
        found = numbers(db.session(), by_slug(db.session(), slug).id).remindable
    if found and not yes:
        click.confirm(f"Remind {found} organisations?", abort=True)
    with refusing(), not_invited(), writing() as session:
        statement, at = by_slug(session, slug), _now()
        answers.look_for_answers(session, statement.id, keyed=for_invitations, at=at)
        number = operations.remind(session, statement, by=ADMINISTRATOR, at=at)
    click.echo(f"{number} reminded.")


@invitation.command("list")
@STATEMENT
@click.option("--json", "as_json", is_flag=True, help="A JSON list on standard output, and nothing else.")
@with_appcontext
def list_(slug: str, as_json: bool) -> None:
    """Everybody who was invited, and what came of it."""
    with refusing():
        statement = by_slug(db.session(), slug)
    found = listed(all_of(db.session(), statement.id))
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(listed_lines(found)))


def _raw(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)  # so that an endless file costs nothing
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    try:
        return as_table(raw.decode("utf-8-sig")).encode()
    except UnicodeDecodeError:
        return raw


def _guests(draft: Mailing, file: Path) -> GuestList:
    locales = current_app.config["LOCALES"]
    house = House(locales=locales, for_invitations=for_invitations, for_blocks=for_blocks)
    try:
        return look_at(db.session(), draft, house=house)
    except Unreadable as error:
        raise click.ClickException(f"{file}: {why_unreadable(error)}") from None


def _letter(subject: str, note: str) -> Letter:
    try:
        return Letter(subject=clean_subject(subject), note=clean_note(note))
    except InvalidText as error:
        raise click.ClickException(telling(error)) from None


def _locale(wanted: str, *, told: bool) -> str:
    locales: tuple[str, ...] = current_app.config["LOCALES"]
    if wanted in locales:
        return wanted
    if told:
        raise click.UsageError(f"the site has no language {wanted!r}, but {', '.join(locales)}")
    return locales[0]


def _now() -> datetime:
    return datetime.now(UTC)
