"""What the public learns of the evidence: how each organisation agreed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import sqlalchemy as sa

from app.domain.endorsements.evidence.kinds import Dns, Domain, Kind, SecondVoice
from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.models import Endorsement


class AgreedBy(StrEnum):
    """How an organisation agreed, the surest first."""

    SECOND_VOICE = "second_voice"
    OWN_DOMAIN = "own_domain"
    MAIL = "mail"
    WRITING = "writing"


# What shows that the domain is its own. The address proves it only where its mailbox was used.
BY_DOMAIN = (Domain.BELONGS, Domain.SUBDOMAIN)
_SECOND_VOICE = (Kind.SECOND_VOICE, SecondVoice.CONFIRMED)
_RECORD = (Kind.DNS, Dns.FOUND)


def agreed_by(endorsement: Endorsement, observed: Iterable[Observation]) -> AgreedBy:
    """How this one agreed, by what was observed."""
    pairs = {(one.kind, one.code) for one in observed}
    confirmed = endorsement.confirmed_at is not None
    if _SECOND_VOICE in pairs:
        return AgreedBy.SECOND_VOICE
    if _RECORD in pairs or (confirmed and pairs & {(Kind.DOMAIN, code) for code in BY_DOMAIN}):
        return AgreedBy.OWN_DOMAIN
    return AgreedBy.MAIL if confirmed else AgreedBy.WRITING


def agreed_by_column() -> sa.ColumnElement[str]:
    """The same, for a question about many endorsements."""
    by_domain = sa.and_(Endorsement.confirmed_at.is_not(None), _observed(Kind.DOMAIN, *BY_DOMAIN))
    return sa.case(
        (_observed(*_SECOND_VOICE), sa.literal(AgreedBy.SECOND_VOICE.value)),
        (sa.or_(_observed(*_RECORD), by_domain), sa.literal(AgreedBy.OWN_DOMAIN.value)),
        (Endorsement.confirmed_at.is_not(None), sa.literal(AgreedBy.MAIL.value)),
        else_=sa.literal(AgreedBy.WRITING.value),
    )


def proof_column() -> sa.ColumnElement[str]:
    """How the ledger says what was proved: the words of its payload (ledger/commitments.py)."""
    by_domain = sa.and_(Endorsement.confirmed_at.is_not(None), _observed(Kind.DOMAIN, *BY_DOMAIN))
    return sa.case(
        (_observed(*_RECORD), sa.literal("dns")), (by_domain, sa.literal("email-domain")), else_=sa.literal("manual")
    )


def _observed(kind: str, *codes: str) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Observation.endorsement_id == Endorsement.id, Observation.kind == kind, Observation.code.in_(codes)
    )
