"""What people do about evidence: look again, and write down what a name server said."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.evidence.kinds import Dns, Finding, Kind
from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.evidence.observing import change_of_agreement, observe
from app.domain.endorsements.evidence.websites import proof_domain
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import the
from app.domain.events.operations import Actor, record

_SAID_NOTHING = (Dns.TIMED_OUT, Dns.REFUSED, Dns.BROKEN)


def look_again(session: Session, public_id: str, *, by: Actor, at: datetime) -> Endorsement:
    """Observe it afresh, because somebody asked. Raises NotFound."""
    endorsement = the(session, public_id)
    observe(session, endorsement, at=at)
    _record(session, endorsement, "looked_at", by, at)
    return endorsement


def note_record(
    session: Session, public_id: str, *, domain: str, name_key: str, code: Dns, by: Actor, at: datetime
) -> Endorsement:
    """Keep what the name server said of the record at `domain`, asked for while the organisation had that key.

    An answer that says nothing leaves the last one that did. Nothing is kept where the website was changed meanwhile.
    Raises NotFound.
    """
    endorsement = the(session, public_id)
    if proof_domain(endorsement.website) != domain:
        return endorsement
    if code is Dns.FOUND and name_key != endorsement.organisation_key:
        code = Dns.OUTDATED
    finding = Finding(kind=Kind.DNS, code=code, facts={"domain": domain, "key": name_key})
    with change_of_agreement(session, endorsement):
        replaced = sa.delete(Observation).where(
            Observation.endorsement_id == endorsement.id, Observation.kind == Kind.DNS
        )
        if code in _SAID_NOTHING:
            replaced = replaced.where(Observation.code.in_(_SAID_NOTHING))
        session.execute(replaced)
        session.add(
            Observation(
                endorsement_id=endorsement.id,
                kind=finding.kind,
                code=finding.code,
                weight=finding.weight,
                facts=finding.facts,
                observed_at=at,
            )
        )
        session.flush()
    _record(session, endorsement, "record_looked_up", by, at, code=code)
    return endorsement


def _record(session: Session, endorsement: Endorsement, what: str, by: Actor, at: datetime, **facts: str) -> None:
    record(
        session,
        f"endorsement:{what}",
        by=by,
        at=at,
        statement_id=endorsement.statement_id,
        endorsement_id=endorsement.id,
        **facts,
    )
