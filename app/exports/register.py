"""The public register as data: a table, and JSON by a published schema. Nothing that readers do not see is in it.

The same state of a statement is the same bytes in every worker. Rows go out one by one, however many there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from sqlalchemy.orm import Session

from app.domain.endorsements.numbers import newest_day
from app.domain.endorsements.on_ledger import openings_by_name
from app.domain.endorsements.queries import PublicSignatory, RegisterCount, register_count
from app.domain.endorsements.register import whole_register
from app.domain.ledger.queries import Opening, size_of, undisclosed
from app.domain.statements.models import Revision, Statement
from app.domain.statements.snapshot import Snapshot
from app.exports.tables import Format, Row, write_table

VERSION = 1  # of the schema: what only adds members keeps it, everything else makes another file beside it
SCHEMA = Path(__file__).with_name(f"signatories-v{VERSION}.schema.json")

_COLUMNS: dict[str, Callable[[PublicSignatory], str]] = {
    "id": lambda one: one.cursor,
    "organisation": lambda one: one.name,
    "organisation_latin": lambda one: one.latin or "",
    "country": lambda one: one.country or "",
    "website": lambda one: one.website or "",
    "founding": lambda one: _yes(one.founding),
    "agreed_by": lambda one: one.agreed_by,
    "revision": lambda one: str(one.revision),
    "current_text": lambda one: _yes(one.under_current),
    "listed": lambda one: one.listed.isoformat(),
    "late": lambda one: _yes(one.late),
    "representative": lambda one: one.representative or "",
    "position": lambda one: one.position or "",
}
HEADER: Row = tuple(_COLUMNS)
_VALUES = tuple(_COLUMNS.values())
AT_ONCE = 500  # signatories whose leaves are looked up together
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Told(NamedTuple):
    """A statement whose register is told as data: as readers see it at one moment, and where."""

    statement: Statement
    revision: Revision  # the current one
    seen: Snapshot
    numbers: RegisterCount
    changed: datetime  # the newest of what is listed and of the texts
    page_url: str
    schema_url: str
    ledger: dict[str, Any] | None  # its name, and how many of those it lists are not shown


def told(
    session: Session,
    statement: Statement,
    revision: Revision,
    seen: Snapshot,
    *,
    page_url: str,
    schema_url: str,
    ledger: str,
) -> Told:
    """What stands above the rows; `ledger` is the name of the public ledger."""
    begun = {"origin": ledger, "undisclosed": undisclosed(session, statement.slug)} if size_of(session) else None
    return Told(
        statement,
        revision,
        seen,
        register_count(session, statement.id),
        _changed(revision, newest_day(session, statement.id)),
        page_url,
        schema_url,
        begun,
    )


def write_register_table(file: IO[bytes], wanted: Format, session: Session, about: Told) -> None:
    """The register as a spreadsheet, in the order of the page."""
    rows = (_cells(one) for one in whole_register(session, about.statement.id))
    write_table(file, wanted, HEADER, rows, title="Signatories", made_at=about.changed)


def write_register_json(file: IO[bytes], session: Session, about: Told) -> None:
    """The register as JSON, a line for each signatory."""
    file.write(_json(_head(about))[:-1].encode() + b',"signatories":[')
    separator, rows = "\n", whole_register(session, about.statement.id)
    while some := list(islice(rows, AT_ONCE)):
        opened = openings_by_name(session, [one.cursor for one in some])
        for one in some:
            file.write(f"{separator}{_json(_signatory(one, opened.get(one.cursor)))}".encode())
            separator = ",\n"
    file.write(b"\n]}\n")


def _head(about: Told) -> dict[str, Any]:
    statement, revision = about.statement, about.revision
    return {
        "$schema": about.schema_url,
        "version": VERSION,
        "generated": _moment(about.changed),
        "statement": {
            "slug": statement.slug,
            "url": about.page_url,
            "language": statement.language,
            "title": {text.language: text.title for text in revision.texts},
            "issued": statement.issued.isoformat(),
            "revision": revision.number,
            "digest": revision.digest,
            "phase": about.seen.phase.value,
            "opens": _moment(statement.opens_at),
            "closes": _moment(statement.closes_at),
        },
        "register_version": about.seen.version.register_version,
        "organisations": about.numbers.organisations,
        "under_current_text": about.numbers.under_current,
        "countries": about.numbers.countries,
        "ledger": about.ledger,
    }


def _signatory(one: PublicSignatory, opening: Opening | None) -> dict[str, Any]:
    return {
        "id": one.cursor,
        "name": one.name,
        "latin": one.latin,
        "country": one.country,
        "website": one.website,
        "founding": one.founding,
        "agreed_by": one.agreed_by,
        "revision": one.revision,
        "current_text": one.under_current,
        "listed": one.listed.isoformat(),
        "late": one.late,
        "representative": one.representative,
        "position": one.position,
        "ledger": opening and {"index": opening.index, "payload": opening.payload, "salt": opening.salt.hex()},
    }


def _cells(one: PublicSignatory) -> Row:
    return [value(one) for value in _VALUES]


def _changed(revision: Revision, newest: date | None) -> datetime:
    """Days are all that readers learn of when somebody was listed, so the day is all that is said here."""
    published = revision.published_at or revision.created_at
    listed = datetime.combine(newest, time(), UTC) if newest else published
    return max(published, listed).replace(microsecond=0)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
