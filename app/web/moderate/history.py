"""Everything that happened to one endorsement, as lines that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.domain.endorsements.bulk import number_decided_with
from app.domain.endorsements.desk import history
from app.domain.endorsements.models import Amendment, Endorsement
from app.domain.endorsements.operations import PAST_TENSE
from app.domain.endorsements.reasons import the_reason
from app.domain.endorsements.records import Decision
from app.domain.endorsements.states import Action
from app.domain.events.models import ActorKind, Event
from app.domain.moderators.queries import names
from app.domain.outbox.models import Message
from app.domain.outbox.queries import of_endorsement
from app.mail.changes import Change, changes
from app.web.bidi import set_apart
from app.web.labels import EVENTS, FIELDS, MESSAGES, reason_label
from app.web.locale import current_locale
from app.web.templating import clock

TAGS: dict[str, str] = {action: f"endorsement:{done}" for action, done in PAST_TENSE.items()}
# What is done beside an endorsement: nobody's decision is overtaken by it.
BESIDE_IT = tuple(
    f"endorsement:{done}"
    for done in ("assigned", "let_go", "note_left", "looked_at", "record_looked_up", "voice_asked", "voice_answered")
)


@dataclass(frozen=True)
class Line:
    """Something happened: when, in a sentence, and what was said about it; whether it changed the endorsement."""

    at: datetime
    what: str
    detail: str = ""
    is_change: bool = True


def lines(session: Session, endorsement: Endorsement) -> list[Line]:
    """Acts and mails in the order in which they happened."""
    who = names(session)
    said = {(one.at, one.moderator_id, TAGS[one.action]): _said(session, one) for one in endorsement.decisions}
    if endorsement.withdrawn_at is not None:
        said.setdefault((endorsement.withdrawn_at, 0, TAGS[Action.WITHDRAW]), endorsement.withdrawal_note)
    amendments = {one.id: one for one in endorsement.amendments}
    acts = [
        Line(
            event.at,
            _sentence(event, who),
            said.get((event.at, event.moderator_id or 0, event.tag))
            or _changed(event, amendments.get(event.facts.get("amendment", 0))),
            event.tag not in BESIDE_IT,
        )
        for event in history(session, endorsement.id)
    ]
    mails = [line for message in of_endorsement(session, endorsement.id) for line in _mail(message)]
    return sorted([*acts, *mails], key=lambda line: line.at)


def _sentence(event: Event, who: Mapping[int, str]) -> str:
    """Who did what, without the full stop: when it was is still to come."""
    people = {
        ActorKind.SIGNATORY: _("the signatory"),
        ActorKind.ADMINISTRATOR: _("an administrator"),
        ActorKind.SYSTEM: _("the site"),
    }
    name = who.get(event.moderator_id or 0)
    whoever = set_apart(name) if name else people.get(ActorKind(event.actor_kind), "")
    sentence = str(EVENTS.get(event.tag, event.tag)) % {"who": whoever}
    return sentence[:1].upper() + sentence[1:]


def _changed(event: Event, amendment: Amendment | None) -> str:
    """What stood and what stands or was proposed; of what is no public fact only that it changed."""
    told = changes(amendment, current_locale()) if amendment else []
    parts = [_from_to(one) for one in told]
    kept = amendment.after if amendment else {}
    if {"signed", "revision"} <= event.facts.keys():
        numbers = {"signed": event.facts["signed"], "newer": event.facts["revision"]}
        parts.append(_("signed: revision %(signed)s, newer: revision %(newer)s", **numbers))
    parts += [str(FIELDS[name]) for name in event.facts.get("changed", ()) if name in FIELDS and name not in kept]
    return " · ".join(parts)


def _from_to(change: Change) -> str:
    facts = {"field": change.label, "before": set_apart(change.before), "after": set_apart(change.after)}
    if not change.before:
        return _("%(field)s: nothing stood there, then “%(after)s”", **facts)
    if not change.after:
        return _("%(field)s: “%(before)s” taken out", **facts)
    return _("%(field)s: from “%(before)s” to “%(after)s”", **facts)


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
        yield Line(message.failed_at, _("A mail could not be delivered"), kind, is_change=False)
    elif message.sent_at:
        yield Line(message.sent_at, _("A mail went out"), kind, is_change=False)
