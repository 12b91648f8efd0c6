"""Many in a short time: from one network, or with addresses at one mail domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.evidence.kinds import Burst, Finding, Kind
from app.domain.endorsements.models import Endorsement
from app.domain.text import email_domain, is_free_mail

WITHIN = timedelta(hours=1)
# How many organisations in that time are a burst.
FROM_ONE_NETWORK = 5
AT_ONE_MAIL_DOMAIN = 8
_MOST_READ = 500


@dataclass(frozen=True)
class Signed:
    """One endorsement as it came in."""

    id: int
    at: datetime
    organisation_key: str


def bursts(session: Session, endorsement: Endorsement) -> Iterator[tuple[Finding, tuple[int, ...]]]:
    """Each burst that this endorsement is part of, with the ids of all that are.

    Where a network cannot be told from others, or is forgotten by now, it is no burst.
    """
    if endorsement.agreed is not None:
        return
    if endorsement.source is not None:
        same = Endorsement.source == endorsement.source
        yield from _burst(session, endorsement, same, Burst.NETWORK, FROM_ONE_NETWORK, {})
    domain = email_domain(endorsement.email or "")
    if domain and not is_free_mail(domain):
        same = Endorsement.email_key.endswith(f"@{domain}", autoescape=True)
        facts = {"domain": domain}
        yield from _burst(session, endorsement, same, Burst.MAIL_DOMAIN, AT_ONE_MAIL_DOMAIN, facts)


def densest(signed: Sequence[Signed], mine: Signed) -> list[Signed]:
    """Those within the hour that holds `mine` and the most organisations; each organisation counts once."""
    best: list[Signed] = [mine]
    by_time = sorted(signed, key=lambda one: one.at)
    for first in by_time:
        if not first.at <= mine.at < first.at + WITHIN:
            continue
        inside = [one for one in by_time if first.at <= one.at < first.at + WITHIN]
        if _organisations(inside) > _organisations(best):
            best = inside
    return best


def _burst(
    session: Session,
    endorsement: Endorsement,
    same: sa.ColumnElement[bool],
    code: Burst,
    least: int,
    facts: dict[str, str],
) -> Iterator[tuple[Finding, tuple[int, ...]]]:
    rows = session.execute(
        sa.select(Endorsement.id, Endorsement.created_at, Endorsement.organisation_key)
        .where(
            Endorsement.created_at > endorsement.created_at - WITHIN,
            Endorsement.created_at < endorsement.created_at + WITHIN,
            Endorsement.agreed.is_(None),
            same,
        )
        .order_by(Endorsement.created_at)
        .limit(_MOST_READ)
    )
    mine = Signed(endorsement.id, endorsement.created_at, endorsement.organisation_key)
    inside = densest([Signed(*row) for row in rows], mine)
    number = _organisations(inside)
    if number >= least:
        finding = Finding(kind=Kind.BURST, code=code, facts={**facts, "number": number})
        yield finding, tuple(one.id for one in inside)


def _organisations(signed: Sequence[Signed]) -> int:
    return len({one.organisation_key for one in signed})
