"""The index by which likely duplicates are found: short marks of every name, kept as numbers beside the endorsement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from app.domain.base import INTERNAL, STRICT, Model
from app.domain.likeness import Named, marks
from app.domain.likeness.compare import other_names
from app.domain.text import organisation_key

if TYPE_CHECKING:
    from app.domain.endorsements.models import Endorsement

# Counted up whenever `marks`, `keys` or the collations find something else for the same name: then
# `flask duplicates index` begins anew.
MARKS_VERSION = 3
NAMED = ("organisation", "country", "organisation_latin", "also_known_as", "website", "email")


class NameMark(Model):
    """One mark of one endorsement's names; a number, so that the index is small and has no name in it."""

    __tablename__ = "name_mark"

    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (
        sa.Index("ix_name_mark_endorsement", "endorsement_id"),
        {**STRICT, "sqlite_with_rowid": False, "info": INTERNAL},
    )


def named(endorsement: Endorsement) -> Named:
    """What the endorsement says of its organisation that can give it away."""
    return Named(**{name: getattr(endorsement, name) or "" for name in NAMED})


def keys(named: Named) -> tuple[str, ...]:
    """The keys of all its names, the one it is listed under first."""
    names = (named.organisation, named.organisation_latin, *other_names(named))
    return tuple(dict.fromkeys(organisation_key(name) for name in names if name))


def numbers(named: Named) -> list[int]:
    """Its marks as they stand in the index."""
    return sorted({*map(_number, marks(named)), *key_numbers(keys(named))})


def key_numbers(keys: Iterable[str]) -> Iterator[int]:
    """By which marks an organisation is found that has one of these keys."""
    return (_number(f"key {key}") for key in keys)


def write_marks(connection: sa.Connection, endorsements: Sequence[Endorsement]) -> None:
    """Put the marks of their names, as they are at this moment, in the place of those that they had."""
    rows = [
        {"statement_id": one.statement_id, "mark": number, "endorsement_id": one.id}
        for one in endorsements
        for number in numbers(named(one))
    ]
    connection.execute(sa.delete(NameMark).where(NameMark.endorsement_id.in_([one.id for one in endorsements])))
    connection.execute(sa.insert(NameMark), rows)


def listen(endorsement_class: type[Endorsement]) -> None:
    """From now on the marks follow the names, whichever operation writes them."""
    sa.event.listen(endorsement_class, "before_insert", _stamp)
    sa.event.listen(endorsement_class, "before_update", _stamp_if_renamed)
    sa.event.listen(endorsement_class, "after_insert", _write)
    sa.event.listen(endorsement_class, "after_update", _write_if_renamed)


def _stamp(_mapper: Mapper[Any], _connection: sa.Connection, endorsement: Endorsement) -> None:
    endorsement.marks_version = MARKS_VERSION


def _stamp_if_renamed(_mapper: Mapper[Any], _connection: sa.Connection, endorsement: Endorsement) -> None:
    if _is_renamed(endorsement):
        endorsement.marks_version = MARKS_VERSION


def _write(_mapper: Mapper[Any], connection: sa.Connection, endorsement: Endorsement) -> None:
    write_marks(connection, [endorsement])


def _write_if_renamed(_mapper: Mapper[Any], connection: sa.Connection, endorsement: Endorsement) -> None:
    if _is_renamed(endorsement):
        write_marks(connection, [endorsement])


def _is_renamed(endorsement: Endorsement) -> bool:
    attributes = sa.inspect(endorsement).attrs
    return any(attributes[name].history.has_changes() for name in NAMED)


def _number(mark: str) -> int:
    """63 bits, which both databases keep in a signed integer."""
    return int.from_bytes(blake2b(mark.encode(), digest_size=8).digest(), "big") >> 1
