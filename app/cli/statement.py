"""Statements at the command line: import them from files, revise, list. When they open and close: statement_times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.statement_words import why_invalid, why_refused, why_wrong
from app.database import writing
from app.domain.endorsements.founding import Imported, import_statement
from app.domain.endorsements.rebinding import number_to_ask
from app.domain.errors import NotFound, StatementRefused
from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements import operations
from app.domain.statements.draft import StatementDraft
from app.domain.statements.files import LARGEST_FILE, StatementFileError, read_statement_files
from app.domain.statements.models import RevisionKind, Statement
from app.domain.statements.queries import all_statements, by_slug
from app.domain.statements.snapshot import Phase, phase_of
from app.domain.text import InvalidText
from app.extensions import db

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
DONE = {
    Imported.STORED: "imported as a draft; “flask statement publish {slug}” shows it to readers",
    Imported.REPLACED: "the draft was replaced; “flask statement publish {slug}” shows it to readers",
    Imported.PUBLISHED: "published",
    Imported.UNCHANGED: "nothing changed",
    Imported.TEXT_UNCHANGED: "nothing changed; of a published statement only the text is compared, and it is the same",
}


_PHASES = {
    Phase.EARLY: "not yet open",
    Phase.OPEN: "open",
    Phase.CLOSED: "closed",
    Phase.LATE: "closed, late ones taken",
}


@click.group()
def statement() -> None:
    """Statements: import, publish, revise, close, reopen, late, list."""


@statement.command("import")
@FILES
@click.option("--publish", is_flag=True, help="Show it to readers at once; otherwise it is a draft.")
@with_appcontext
def import_(files: tuple[Path, ...], publish: bool) -> None:
    """Read a statement from FILES: the first is the authoritative text, the others are translations.

    The same files again change nothing. A draft is replaced by what the files say now.
    """
    click.echo(import_files(files, publish=publish))


@statement.command()
@FILES
@click.option(
    "--kind",
    type=click.Choice([RevisionKind.CORRECTION.value, RevisionKind.SUBSTANTIVE.value]),
    required=True,
    help="A correction means the same, and signatures carry over; else those who signed are asked again, by mail.",
)
@click.option("--note", required=True, help="What changed, and why, in a sentence or two for readers.")
@click.option("--yes", is_flag=True, help="Do not ask before mailing organisations.")
@with_appcontext
def revise(files: tuple[Path, ...], kind: str, note: str, yes: bool) -> None:
    """Publish the text of FILES as the next revision. Who has signed stays with the revision that was signed."""
    draft = read_files(files)
    with refusing():
        concerned = number_to_ask(db.session(), by_slug(db.session(), draft.slug).id)
    asked = concerned if kind == RevisionKind.SUBSTANTIVE else 0
    if asked and not yes:
        click.confirm(
            f"Publish, and ask {asked} organisation(s) by mail whether they stand by the new text?", abort=True
        )
    with refusing(), writing() as session:
        revision = operations.revise(session, draft, kind=RevisionKind(kind), note=note, by=ADMINISTRATOR, at=_now())
        number = revision.number if revision else None
    mailed = f"; {asked} organisation(s) asked by mail" if asked else ""
    click.echo(f"{draft.slug}: revision {number} published{mailed}" if number else f"{draft.slug}: nothing changed")


@statement.command("list")
@with_appcontext
def list_() -> None:
    """Every statement: its slug, whether it is open, its newest revision, its title."""
    found = all_statements(db.session())
    for one in found:
        newest = one.revisions[-1]
        click.echo(f"{one.slug}  {_state(one)}  revision {newest.number}  {newest.texts[0].title}")
    if not found:
        click.echo("No statements yet: flask statement import FILE")


def import_files(files: Sequence[Path], *, publish: bool) -> str:
    """Import a statement and say in one line what happened. Raises ClickException; then nothing was imported."""
    draft = read_files(files)
    with refusing(), writing() as session:
        outcome = import_statement(session, draft, publish=publish, by=ADMINISTRATOR, at=_now())
    return f"{draft.slug}: {DONE[outcome].format(slug=draft.slug)}"


def read_files(files: Sequence[Path]) -> StatementDraft:
    """The statement in these files. Raises ClickException with the file, the line and the reason."""
    try:
        return read_statement_files([(str(file), _content(file)) for file in files])
    except StatementFileError as error:
        raise click.ClickException(why_wrong(error)) from None


@contextmanager
def refusing() -> Iterator[None]:
    """Refusals of the domain become one line and exit code 1; the transaction inside is undone."""
    try:
        yield
    except NotFound as error:
        raise click.ClickException(f"there is no statement {error}") from None
    except StatementRefused as error:
        raise click.ClickException(why_refused(error)) from None
    except InvalidText as error:
        raise click.ClickException(f"the note {why_invalid(error)}") from None


def _content(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST_FILE + 1)  # so that an endless file costs nothing
        if len(raw) > LARGEST_FILE:
            raise StatementFileError(str(file), 1, "file_too_large", str(LARGEST_FILE // 1000))
        return raw.decode()
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise StatementFileError(str(file), line, "not_utf8", f"0x{raw[error.start]:02x}") from None


def _state(one: Statement) -> str:
    if one.published_at is None:
        return f"planned for {one.publish_at:%Y-%m-%d %H:%M} UTC" if one.publish_at else "draft"
    return _PHASES[phase_of(one, _now())]


def _now() -> datetime:
    return datetime.now(UTC)
