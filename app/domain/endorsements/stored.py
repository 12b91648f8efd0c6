"""Everything that is stored about one endorsement, for its signatory to take away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.base import Model
from app.domain.endorsements.evidence.kinds import Kind
from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.models import Endorsement
from app.domain.events.models import Event
from app.domain.moderators.models import Moderator
from app.domain.outbox.models import Message, MessageKind

Row = dict[str, Any]

# Who was asked as a second voice and what they said is theirs: who has no right to sign must not learn it.
_TOLD_TO_IT: dict[sa.FromClause, sa.ColumnElement[bool]] = {
    Event.__table__: Event.tag.not_like("endorsement:voice%"),
    Message.__table__: Message.kind != MessageKind.SECOND_VOICE,
    Observation.__table__: Observation.kind != Kind.SECOND_VOICE,
}


def everything_stored(session: Session, endorsement: Endorsement) -> dict[str, Any]:
    """By table: the endorsement, its history, and the rows of every table that refers to it, as JSON can say them."""
    found: dict[str, Any] = {
        "statement": endorsement.statement.slug,
        "revision": endorsement.revision.number,
        "endorsement": _rows(session, Endorsement.__table__, Endorsement.id == endorsement.id)[0],
        "history": _rows(
            session, Event.__table__, Event.endorsement_id == endorsement.id, _TOLD_TO_IT[Event.__table__]
        ),
    }
    for table, keys in hanging_on_an_endorsement():
        refers = sa.or_(*(key == endorsement.id for key in keys))
        if disclosed(table):
            found[table.name] = _rows(session, table, refers, _TOLD_TO_IT.get(table, sa.true()))
    return found


def hanging_on_an_endorsement() -> Iterator[tuple[sa.Table, list[sa.Column[Any]]]]:
    """Every table that refers to an endorsement, with the columns that say whose the row is.

    Where there is an `endorsement_id`, another column that refers to one only points at it.
    """
    own = Endorsement.__table__.c.id
    for table in Model.metadata.sorted_tables:
        keys = [column for column in table.columns if any(key.column is own for key in column.foreign_keys)]
        if keys:
            yield table, [column for column in keys if column.name == "endorsement_id"] or keys


def disclosed(table: sa.FromClause) -> list[sa.ColumnElement[Any]]:
    """The columns that a signatory gets: all but what is INTERNAL, and who of the moderators it was."""
    if isinstance(table, sa.Table) and table.info.get("personal") is False:
        return []
    accounts = Moderator.__table__.c.id
    return [
        column
        for column in table.columns
        if column.info.get("personal") is not False and not any(key.column is accounts for key in column.foreign_keys)
    ]


def _rows(session: Session, table: sa.FromClause, *conditions: sa.ColumnElement[bool]) -> list[Row]:
    columns = disclosed(table)
    order = list(sa.inspect(table).primary_key) if isinstance(table, sa.Table) else []
    rows = session.execute(sa.select(*columns).where(*conditions).order_by(*order))
    names = [column.name for column in columns]
    return [dict(zip(names, map(_as_json, row), strict=True)) for row in rows]


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, datetime | date) else value
