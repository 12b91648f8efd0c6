"""Asking somebody else at the organisation's own domain, and taking the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.domain.endorsements.evidence.observing import observe
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import State
from app.domain.endorsements.voices import Answer, Voice, voice_of, voices
from app.domain.errors import StaleDecision, VoiceRefused
from app.domain.events.operations import SIGNATORY, Actor, record
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import queue
from app.domain.text import email_key
from app.domain.text.domains import host_of_email, host_of_website, is_shared_host, registrable_domain

MOST = 3  # of one endorsement
ASKED_IN = (State.PENDING, State.APPROVED)


def may_be_asked_at(endorsement: Endorsement) -> str:
    """The domain at which a second voice counts: the one of the website. "" where it has none of its own."""
    host = host_of_website(endorsement.website)
    return "" if is_shared_host(host) else registrable_domain(host)


def ask(session: Session, public_id: str, email: str, *, moderator_id: int, at: datetime) -> Voice:
    """Mail somebody at the website's domain, and ask; whoever was asked already is sent the link again.

    Raises NotFound, and VoiceRefused with the code: not_now, no_domain, other_domain, same_person, enough, answered.
    """
    endorsement = the(session, public_id)
    if endorsement.state not in ASKED_IN:
        raise VoiceRefused("not_now")
    domain = may_be_asked_at(endorsement)
    if not domain:
        raise VoiceRefused("no_domain")
    if registrable_domain(host_of_email(email)) != domain:
        raise VoiceRefused("other_domain")
    if email_key(email) == endorsement.email_key:
        raise VoiceRefused("same_person")
    asked = voices(session, endorsement.id)
    voice = next((one for one in asked if email_key(one.email) == email_key(email)), None)
    if voice is None:
        if len(asked) >= MOST:
            raise VoiceRefused("enough")
        voice = Voice(endorsement_id=endorsement.id, email=email, moderator_id=moderator_id, asked_at=at)
        session.add(voice)
    elif voice.answer is not None:
        raise VoiceRefused("answered")
    voice.asked_at = at
    session.flush()
    observe(session, endorsement, at=at)
    _record(session, voice, "endorsement:voice_asked", by=Actor.moderator(moderator_id), at=at)
    queue(
        session,
        MessageKind.SECOND_VOICE,
        voice.email,
        locale=endorsement.locale,
        at=at,
        endorsement_id=endorsement.id,
        about=voice.public_id,
    )
    return voice


def answer(session: Session, public_id: str, said: Answer, *, version: int, note: str, at: datetime) -> bool:
    """What the second person says of what they saw. True the first time; another answer later changes nothing.

    Raises NotFound, and StaleDecision where what was claimed changed after it was read.
    """
    voice = voice_of(session, public_id)
    if voice.answer is not None:
        return False
    if voice.endorsement.version != version:
        raise StaleDecision(public_id)
    voice.answer, voice.answered_at, voice.note = said, at, note
    voice.organisation = voice.endorsement.organisation
    session.flush()
    observe(session, voice.endorsement, at=at)
    _record(session, voice, "endorsement:voice_answered", by=SIGNATORY, at=at, answer=said)
    return True


def _record(session: Session, voice: Voice, tag: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    endorsement = voice.endorsement
    ids = {"statement_id": endorsement.statement_id, "endorsement_id": endorsement.id}
    record(session, tag, by=by, at=at, **ids, voice=voice.public_id, **facts)
