"""The record that shows whose a domain is: what to put there, what came of looking, and looking now."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app import dns_proof
from app.domain.endorsements.evidence.kinds import Dns, Kind
from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.evidence.observing import observations
from app.domain.endorsements.evidence.operations import note_record
from app.domain.endorsements.evidence.websites import proof_domain
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.events.operations import Actor
from app.extensions import db
from app.web import limits
from app.web.work import now, unit_of_work

SAID = {
    Dns.FOUND: _l("The record was found at %(domain)s: whoever runs that domain put it there."),
    Dns.ABSENT: _l("There is no such record at %(domain)s yet."),
    Dns.OTHER_VALUE: _l("At %(domain)s there is a record of this kind, but it says something else."),
    Dns.TIMED_OUT: _l("The name server did not answer about %(domain)s in time."),
    Dns.REFUSED: _l("The name server did not want to answer about %(domain)s."),
    Dns.BROKEN: _l("What the name server answered about %(domain)s made no sense."),
    Dns.OUTDATED: _l("The record was found at %(domain)s, but the organisation was renamed since. Check again."),
}


@dataclass(frozen=True)
class Proof:
    """A record that would show that the domain of the website is the organisation's own."""

    domain: str
    name: str
    value: str
    seen: list[Observation]  # what came of looking, the surest first

    @property
    def found(self) -> bool:
        """Whether it was there, and still speaks for this organisation."""
        return any(one.code == Dns.FOUND for one in self.seen)


def proof(endorsement: Endorsement) -> Proof | None:
    """What the organisation can put into its domain; None where its website has none of its own, or it is too early,
    or too late."""
    domain = proof_domain(endorsement.website)
    if not domain or endorsement.state not in (State.PENDING, State.APPROVED):
        return None
    seen = [one for one in observations(db.session(), endorsement.id) if one.kind == Kind.DNS]
    name, value = dns_proof.record_name(domain), dns_proof.record_value(endorsement.public_id, domain)
    return Proof(domain, name, value, seen)


def check(endorsement: Endorsement, *, by: Actor) -> None:
    """Look the record up now, and keep what was said; the database waits for nobody meanwhile.

    Nothing happens where there is no domain to ask about. Raises RateLimited, Overloaded.
    """
    wanted = proof(endorsement)
    if wanted is None:
        return
    with unit_of_work():
        limits.spend("dns_endorsement", endorsement.public_id)
        limits.spend("dns_site")
    name_key = endorsement.organisation_key
    code = dns_proof.look_up(endorsement.public_id, wanted.domain)
    with unit_of_work() as session:
        note_record(session, endorsement.public_id, domain=wanted.domain, name_key=name_key, code=code, by=by, at=now())


def sentence(observation: Observation) -> str:
    """What the name server said, in words."""
    return str(SAID[Dns(observation.code)]) % {"domain": observation.facts["domain"]}
