"""Questions about endorsements. What readers get is a type of its own, with no e-mail address in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.domain.endorsements.evidence.agreement import agreed_by_column
from app.domain.endorsements.models import AFTER_THE_FOUNDERS, Endorsement
from app.domain.endorsements.states import LIVE, State
from app.domain.errors import NotFound
from app.domain.events.models import Event
from app.domain.statements.models import Revision
from app.domain.text import email_key, search_key

_LISTED = Endorsement._state == State.APPROVED
_SHOWN = (  # the columns that `_public` reads, and no others
    Endorsement.organisation,
    Endorsement.organisation_latin,
    Endorsement.country,
    Endorsement.website,
    Endorsement.printed_position,
    Endorsement.show_representative,
    Endorsement.representative,
    Endorsement.position,
    Endorsement.late,
    Endorsement.listed_at,
    Endorsement.public_id,
    Revision.number,
)


@dataclass(frozen=True, kw_only=True)
class PublicSignatory:
    """What readers see of one listed organisation."""

    name: str
    latin: str | None
    country: str | None
    website: str | None
    founding: bool
    representative: str | None
    position: str | None
    revision: int
    agreed_by: str  # an AgreedBy
    late: bool  # it endorsed after the closing, when the editors allowed that
    listed: date  # on which day, in UTC
    cursor: str


@dataclass(frozen=True)
class RegisterCount:
    """How many organisations, from how many countries, are listed."""

    organisations: int
    countries: int


def the(session: Session, public_id: str) -> Endorsement:
    """The endorsement of that public id. Raises NotFound."""
    found = session.scalar(sa.select(Endorsement).where(Endorsement.public_id == public_id))
    if found is None:
        raise NotFound(public_id)
    return found


def by_public_id(session: Session, public_id: str) -> Endorsement:
    """The endorsement of that public id, with its statement and revision. Raises NotFound."""
    found = session.scalar(
        sa.select(Endorsement)
        .options(joinedload(Endorsement.statement), joinedload(Endorsement.revision))
        .where(Endorsement.public_id == public_id)
    )
    if found is None:
        raise NotFound(public_id)
    return found


def live_for_email(session: Session, statement_id: int, email: str) -> Endorsement | None:
    """The endorsement of this statement by that mailbox that is neither declined nor withdrawn."""
    return session.scalar(
        sa.select(Endorsement).where(
            Endorsement.statement_id == statement_id,
            Endorsement.email_key == email_key(email),
            Endorsement._state.in_(LIVE),
        )
    )


def is_submitted(session: Session, submission_id: str) -> bool:
    """Whether this very form was taken already."""
    found = session.scalar(sa.select(Endorsement.id).where(Endorsement.submission_id == submission_id))
    return found is not None


def was_confirmed_with(session: Session, endorsement: Endorsement, version: int) -> bool:
    """Whether a link bound to that version was the one that confirmed, and no new links were asked for since."""
    facts = session.scalar(
        sa.select(Event.facts)
        .where(Event.endorsement_id == endorsement.id, Event.tag == "endorsement:confirmed")
        .order_by(Event.id.desc())
        .limit(1)
    )
    return facts is not None and (facts["version"], facts["links"]) == (version + 1, endorsement.link_version)


def listed_under(session: Session, statement_id: int, organisation_key: str) -> str | None:
    """The public id of the listed endorsement with this key, or None."""
    return session.scalar(
        sa.select(Endorsement.public_id).where(
            Endorsement.statement_id == statement_id,
            Endorsement.organisation_key == organisation_key,
            _LISTED,
        )
    )


def named_like(q: str) -> sa.ColumnElement[bool]:
    """Whether any name has this in it, in any spelling; what has no letter or figure is in no name."""
    asked = search_key(q)
    return Endorsement.search_name.contains(asked, autoescape=True) if asked else sa.false()


def public_register(
    session: Session, statement_id: int, *, after: str = "", country: str = "", q: str = "", most: int = 100
) -> Sequence[PublicSignatory]:
    """The next `most` listed organisations: the founding ones as printed, then the others by name.

    `after` is the cursor of the last one seen ("" for the start; a wrong one counts as the start); `q` is any part of
    any of its names in any spelling; every page costs the same.
    """
    place = (Endorsement.printed_position, Endorsement.sort_name, Endorsement.id)
    wanted = (
        sa.select(*_SHOWN, agreed_by_column().label("agreed_by"))
        .join(Revision, Revision.id == Endorsement.revision_id)
        .order_by(*place)
    )
    found = sa.select(Endorsement.id).where(Endorsement.statement_id == statement_id, _LISTED)
    last = _place_of(session, statement_id, after)
    if last is not None:
        found = found.where(sa.tuple_(*place) > sa.tuple_(*(sa.literal(value) for value in last)))
    if country:
        found = found.where(Endorsement.country == country)
    if q:
        found = found.where(named_like(q))
    # Which ones, an index says by itself; only their rows are read.
    wanted = wanted.where(Endorsement.id.in_(found.order_by(*place).limit(most)))
    return [_public(row) for row in session.execute(wanted)]


def register_count(session: Session, statement_id: int, *, country: str = "", q: str = "") -> RegisterCount:
    """The numbers of the same rows that `public_register` lists."""
    wanted = sa.select(sa.func.count(), sa.func.count(sa.distinct(Endorsement.country))).where(
        Endorsement.statement_id == statement_id, _LISTED
    )
    if country:
        wanted = wanted.where(Endorsement.country == country)
    if q:
        wanted = wanted.where(named_like(q))
    organisations, countries = session.execute(wanted).one()
    return RegisterCount(organisations, countries)


def founders_agreed(session: Session, statement_id: int, *, most: int = 3) -> Sequence[str]:
    """How the founding signatories on the register agreed, in the editors' words, each once; none where they differ
    too much to be said in a line."""
    notes = session.scalars(
        sa.select(Endorsement.agreed)
        .where(Endorsement.statement_id == statement_id, _LISTED, Endorsement.printed_position < AFTER_THE_FOUNDERS)
        .distinct()
        .order_by(Endorsement.agreed)
        .limit(most + 1)
    )
    found = [note for note in notes if note]
    return found if len(found) <= most else []


def countries_listed(session: Session, statement_id: int | None) -> Sequence[tuple[str, int]]:
    """The countries on the register (None: on every one) with how many organisations each, the most first."""
    number = sa.func.count()
    rows = session.execute(
        sa.select(Endorsement.country, number)
        .where(*_listed_on(statement_id), Endorsement.country.is_not(None))
        .group_by(Endorsement.country)
        .order_by(number.desc(), Endorsement.country)
    )
    return [(str(country), count) for country, count in rows]


def _listed_on(statement_id: int | None) -> list[sa.ColumnElement[bool]]:
    return [_LISTED] if statement_id is None else [_LISTED, Endorsement.statement_id == statement_id]


def _place_of(session: Session, statement_id: int, cursor: str) -> tuple[int, str, int] | None:
    if not cursor:
        return None
    row = session.execute(
        sa.select(Endorsement.printed_position, Endorsement.sort_name, Endorsement.id).where(
            Endorsement.public_id == cursor, Endorsement.statement_id == statement_id
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def _public(row: Any) -> PublicSignatory:
    return PublicSignatory(
        name=row.organisation,
        latin=row.organisation_latin or None,
        country=row.country,
        website=row.website or None,
        founding=row.printed_position < AFTER_THE_FOUNDERS,
        representative=row.representative if row.show_representative else None,
        position=row.position if row.show_representative else None,
        revision=row.number,
        agreed_by=row.agreed_by,
        late=row.late,
        listed=row.listed_at.date(),
        cursor=row.public_id,
    )


def listed_by_day(session: Session, statement_id: int | None) -> Sequence[tuple[date, int]]:
    """On which days (UTC) how many of those on the register (None: on every one) were listed, the earliest first."""
    day = sa.func.substr(sa.cast(Endorsement.listed_at, sa.Text), 1, 10)
    rows = session.execute(sa.select(day, sa.func.count()).where(*_listed_on(statement_id)).group_by(day).order_by(day))
    return [(date.fromisoformat(found), number) for found, number in rows]


def newest_day(session: Session, statement_id: int) -> date | None:
    """The day (UTC) on which the newest of those on the register was listed; None while it is empty."""
    newest = session.scalar(sa.select(sa.func.max(Endorsement.listed_at)).where(*_listed_on(statement_id)))
    return newest.date() if newest else None
