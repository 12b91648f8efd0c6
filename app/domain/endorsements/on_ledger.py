"""The ledger follows the registers: whatever changes what readers see of them is a leaf of the same transaction.

No operation calls this. Which rows a transaction touched is noted as they are written; before it commits, what the
registers will show is compared with what the ledger says, and the difference becomes leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session, object_session

from app.domain.events.models import Event
from app.domain.ledger import appending, commitments
from app.domain.ledger.appending import Shown
from app.domain.ledger.models import LedgerListing, LedgerOpening, LedgerRevision
from app.domain.ledger.queries import Opening, openings, size_of
from app.domain.statements.models import Revision, Statement

if TYPE_CHECKING:
    from app.domain.endorsements.models import Endorsement

_TOUCHED = "on_ledger"
_AT_ONCE = 500


def listen(endorsement_class: type[Endorsement]) -> None:
    """From now on every transaction ends with the ledger in agreement with the registers."""
    for model in (endorsement_class, Revision, Statement, Event):
        sa.event.listen(model, "after_insert", _note)
    for model in (endorsement_class, Revision, Statement):
        sa.event.listen(model, "after_update", _note)
    sa.event.listen(Session, "before_commit", _settle)


class _Noted:
    """What a transaction touched, and when it says that it happened."""

    def __init__(self) -> None:
        self.endorsements: dict[int, None] = {}  # in the order in which they were touched
        self.statements: dict[int, None] = {}
        self.at: datetime | None = None
        self.came: datetime | None = None  # the newest row's, for where nothing was said


def _note(_mapper: Mapper[Any], _connection: sa.Connection, row: Any) -> None:
    session = object_session(row)
    if session is None:
        return
    noted: _Noted = session.info.setdefault(_TOUCHED, _Noted())
    if isinstance(row, Event):
        noted.at = row.at
        return
    noted.came = max(noted.came or row.created_at, row.created_at)
    if isinstance(row, Statement):
        noted.statements[row.id] = None
    elif isinstance(row, Revision):
        noted.statements[row.statement_id] = None
    else:
        noted.endorsements[row.id] = None


def _settle(session: Session) -> None:
    if _TOUCHED not in session.info or session.in_nested_transaction():
        return
    session.flush()
    noted: _Noted = session.info.pop(_TOUCHED)
    at = noted.at or noted.came
    if at is None or not (noted.endorsements or noted.statements):
        return
    day = at.date()
    if not size_of(session):
        begin(session, day=day)
        return
    enter_revisions(session, day=day, statements=list(noted.statements))
    follow(session, list(noted.endorsements), day=day)


def begin(session: Session, *, day: date) -> int:
    """Enter every published revision and everybody who is listed, in register order, that the ledger does not have.

    Returns how many leaves that made. On a ledger that is in agreement it changes nothing.
    """
    before = size_of(session)
    enter_revisions(session, day=day)
    for statement in session.scalars(sa.select(Statement).where(Statement.published_at.is_not(None))):
        if enter_listed(session, statement.id, day=day):
            statement.register_version += 1  # openings are part of what readers see
    session.flush()
    session.info.pop(_TOUCHED, None)
    return size_of(session) - before


def enter_revisions(session: Session, *, day: date, statements: Sequence[int] | None = None) -> None:
    """A leaf for each published revision that has none, and for those who are listed under a newly published text."""
    wanted = (
        sa.select(Revision.id, Statement.slug, Revision.number, Revision.digest, Statement.id)
        .join(Statement, Statement.id == Revision.statement_id)
        .outerjoin(LedgerRevision, LedgerRevision.revision_id == Revision.id)
        .where(Statement.published_at.is_not(None), Revision.published_at.is_not(None), LedgerRevision.leaf.is_(None))
        .order_by(Statement.published_at, Statement.id, Revision.number)
    )
    if statements is not None:
        if not statements:
            return
        wanted = wanted.where(Statement.id.in_(statements))
    rows = session.execute(wanted).all()
    for revision_id, slug, number, digest, _ in rows:
        appending.publish(session, revision_id, slug, number, digest, day=day)
    for statement_id in dict.fromkeys(row[4] for row in rows if row[2] == 1):
        enter_listed(session, statement_id, day=day)


def enter_listed(session: Session, statement_id: int, *, day: date) -> int:
    """A leaf for everybody on the register of a published statement whom the ledger does not list, in its order."""
    from app.domain.endorsements.models import Endorsement
    from app.domain.endorsements.queries import LISTED

    wanted = (
        sa.select(Endorsement.id)
        .outerjoin(LedgerListing, LedgerListing.endorsement_id == Endorsement.id)
        .where(Endorsement.statement_id == statement_id, LISTED, LedgerListing.leaf.is_(None))
        .order_by(Endorsement.printed_position, Endorsement.sort_name, Endorsement.id)
    )
    ids = session.scalars(wanted).all()
    follow(session, ids, day=day)
    return len(ids)


def follow(session: Session, ids: Sequence[int], *, day: date) -> None:
    """Bring the ledger into agreement with what the registers show of these endorsements."""
    for start in range(0, len(ids), _AT_ONCE):
        _follow(session, ids[start : start + _AT_ONCE], day=day)


def _follow(session: Session, ids: Sequence[int], *, day: date) -> None:
    shown = {one.endorsement_id: one for one in what_is_shown(session, ids)}
    listings = {
        listing.endorsement_id: (listing, commitments.parse(payload) if payload else {})
        for listing, payload in session.execute(
            sa.select(LedgerListing, LedgerOpening.payload)
            .outerjoin(LedgerOpening, LedgerOpening.idx == LedgerListing.opening)
            .where(LedgerListing.endorsement_id.in_(ids))
        )
    }
    gone = [listings[one][0] for one in ids if one in listings and one not in shown]
    if gone:
        appending.remove(session, gone, day=day)
    for one in ids:
        if one in listings and one in shown:
            listing, payload = listings[one]
            if listing.digest != shown[one].payload["x"]:
                appending.rebind(session, listing, shown[one].payload["x"], day=day)
            # How it was proved, and in which language, is said as it was when somebody last looked at the rest.
            if any(payload.get(key, "") != shown[one].payload[key] for key in ("name", "country", "url")):
                appending.amend(session, listing, shown[one], day=day)
    appending.endorse(session, [shown[one] for one in ids if one in shown and one not in listings], day=day)


def what_is_shown(session: Session, ids: Iterable[int]) -> list[Shown]:
    """The public facts of those of these that are on the register of a published statement."""
    from app.domain.endorsements.evidence.agreement import proof_column
    from app.domain.endorsements.models import Endorsement
    from app.domain.endorsements.queries import LISTED
    from app.domain.statements.models import RevisionText

    own, first = sa.orm.aliased(RevisionText), sa.orm.aliased(RevisionText)
    rows = session.execute(
        sa.select(
            Endorsement.id,
            Statement.slug,
            Endorsement.organisation,
            Endorsement.country,
            Endorsement.website,
            sa.func.coalesce(own.language, first.language, Statement.language),
            proof_column(),
            Revision.digest,
        )
        .join(Statement, Statement.id == Endorsement.statement_id)
        .join(Revision, Revision.id == Endorsement.revision_id)
        .outerjoin(own, sa.and_(own.revision_id == Revision.id, own.language == Endorsement.locale))
        .outerjoin(first, sa.and_(first.revision_id == Revision.id, first.position == 0))
        .where(Endorsement.id.in_(list(ids)), LISTED, Statement.published_at.is_not(None))
    )
    return [
        Shown(
            endorsement_id,
            slug,
            commitments.payload(name=name, country=country, url=website or None, lang=lang, proof=proof, digest=digest),
        )
        for endorsement_id, slug, name, country, website, lang, proof, digest in rows
    ]


def listed_ids(session: Session) -> Sequence[int]:
    """Everybody on any register, a draft's too."""
    from app.domain.endorsements.models import Endorsement
    from app.domain.endorsements.queries import LISTED

    return session.scalars(sa.select(Endorsement.id).where(LISTED).order_by(Endorsement.id)).all()


def openings_by_name(session: Session, public_ids: Sequence[str]) -> dict[str, Opening]:
    """By public id: what opens the leaf of those of these that the ledger lists."""
    from app.domain.endorsements.models import Endorsement

    found = session.execute(
        sa.select(Endorsement.id, Endorsement.public_id).where(Endorsement.public_id.in_(public_ids))
    )
    names = {row.id: row.public_id for row in found}
    return {names[one]: opening for one, opening in openings(session, list(names)).items()}
