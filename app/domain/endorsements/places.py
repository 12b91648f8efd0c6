"""Where each listed organisation stands on the register, for readers of each alphabet: no page sorts anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from app.domain.base import INTERNAL, STRICT, Model
from app.domain.endorsements.naming import names_in
from app.domain.endorsements.states import State
from app.domain.text.collation import COLLATIONS, collation_key

if TYPE_CHECKING:
    from app.domain.endorsements.models import Endorsement

_FROM = ("_state", "printed_position", "organisation", "organisation_latin", "also_known_as", "country")


class RegisterPlace(Model):
    """The place of one listed organisation for one collation. What a reader can ask for is here too: one walk finds it.

    The primary key is the order itself.
    """

    __tablename__ = "register_place"

    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    # one of text.collation.COLLATIONS; to PostgreSQL the name is a word of its own
    collation: Mapped[str] = mapped_column("collation", quote=True, primary_key=True, info=INTERNAL)
    printed_position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sort_key: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True, info=INTERNAL)
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"), primary_key=True)
    country: Mapped[str | None] = mapped_column(info=INTERNAL)
    search_name: Mapped[str] = mapped_column(info=INTERNAL)

    __table_args__ = (
        sa.Index("ix_register_place_endorsement", "endorsement_id"),
        {**STRICT, "sqlite_with_rowid": False, "info": INTERNAL},
    )


def listen(endorsement_class: type[Endorsement]) -> None:
    """From now on the places follow names and state, whichever operation writes them."""
    sa.event.listen(endorsement_class, "after_insert", _write)
    sa.event.listen(endorsement_class, "after_update", _write_if_changed)


def write_places(connection: sa.Connection, endorsements: Sequence[Endorsement]) -> None:
    """Put the places of those that are listed, as they are at this moment, in the place of those that they had."""
    connection.execute(
        sa.delete(RegisterPlace).where(RegisterPlace.endorsement_id.in_([one.id for one in endorsements]))
    )
    rows = [row for one in endorsements if one.state is State.APPROVED for row in _places(one)]
    if rows:
        connection.execute(sa.insert(RegisterPlace), rows)


def sort_key(endorsement: Endorsement, collation: str) -> bytes:
    """Where it stands, or stood, among those that are no founding signatories."""
    names = (endorsement.organisation, endorsement.organisation_latin, endorsement.also_known_as)
    return collation_key(names_in(COLLATIONS[collation].script, *names).shown, collation)


def _places(endorsement: Endorsement) -> Iterator[dict[str, Any]]:
    searched = endorsement.name_keys()["search_name"]
    for collation in COLLATIONS:
        yield {
            "statement_id": endorsement.statement_id,
            "collation": collation,
            "printed_position": endorsement.printed_position,
            "sort_key": sort_key(endorsement, collation),
            "endorsement_id": endorsement.id,
            "country": endorsement.country,
            "search_name": searched,
        }


def _write(_mapper: Mapper[Any], connection: sa.Connection, endorsement: Endorsement) -> None:
    if endorsement.state is State.APPROVED:
        write_places(connection, [endorsement])


def _write_if_changed(_mapper: Mapper[Any], connection: sa.Connection, endorsement: Endorsement) -> None:
    attributes = sa.inspect(endorsement).attrs
    if any(attributes[name].history.has_changes() for name in _FROM):
        write_places(connection, [endorsement])
