"""Signatories at the command line: import them from a spreadsheet, list the register."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from app.cli.signatories_words import FORMAT, as_lines, listed_lines, why_not_imported, why_unreadable
from app.cli.statement import refusing
from app.database import writing
from app.domain.endorsements.entered import entries
from app.domain.endorsements.import_drafts import register_mark
from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.queries import by_slug
from app.extensions import db
from app.imports import Choices, Columns, Judged, Sheet, Unreadable, guess_columns, import_records, judge
from app.imports import read as read_sheet
from app.imports.sheet import MOST_BYTES
from app.looking import look_at_the_rest

STATEMENT = click.option("--statement", "slug", required=True, metavar="SLUG", help="The statement that they signed.")
STATES = ["all", *(state.value for state in State)]


@click.group()
def signatories() -> None:
    """Signatories: import them from a spreadsheet, list the register."""


@signatories.command("import", epilog=FORMAT)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@STATEMENT
@click.option("--dry-run", is_flag=True, help="Only show what every record would become; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, and nothing else.")
@click.option(
    "--agreed",
    default="",
    metavar="HOW",
    help="How they agreed, where the file does not say: “by e-mail”; else “on the list FILE”.",
)
@click.option("--column", "columns", multiple=True, metavar="HEADING=FIELD", help="What a column holds; see below.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; else that with the most organisations.")
@click.option("--encoding", metavar="NAME", help="The encoding of a text file; else it is found out.")
@click.option("--with-suspected", default="", metavar="N,N", help="Import these suspected duplicates: they are none.")
@click.option("--skip", default="", metavar="N,N", help="Do not import these records.")
@click.option("--proposed-countries", is_flag=True, help="Take the countries that are proposed, of merged cells say.")
@with_appcontext
def import_(
    file: Path,
    slug: str,
    dry_run: bool,
    as_json: bool,
    agreed: str,
    columns: tuple[str, ...],
    sheet: str | None,
    encoding: str | None,
    with_suspected: str,
    skip: str,
    proposed_countries: bool,
) -> None:
    """Import the organisations in FILE, a CSV, TSV or XLSX spreadsheet, as endorsements that wait for a moderator.

    Every record gets a verdict. New ones are imported, with warnings or without; all others are only shown. The same
    file again adds nothing.
    """
    choices = Choices(
        agreed=agreed.strip() or _on_the_list(file),
        wanted=_numbers(with_suspected),
        skipped=_numbers(skip),
        proposed_countries=proposed_countries,
    )
    opened, guessed = _opened(file, sheet, encoding, columns)
    with refusing():
        seen = register_mark(db.session(), by_slug(db.session(), slug).id)
        judged = _judged(db.session(), slug, opened, guessed)
    if dry_run:
        _show(opened, guessed, judged, None, as_json=as_json)
        return
    db.session.rollback()
    with refusing(), why_not_imported(), writing() as session:
        statement = by_slug(session, slug)
        if register_mark(session, statement.id) != seen:  # somebody came meanwhile
            judged = _judged(session, slug, opened, guessed)
        outcome = import_records(session, statement, opened, judged, choices, by=ADMINISTRATOR, at=_now())
    look_at_the_rest()
    _show(opened, guessed, judged, outcome.imported, as_json=as_json)


@signatories.command("list")
@STATEMENT
@click.option("--state", type=click.Choice(STATES), default=State.APPROVED.value, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="A JSON list on standard output, and nothing else.")
@with_appcontext
def list_(slug: str, state: str, as_json: bool) -> None:
    """The signatories of a statement in the order of the register, without anybody's address."""
    with refusing():
        statement = by_slug(db.session(), slug)
    found = entries(db.session(), statement.id, None if state == "all" else State(state))
    click.echo(_json(found) if as_json else "\n".join(listed_lines(found, state)))


def _opened(file: Path, name: str | None, encoding: str | None, wanted: Sequence[str]) -> tuple[Sheet, Columns]:
    chosen = dict(part.rpartition("=")[::2] for part in wanted)
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)  # so that an endless file costs nothing
        sheet = read_sheet(raw, file.name, encoding=encoding, sheet=name)
        return sheet, guess_columns(sheet).corrected(chosen)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    except Unreadable as error:
        raise click.ClickException(f"{file}: {why_unreadable(error)}") from None


def _judged(session: Session, slug: str, sheet: Sheet, columns: Columns) -> list[Judged]:
    return judge(session, by_slug(session, slug).id, sheet, columns, today=_now().date())


def _show(
    sheet: Sheet, columns: Columns, judged: Sequence[Judged], imported: dict[int, str] | None, *, as_json: bool
) -> None:
    if not as_json:
        click.echo("\n".join(as_lines(sheet, columns, judged, imported)))
        return
    click.echo(
        _json(
            {
                "encoding": sheet.encoding,
                "sheet": sheet.name,
                "header_record": columns.header_record,
                "columns": columns.by_label,
                "records": [one.as_json for one in judged],
                "other_sheets": list(sheet.other_sheets),
                "imported": None if imported is None else {str(record): name for record, name in imported.items()},
            }
        )
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _on_the_list(file: Path) -> str:
    """How those agreed of whom neither the file nor the command says it."""
    return "on the list " + "".join(character for character in file.name if character.isprintable())[:120]


def _numbers(text: str) -> frozenset[int]:
    try:
        return frozenset(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise click.UsageError(f"{text!r} should be the numbers of records, such as 4,17") from None


def _now() -> datetime:
    return datetime.now(UTC)
