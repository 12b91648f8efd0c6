"""A second voice: somebody else at the organisation's own domain, asked whether it really endorses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from app.domain.base import CONTACT, INTERNAL, STRICT, Model, one_of, public_id
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import State
from app.domain.errors import NotFound, StaleDecision, VoiceRefused
from app.domain.events.operations import SIGNATORY, Actor, record
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import queue
from app.domain.text import email_key
from app.domain.text.domains import host_of_email, host_of_website, is_shared_host, registrable_domain

MOST = 3  # of one endorsement
ANSWERED_WITHIN = timedelta(days=7)  # as long as the mailed link works
ASKED_IN = (State.PENDING, State.APPROVED)


class Answer(StrEnum):
    """What the second person said."""

    YES = "yes"
    NO = "no"


class Voice(Model):
    """A second person of one endorsement: asked by a moderator, answered by a link of their own."""

    __tablename__ = "voice"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(default=public_id, info=INTERNAL)
    endorsement_id: Mapped[int] = mapped_column(sa.ForeignKey("endorsement.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(info=CONTACT)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("moderator.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(info=INTERNAL)
    answered_at: Mapped[datetime | None]
    organisation: Mapped[str] = mapped_column(default="", info=INTERNAL)  # as the answer saw it
    note: Mapped[str] = mapped_column(default="", info=INTERNAL)

    endorsement: Mapped[Endorsement] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.CheckConstraint("answer IS NULL OR " + one_of("answer", Answer), "answer"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", "answered"),
        sa.Index("ix_voice_endorsement", "endorsement_id"),
        {**STRICT, "info": INTERNAL},  # a colleague spoke to the moderators, in confidence
    )


def voices(session: Session, endorsement_id: int) -> Sequence[Voice]:
    """Everybody who was asked about an endorsement, in the order of asking."""
    return session.scalars(sa.select(Voice).where(Voice.endorsement_id == endorsement_id).order_by(Voice.id)).all()


def voice_of(session: Session, public_id: str) -> Voice:
    """The voice of that public id. Raises NotFound."""
    found = session.scalar(sa.select(Voice).where(Voice.public_id == public_id))
    if found is None:
        raise NotFound(public_id)
    return found


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
    _record(session, voice, "endorsement:voice_answered", by=SIGNATORY, at=at, answer=said)
    return True


def _record(session: Session, voice: Voice, tag: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    endorsement = voice.endorsement
    ids = {"statement_id": endorsement.statement_id, "endorsement_id": endorsement.id}
    record(session, tag, by=by, at=at, **ids, voice=voice.public_id, **facts)
