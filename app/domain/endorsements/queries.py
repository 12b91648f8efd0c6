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
from app.domain.endorsements.naming import Names, names_in
from app.domain.endorsements.places import RegisterPlace, sort_key
from app.domain.endorsements.states import LIVE, State
from app.domain.errors import NotFound
from app.domain.events.models import Event
from app.domain.statements.meaning import covering, since_column
from app.domain.statements.models import Revision
from app.domain.text import email_key, search_key

LISTED = Endorsement._state == State.APPROVED
SHOWN = (  # the columns that `as_public` reads, and no others
    Endorsement.organisation,
    Endorsement.organisation_latin,
    Endorsement.also_known_as,
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
    (Revision.number >= since_column(Revision.statement_id)).label("under_current"),
)


@dataclass(frozen=True, kw_only=True)
class PublicSignatory:
    """What readers see of one listed organisation."""

    name: str
    latin: str | None
    also_known_as: str | None
    country: str | None
    website: str | None
    founding: bool
    representative: str | None
    position: str | None
    revision: int
    under_current: bool  # its signature covers the current text (app/domain/statements/meaning.py)
    agreed_by: str  # an AgreedBy
    late: bool  # it endorsed after the closing, when the editors allowed that
    listed: date  # on which day, in UTC
    cursor: str

    def names_in(self, script: str) -> Names:
        """The name for readers of this script (ISO 15924), and another beside it."""
        return names_in(script, self.name, self.latin or "", self.also_known_as or "")


@dataclass(frozen=True)
class RegisterCount:
    """How many organisations, from how many countries, are listed, and how many of them under the current text."""

    organisations: int
    countries: int
    under_current: int

    @property
    def under_earlier(self) -> int:
        """How many signed an earlier text, and have not said yes to the current one."""
        return self.organisations - self.under_current


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
            LISTED,
        )
    )


def named_like(q: str, names: sa.SQLColumnExpression[str] = Endorsement.search_name) -> sa.ColumnElement[bool]:
    """Whether any name has this in it, in any spelling; what has no letter or figure is in no name."""
    asked = search_key(q)
    return names.contains(asked, autoescape=True) if asked else sa.false()


def public_register(
    session: Session,
    statement_id: int,
    *,
    after: str = "",
    country: str = "",
    q: str = "",
    most: int = 100,
    collation: str = "root",
) -> Sequence[PublicSignatory]:
    """The next `most` listed organisations: the founding ones as printed, then the others as this collation sorts them.

    `after` is the cursor of the last one seen ("" for the start; a wrong one counts as the start); `q` is any part of
    any of its names in any spelling; every page costs the same.
    """
    place = (RegisterPlace.printed_position, RegisterPlace.sort_key, RegisterPlace.endorsement_id)
    found = sa.select(*place).where(RegisterPlace.statement_id == statement_id, RegisterPlace.collation == collation)
    last = _place_of(session, statement_id, after, collation)
    if last is not None:
        found = found.where(sa.tuple_(*place) > sa.tuple_(*(sa.literal(value) for value in last)))
    if country:
        found = found.where(RegisterPlace.country == country)
    if q:
        found = found.where(named_like(q, RegisterPlace.search_name))
    # Which ones, the order says by itself; only their rows are read.
    page = found.order_by(*place).limit(most).subquery()
    wanted = (
        sa.select(*SHOWN, agreed_by_column().label("agreed_by"))
        .join(page, page.c.endorsement_id == Endorsement.id)
        .join(Revision, Revision.id == Endorsement.revision_id)
        .where(LISTED)
        .order_by(page.c.printed_position, page.c.sort_key, page.c.endorsement_id)
    )
    return [as_public(row) for row in session.execute(wanted)]


def register_count(session: Session, statement_id: int, *, country: str = "", q: str = "") -> RegisterCount:
    """The numbers of the same rows that `public_register` lists. What a search finds is not told apart by its texts:
    it is counted from the index alone."""
    under_current = (
        sa.func.count() if q else sa.func.count().filter(Endorsement.revision_id.in_(covering(statement_id)))
    )
    wanted = (
        sa.select(sa.func.count(), sa.func.count(sa.distinct(Endorsement.country)), under_current)
        .select_from(Endorsement)
        .where(Endorsement.statement_id == statement_id, LISTED)
    )
    if country:
        wanted = wanted.where(Endorsement.country == country)
    if q:
        wanted = wanted.where(named_like(q))
    return RegisterCount(*session.execute(wanted).one())


def founders_agreed(session: Session, statement_id: int, *, most: int = 3) -> Sequence[str]:
    """How the founding signatories on the register agreed, in the editors' words, each once; none where they differ
    too much to be said in a line."""
    notes = session.scalars(
        sa.select(Endorsement.agreed)
        .where(Endorsement.statement_id == statement_id, LISTED, Endorsement.printed_position < AFTER_THE_FOUNDERS)
        .distinct()
        .order_by(Endorsement.agreed)
        .limit(most + 1)
    )
    found = [note for note in notes if note]
    return found if len(found) <= most else []


def _place_of(session: Session, statement_id: int, cursor: str, collation: str) -> tuple[int, bytes, int] | None:
    """Also of one that has left the register meanwhile: whoever reads on misses nobody."""
    if not cursor:
        return None
    found = session.scalar(
        sa.select(Endorsement).where(Endorsement.public_id == cursor, Endorsement.statement_id == statement_id)
    )
    if found is None:
        return None
    kept = sa.select(RegisterPlace.sort_key).where(
        RegisterPlace.endorsement_id == found.id, RegisterPlace.collation == collation
    )
    return found.printed_position, session.scalar(kept) or sort_key(found, collation), found.id


def as_public(row: Any) -> PublicSignatory:
    """A row of SHOWN with `agreed_by`."""
    return PublicSignatory(
        name=row.organisation,
        latin=row.organisation_latin or None,
        also_known_as=row.also_known_as or None,
        country=row.country,
        website=row.website or None,
        founding=row.printed_position < AFTER_THE_FOUNDERS,
        representative=row.representative if row.show_representative else None,
        position=row.position if row.show_representative else None,
        revision=row.number,
        under_current=bool(row.under_current),
        agreed_by=row.agreed_by,
        late=row.late,
        listed=row.listed_at.date(),
        cursor=row.public_id,
    )
