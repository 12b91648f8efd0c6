"""Accounts at the command line: add, list, retire, reset."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from app.cli.statement_words import why_invalid
from app.database import writing
from app.domain.errors import AccountRefused, NotFound
from app.domain.events.operations import ADMINISTRATOR
from app.domain.moderators import operations
from app.domain.moderators.models import Moderator, Role
from app.domain.moderators.queries import everybody, nobody_yet
from app.domain.text import InvalidText, clean_email, clean_line
from app.extensions import db
from app.links import Purpose, sign
from app.mail.addresses import absolute_url

REFUSED = {
    "email_taken": "there is an account with this address",
    "password_short": "the password is too short: at least 15 characters",
    "password_long": "the password is too long: at most 128 characters",
    "password_common": "the password is easy to guess: take four or five unrelated words",
    "retired": "this account is retired already",
}


@click.group()
def moderator() -> None:
    """Accounts of moderators and editors: add, list, retire, reset."""


@moderator.command()
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know the person.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input; else a link is made.")
@with_appcontext
def add(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Add an account for EMAIL. Without a password an invitation is mailed, and its link printed."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    try:
        address, called = _cleaned("address", email), _cleaned("name", name)
        if not address or not called:
            raise click.ClickException("an address and a name are needed")
        with writing() as session:
            added = operations.add(
                session, email=address, name=called, role=Role(role), password=password, by=ADMINISTRATOR, at=_now()
            )
    except AccountRefused as error:
        raise click.ClickException(REFUSED[error.code]) from None
    click.echo(f"{added.email}: {role} added" + (f"; set up at {_invitation(added)}" if password is None else ""))


@moderator.command("list")
@with_appcontext
def list_() -> None:
    """Every account: address, name, role, and whether it can sign in."""
    found = everybody(db.session())
    for one in found:
        click.echo(f"{one.email}  {one.name}  {one.role}  {_state(one)}")
    if not found:
        click.echo("No accounts yet: flask moderator add EMAIL --name NAME --role editor")


@moderator.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def retire(email: str, yes: bool) -> None:
    """End the account of EMAIL for good; what it decided stays."""
    if not yes:
        click.confirm(f"Retire {email}? The account cannot be used again", abort=True)
    _change(email, operations.retire, "retired")


@moderator.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def reset(email: str, yes: bool) -> None:
    """Forget password and second factor of EMAIL, and invite again."""
    if not yes:
        click.confirm(f"Reset {email}? Password and second factor are forgotten", abort=True)
    changed = _change(email, operations.reset, "reset")
    click.echo(f"Set up again at {_invitation(changed)}")


def first_editor_link() -> str | None:
    """The address at which the first editor sets up an account; None as soon as there is an account."""
    if not nobody_yet(db.session()):
        return None
    return absolute_url("sign_in.set_up", link=sign(Purpose.FIRST_EDITOR, "first", 0))


def _cleaned(what: str, text: str) -> str:
    try:
        return clean_email(text) if what == "address" else clean_line(text, longest=120)
    except InvalidText as error:
        raise click.ClickException(f"the {what} {why_invalid(error)}") from None


def _change(email: str, operation: Callable[..., Moderator], done: str) -> Moderator:
    try:
        with writing() as session:
            changed = operation(session, email, by=ADMINISTRATOR, at=_now())
    except NotFound:
        raise click.ClickException(f"{email}: there is no such account") from None
    except AccountRefused as error:
        raise click.ClickException(f"{email}: {REFUSED[error.code]}") from None
    click.echo(f"{changed.email}: {done}")
    return changed


def _invitation(account: Moderator) -> str:
    return absolute_url("sign_in.set_up", link=sign(Purpose.INVITATION, account.public_id, account.link_version))


def _state(account: Moderator) -> str:
    if account.retired_at is not None:
        return "retired"
    return "active" if account.password_hash else "invited"


def _now() -> datetime:
    return datetime.now(UTC)
