"""One line of the queue: what one needs to see at a glance to know whether to look closer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.domain.endorsements.assignments import assigned
from app.domain.endorsements.colleague_notes import number_of_notes
from app.domain.endorsements.desk import names_met_twice
from app.domain.endorsements.evidence.kinds import Domain, Kind
from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.evidence.observing import at_a_glance
from app.domain.endorsements.models import Endorsement
from app.domain.moderators.queries import names
from app.domain.text import email_domain, website_domain
from app.web.bidi import set_apart
from app.web.moderate.colleagues import looking_now
from app.web.moderate.evidence import KINDS

Mark = tuple[str, str]  # ok, care, stop or plain; and its word
_SIGNS = {Domain.BELONGS: "ok", Domain.SUBDOMAIN: "ok", Domain.NO_WEBSITE: "plain"}


@dataclass(frozen=True)
class Row:
    """An endorsement, its marks, and its mail beside its website in short."""

    endorsement: Endorsement
    marks: Sequence[Mark]
    domains: Mark | None
    looking: Sequence[str]


def rows(session: Session, shown: Sequence[Endorsement], *, by: int) -> list[Row]:
    """The lines for these; one question to the database for each thing, however many there are."""
    ids, who = [one.id for one in shown], names(session)
    twice, taken, notes = names_met_twice(session, shown), assigned(session, ids), number_of_notes(session, ids)
    looks, observed = looking_now(session, ids, who), at_a_glance(session, ids)
    return [
        Row(
            one,
            [
                *_warnings(one, one.public_id in twice, observed.get(one.id, [])),
                *_of_colleagues(taken.get(one.id), notes.get(one.id, 0), who, by),
            ],
            _domains(one, observed.get(one.id, [])),
            looks.get(one.id, []),
        )
        for one in shown
    ]


def _warnings(endorsement: Endorsement, met_twice: bool, observed: Sequence[Observation]) -> list[Mark]:
    """What speaks against it, each kind once, the strongest first; and the change that waits."""
    marks = [("stop", _("same name"))] if met_twice else []
    worst: dict[str, int] = {}
    for one in observed:
        if one.weight < 0 and one.kind != Kind.DOMAIN and not (met_twice and one.kind == Kind.SAME_AS):
            worst[one.kind] = min(one.weight, worst.get(one.kind, 0))
    if endorsement.suspicion and Kind.ROBOT not in worst:
        worst[Kind.ROBOT] = -1
    for kind, weight in sorted(worst.items(), key=lambda pair: pair[1]):
        marks.append(
            ("care" if weight == -1 else "stop", _("robot?") if kind == Kind.ROBOT else str(KINDS[Kind(kind)]))
        )
    return [*marks, ("care", _("change waits"))] if endorsement.open_amendment else marks


def _of_colleagues(taken_by: int | None, notes: int, who: dict[int, str], by: int) -> list[Mark]:
    marks = []
    if taken_by is not None:
        marks.append(("plain", _("yours") if taken_by == by else _("assigned to %(who)s", who=who[taken_by])))
    if notes:
        marks.append(("plain", ngettext("%(num)s note", "%(num)s notes", notes)))
    return marks


def _domains(endorsement: Endorsement, observed: Sequence[Observation]) -> Mark | None:
    """Where the address is, and where the website is if that is elsewhere."""
    mail, site = email_domain(endorsement.email or ""), website_domain(endorsement.website)
    if not mail:
        return ("plain", site) if site else None
    found = next((one.code for one in observed if one.kind == Kind.DOMAIN), None)
    sign = _SIGNS.get(Domain(found), "care") if found else "plain"
    if sign == "ok" or not site:
        return sign, mail
    return sign, _("%(mail)s, not %(site)s", mail=set_apart(mail), site=set_apart(site))
