"""Everything that happened to one endorsement, as lines that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.domain.endorsements.bulk import number_decided_with
from app.domain.endorsements.desk import history
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import PAST_TENSE
from app.domain.endorsements.reasons import the_reason
from app.domain.endorsements.records import Decision
from app.domain.events.models import ActorKind, Event
from app.domain.moderators.queries import names
from app.domain.outbox.models import Message
from app.domain.outbox.queries import of_endorsement
from app.web.labels import EVENTS, FIELDS, MESSAGES, reason_label
from app.web.templating import clock

TAGS: dict[str, str] = {action: f"endorsement:{done}" for action, done in PAST_TENSE.items()}


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
    decided = {(one.at, one.moderator_id, TAGS[one.action]): _said(session, one) for one in endorsement.decisions}
    acts = [_act(event, who, decided, endorsement) for event in history(session, endorsement.id)]
    mails = [line for message in of_endorsement(session, endorsement.id) for line in _mail(message)]
    return sorted([*acts, *mails], key=lambda line: line.at)


def _act(
    event: Event, who: dict[int, str], decided: dict[tuple[datetime, int, str], str], endorsement: Endorsement
) -> Line:
    people = {
        ActorKind.SIGNATORY: _("the signatory"),
        ActorKind.ADMINISTRATOR: _("an administrator"),
        ActorKind.SYSTEM: _("the site"),
    }
    name = who.get(event.moderator_id or 0) or people.get(ActorKind(event.actor_kind), "")
    detail = decided.get((event.at, event.moderator_id or 0, event.tag)) or _changed(event)
    said = endorsement.withdrawal_note if event.tag == "endorsement:withdrawn" and not event.moderator_id else ""
    return Line(event.at, str(EVENTS.get(event.tag, event.tag)), name, detail or said)


def _changed(event: Event) -> str:
    return " · ".join(str(FIELDS[name]) for name in event.facts.get("changed", ()) if name in FIELDS)


def _said(session: Session, decision: Decision) -> str:
    """Why, what the colleagues and the signatory were told, with how many others, and whether it was undone."""
    others = number_decided_with(session, decision)
    parts = [
        reason_label(the_reason(session, decision.reason)) if decision.reason else "",
        decision.note,
        _("in the mail: %(words)s", words=decision.words) if decision.words else "",
        ngettext("together with %(num)s other", "together with %(num)s others", others) if others else "",
        _("undone at %(time)s", time=clock(decision.undone_at)) if decision.undone_at else "",
    ]
    return " · ".join(part for part in parts if part)


def _mail(message: Message) -> Iterator[Line]:
    kind = str(MESSAGES[message.kind])
    if message.failed_at:
        yield Line(
            message.failed_at, _("A mail could not be delivered: %(kind)s", kind=kind), _("the site"), is_act=False
        )
    elif message.sent_at:
        yield Line(message.sent_at, _("A mail went out: %(kind)s", kind=kind), _("the site"), is_act=False)
