"""Everything that happened to one endorsement, as lines that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.domain.endorsements.desk import history
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.records import Decision
from app.domain.events.models import ActorKind, Event
from app.domain.moderators.queries import names
from app.domain.outbox.models import Message
from app.domain.outbox.queries import of_endorsement
from app.web.labels import EVENTS, FIELDS, MESSAGES, REASONS


@dataclass(frozen=True)
class Line:
    """Something happened: when, what, by whom, and what was said about it; an act of somebody, or a mail that went."""

    at: datetime
    what: str
    who: str
    detail: str = ""
    is_act: bool = True


def lines(session: Session, endorsement: Endorsement) -> list[Line]:
    """Acts and mails in the order in which they happened."""
    who = names(session)
    decisions = {(one.at, one.moderator_id): one for one in endorsement.decisions}
    acts = [_act(event, who, decisions, endorsement) for event in history(session, endorsement.id)]
    mails = [line for message in of_endorsement(session, endorsement.id) for line in _mail(message)]
    return sorted([*acts, *mails], key=lambda line: line.at)


def _act(
    event: Event, who: dict[int, str], decisions: dict[tuple[datetime, int], Decision], endorsement: Endorsement
) -> Line:
    people = {
        ActorKind.SIGNATORY: _("the signatory"),
        ActorKind.ADMINISTRATOR: _("an administrator"),
        ActorKind.SYSTEM: _("the site"),
    }
    name = who.get(event.moderator_id or 0) or people.get(ActorKind(event.actor_kind), "")
    decision = decisions.get((event.at, event.moderator_id or 0))
    said = endorsement.withdrawal_note if event.tag == "endorsement:withdrawn" and not event.moderator_id else ""
    return Line(event.at, str(EVENTS.get(event.tag, event.tag)), name, _detail(event, decision) or said)


def _detail(event: Event, decision: Decision | None) -> str:
    parts = [str(REASONS[event.facts["reason"]])] if "reason" in event.facts else []
    parts += [str(FIELDS[name]) for name in event.facts.get("changed", ()) if name in FIELDS]
    return " · ".join([*parts, *([decision.note] if decision and decision.note else [])])


def _mail(message: Message) -> Iterator[Line]:
    kind = str(MESSAGES[message.kind])
    if message.failed_at:
        yield Line(
            message.failed_at, _("A mail could not be delivered: %(kind)s", kind=kind), _("the site"), is_act=False
        )
    elif message.sent_at:
        yield Line(message.sent_at, _("A mail went out: %(kind)s", kind=kind), _("the site"), is_act=False)
