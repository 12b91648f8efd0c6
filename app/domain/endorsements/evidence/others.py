"""Who is here already: the same organisation, or one that is nearly the same, with what matched."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.domain.endorsements.duplicates import likely_duplicates
from app.domain.endorsements.evidence.kinds import Finding, Kind, SameAs
from app.domain.endorsements.models import Endorsement
from app.domain.likeness import Ground

_MOST = 5
_EXACT = (Ground.SAME_KEY, Ground.JOINED)


def same_as(session: Session, endorsement: Endorsement) -> Iterator[tuple[Finding, Finding]]:
    """Each likely duplicate, the likeliest first: what is to be said of this one, and what of the other."""
    for match in likely_duplicates(session, endorsement, most=_MOST):
        grounds = match.likeness.grounds
        code = SameAs.EXACT if set(grounds) & set(_EXACT) else SameAs.NEAR
        facts = {"score": match.likeness.score, "grounds": [ground.value for ground in grounds]}
        yield (
            Finding(kind=Kind.SAME_AS, code=code, facts=facts, other_id=match.endorsement.id),
            Finding(kind=Kind.SAME_AS, code=code, facts=facts, other_id=endorsement.id),
        )
