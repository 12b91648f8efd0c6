"""What the site has learnt of names: which are of one organisation, which are not; for every statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from app.domain.base import INTERNAL, STRICT, Model
from app.domain.endorsements.name_marks import NAMED, keys, named
from app.domain.endorsements.states import State
from app.domain.likeness import Aliases, Named

if TYPE_CHECKING:
    from app.domain.endorsements.models import Endorsement

MOST_ROWS = 500  # looked at for one name
_LONGEST_ACRONYM = 6


class Alias(Model):
    """Two keys, in fixed order, and whether they are of one organisation.

    A moderator said so of two endorsements, or the organisation itself by giving both names in one. It goes with the
    endorsements that taught it.
    """

    __tablename__ = "alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    one: Mapped[str] = mapped_column(info=INTERNAL)
    other: Mapped[str] = mapped_column(info=INTERNAL)
    joined: Mapped[bool]
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    other_id: Mapped[int | None] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    moderator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("moderator.id"))
    at: Mapped[datetime]

    __table_args__ = (
        sa.CheckConstraint("one <= other", "in_order"),
        sa.CheckConstraint("(moderator_id IS NULL) = (other_id IS NULL)", "taught_by"),
        sa.CheckConstraint("joined OR moderator_id IS NOT NULL", "kept_apart"),
        sa.Index("ix_alias_one", "one"),
        sa.Index("ix_alias_other", "other"),
        sa.Index("ix_alias_endorsement", "endorsement_id"),
        sa.Index("ix_alias_other_endorsement", "other_id"),
        {**STRICT, "info": INTERNAL},
    )


def listen(endorsement_class: type[Endorsement]) -> None:
    """From now on what is learnt follows the names and the state, whichever operation writes them."""
    sa.event.listen(endorsement_class, "after_insert", _follow)
    sa.event.listen(endorsement_class, "after_update", _follow_if_changed)


def follow(connection: sa.Connection, endorsement: Endorsement) -> None:
    """Learn from the names of a listed organisation; forget what an endorsement taught that stands elsewhere again.

    Names that nobody has approved teach nothing. One that leaves the register has not taken its names back.
    """
    if endorsement.state not in (State.PENDING, State.APPROVED):
        return
    # What its own names taught, and that it was merged into another; that it was told apart from one stays true.
    connection.execute(sa.delete(Alias).where(Alias.endorsement_id == endorsement.id, Alias.joined))
    if endorsement.state is State.APPROVED:
        first, *others = keys(named(endorsement))
        taught = {"joined": True, "endorsement_id": endorsement.id, "at": endorsement.listed_at}
        if others:
            connection.execute(sa.insert(Alias), [in_order(first, other) | taught for other in others])


def teach(session: Session, a: Endorsement, b: Endorsement, *, joined: bool, moderator_id: int, at: datetime) -> None:
    """A moderator said that the two are one organisation, or two. The last word counts."""
    pair = in_order(a.organisation_key, b.organisation_key)
    session.add(
        Alias(**pair, joined=joined, endorsement_id=a.id, other_id=b.id, moderator_id=moderator_id, at=at),
    )
    session.flush()


def known_of(session: Session, named: Named) -> Aliases:
    """What was learnt that can matter for this organisation: of its names, and of the names those were joined with."""
    mine = keys(named)
    rows = _about(session, mine)
    thirds = {key for row in rows for key in (row.one, row.other) if not _is_acronym(key)} - set(mine)
    rows += [row for row in _about(session, thirds) if row not in rows]
    return _as_aliases(rows, [(mine[0], other) for other in mine[1:] if not _is_acronym(other)])


def all_known(session: Session) -> Aliases:
    """Everything that was learnt, for a list of organisations that is compared with a register in one go."""
    return _as_aliases(session.scalars(sa.select(Alias)).all(), [])


def _as_aliases(rows: Iterable[Alias], own: list[tuple[str, str]]) -> Aliases:
    verdicts: dict[tuple[str, str], Alias] = {}
    for row in sorted(rows, key=lambda row: (row.moderator_id is not None, row.id)):
        verdicts[row.one, row.other] = row  # a moderator's word over an organisation's, and the last one
    return Aliases(
        joined=[*own, *(pair for pair, row in verdicts.items() if row.joined)],
        kept_apart=[pair for pair, row in verdicts.items() if not row.joined],
    )


def _follow(_mapper: Mapper[Any], connection: sa.Connection, endorsement: Endorsement) -> None:
    follow(connection, endorsement)


def _follow_if_changed(_mapper: Mapper[Any], connection: sa.Connection, endorsement: Endorsement) -> None:
    attributes = sa.inspect(endorsement).attrs
    if any(attributes[name].history.has_changes() for name in ("_state", *NAMED)):
        follow(connection, endorsement)


def _about(session: Session, keys: Iterable[str]) -> list[Alias]:
    asked = sorted(keys)[:100]
    if not asked:
        return []
    query = sa.select(Alias).where(sa.or_(Alias.one.in_(asked), Alias.other.in_(asked)))
    return list(session.scalars(query.order_by(Alias.id.desc()).limit(MOST_ROWS)))


def in_order(a: str, b: str) -> dict[str, str]:
    """The pair as it is kept, whichever of the two was named first."""
    one, other = sorted((a, b))
    return {"one": one, "other": other}


def _is_acronym(key: str) -> bool:
    """Short enough for many organisations to share it: it says of two that they are one only where both give it."""
    return " " not in key and len(key) <= _LONGEST_ACRONYM
