"""What the others do with an endorsement: who has taken it, who looks at it, what they noted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import g
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.domain.endorsements.assignments import assigned
from app.domain.endorsements.colleague_notes import ColleagueNote, notes_on
from app.domain.endorsements.following import Neighbours, neighbours
from app.domain.endorsements.looks import SAID_EVERY, looking
from app.domain.endorsements.models import Endorsement
from app.domain.moderators.queries import names
from app.web.templating import time_of_day
from app.web.work import now


@dataclass(frozen=True)
class Colleagues:
    """All of it for one endorsement, as its page shows it; `who` names every account by its id."""

    who: Mapping[int, str]
    assigned_to: int | None
    looking: Sequence[str]
    notes: Sequence[ColleagueNote]
    neighbours: Neighbours
    every: int  # seconds between two words of the page that it is looked at


def colleagues(session: Session, endorsement: Endorsement) -> Colleagues:
    """What whoever looks at this page should know of the others."""
    who = names(session)
    return Colleagues(
        who=who,
        assigned_to=assigned(session, [endorsement.id]).get(endorsement.id),
        looking=looking_now(session, [endorsement.id], who).get(endorsement.id, []),
        notes=notes_on(session, endorsement.id),
        neighbours=neighbours(session, endorsement),
        every=int(SAID_EVERY.total_seconds()),
    )


def looking_now(session: Session, ids: Collection[int], who: Mapping[int, str]) -> dict[int, list[str]]:
    """By endorsement, a sentence for each of the others who looks at it."""
    found = looking(session, ids, but=g.moderator.id, at=now())
    return {
        endorsement_id: [
            _("%(who)s is looking at this (since %(time)s)", who=who[look.moderator_id], time=time_of_day(look.since))
            for look in looks
        ]
        for endorsement_id, looks in found.items()
    }
