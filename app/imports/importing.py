"""What was judged, and chosen, becomes endorsements that wait for a moderator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.endorsements import notices
from app.domain.endorsements.details import EndorsementDetails
from app.domain.endorsements.imported import remember_batch
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import take_imported
from app.domain.errors import DomainError
from app.domain.events.operations import Actor, record
from app.domain.statements.models import Statement
from app.domain.statements.queries import current_revision
from app.imports.judging import IMPORTED_ON_REQUEST, IMPORTED_UNASKED, Judged
from app.imports.sheet import Sheet


class ImportRefused(DomainError):
    """Nothing was imported: `code` says why, `records` which of them are meant."""

    def __init__(self, code: str, records: Sequence[int] = ()) -> None:
        super().__init__(f"{code} {' '.join(map(str, records))}".strip())
        self.code, self.records = code, tuple(records)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a person decided: how those agreed whose record does not say, and which records against the rule."""

    agreed: str = ""
    wanted: Set[int] = field(default_factory=frozenset)  # suspected duplicates that are none
    skipped: Set[int] = field(default_factory=frozenset)
    proposed_countries: bool = False  # take what is proposed where the country is missing


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did: the records that were imported, and the public id of each endorsement."""

    imported: dict[int, str]
    batch_id: int | None


def chosen(judged: Sequence[Judged], choices: Choices) -> list[Judged]:
    """The records that these choices import. Raises ImportRefused where one was asked for that cannot be imported."""
    allowed = {one.record for one in judged if one.verdict in IMPORTED_ON_REQUEST}
    if unknown := sorted(choices.wanted - allowed):
        raise ImportRefused("not_importable", unknown)
    return [
        one
        for one in judged
        if one.record not in choices.skipped and (one.verdict in IMPORTED_UNASKED or one.record in choices.wanted)
    ]


def import_records(
    session: Session,
    statement: Statement,
    sheet: Sheet,
    judged: Sequence[Judged],
    choices: Choices,
    *,
    by: Actor,
    at: datetime,
) -> ImportOutcome:
    """Enter what was chosen, as pending endorsements; nobody is mailed but the moderators.

    Raises ImportRefused: the statement is a draft, a record does not say how it agreed, or it cannot be imported. Then
    nothing was written.
    """
    if statement.published_at is None:
        raise ImportRefused("draft")
    taken = chosen(judged, choices)
    if silent := [one.record for one in taken if not (one.facts.agreed or choices.agreed.strip())]:
        raise ImportRefused("how_agreed", silent)
    if not taken:  # the same file again, mostly
        return ImportOutcome({}, None)
    revision_id = current_revision(session, statement.id).id
    entered = [(one, _enter(session, statement, revision_id, one, choices, by=by, at=at)) for one in taken]
    counts = Counter(one.verdict.value for one in judged) | {"imported": len(entered)}
    batch = remember_batch(
        session,
        statement.id,
        filename=sheet.filename,
        sha256=sheet.sha256,
        counts=counts,
        imported=[(one.record, endorsement) for one, endorsement in entered],
        by=by,
        at=at,
    )
    record(session, "statement:signatories_imported", by=by, at=at, statement_id=statement.id, batch=batch.id)
    notices.to_moderators(session, at=at)
    return ImportOutcome({one.record: endorsement.public_id for one, endorsement in entered}, batch.id)


def _enter(
    session: Session, statement: Statement, revision_id: int, one: Judged, choices: Choices, *, by: Actor, at: datetime
) -> Endorsement:
    facts = one.facts
    country = facts.country or (facts.proposed.get("country") if choices.proposed_countries else None)
    details = EndorsementDetails(
        organisation=facts.organisation,
        organisation_latin=facts.organisation_latin,
        also_known_as=facts.also_known_as,
        country=country or "",
        website=facts.website,
        representative=facts.representative,
        position=facts.position,
        email=facts.email,
        note=facts.note,
    )
    how = facts.agreed or choices.agreed.strip()
    endorsement = Endorsement(
        statement_id=statement.id,
        revision_id=revision_id,
        agreed=f"{how}, {facts.day.isoformat()}" if facts.day else how,
        locale=statement.language,
        created_at=at,
    )
    endorsement.write_down(details)
    endorsement.email = details.email or None
    take_imported(session, endorsement, by=by, at=at, row=one.record)
    return endorsement
