"""Statements, endorsements and moderators as they come about: by the operations that people use, in their order."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import sqlalchemy as sa
from flask import has_app_context
from sqlalchemy.orm import Session

from app.domain.endorsements import decisions, operations
from app.domain.endorsements.details import EndorsementDetails
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import Reason, State
from app.domain.endorsements.verdict import Verdict
from app.domain.events.operations import ADMINISTRATOR, Actor
from app.domain.invitations import mailings
from app.domain.invitations import operations as invitations
from app.domain.invitations.invitee import Invitee, Letter
from app.domain.invitations.models import Invitation
from app.domain.moderators.models import Moderator, Role
from app.domain.outbox.models import Message
from app.domain.outbox.operations import mark_sent
from app.domain.statements.draft import StatementDraft, TextDraft
from app.domain.statements.models import Statement
from app.domain.statements.operations import publish, store
from app.domain.statements.queries import current_revision
from app.domain.text import email_key
from app.keyed import for_invitations

_numbers = count(1)

# Organisations as they write themselves; all different, each with its country.
NAMES = {
    "Ժուռնալիստների «Ասպարեզ» ակումբ": "AM",
    "საერთაშორისო გამჭვირვალობა - საქართველო": "GE",
    "Правозащитный центр «Мемориал»": "RU",
    "Товариство «Знання» України": "UA",
    "Ελληνική Ένωση για τα Δικαιώματα": "GR",
    "مركز القاهرة لدراسات حقوق الإنسان": "EG",
    "کانون مدافعان حقوق بشر": "IR",
    "לוחמים לשלום": "IL",
    "人権ネットワーク東京": "JP",
    "中国人权律师团": "CN",
    "국경없는인권": "KR",
    "मानव अधिकार संस्था": "IN",
    "มูลนิธิสิทธิมนุษยชน": "TH",
    "የኢትዮጵያ ሰብአዊ መብቶች ጉባኤ": "ET",
    "İnsan Hakları Derneği": "TR",
    "350.org": "US",
    "Helsińska Fundacja Praw Człowieka": "PL",
    "Journalists' Club «Asparez» NGO": "AM",
}


def a_draft(**changes: Any) -> StatementDraft:
    """A statement as an editor writes it: one English text unless `texts` says otherwise."""
    number = next(_numbers)
    text = TextDraft(
        language="en",
        title=changes.pop("title", f"For open archives, {number}"),
        addressed_to=changes.pop("addressed_to", "the Minister of Culture"),
        body=changes.pop("body", "We, the undersigned, ask that the archives be opened.\n\nNow."),
    )
    values: dict[str, Any] = {
        "slug": f"open-archives-{number}",
        "sections": ("Joint",),
        "issued": date(2026, 11, 20),
        "texts": (text,),
    }
    return StatementDraft(**(values | changes))


def a_statement(session: Session, *, at: datetime | None = None, published: bool = True, **changes: Any) -> Statement:
    """A statement, open for endorsements unless `closes_at` or `opens_at` say otherwise. Founders are not entered."""
    at = at or datetime.now(UTC)
    draft = a_draft(**changes)
    statement = store(session, draft, by=ADMINISTRATOR, at=at)
    if published:
        publish(session, draft.slug, by=ADMINISTRATOR, at=at)
    return statement


def some_details(**changes: Any) -> EndorsementDetails:
    """What a signatory says; every call is another organisation with another address."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "organisation": f"Archive Users' Union {number}",
        "country": "AM",
        "website": f"https://union{number}.example",
        "representative": "Anahit Grigoryan",
        "position": "Director",
        "mandate": "The board, on 2 November",
        "email": f"anahit@union{number}.example",
    }
    return EndorsementDetails(**(values | changes))


def an_endorsement(
    session: Session,
    statement: Statement,
    *,
    state: State = State.PENDING,
    at: datetime | None = None,
    by: Moderator | None = None,
    reason: Reason = Reason.OUT_OF_SCOPE,
    locale: str = "en",
    **details: Any,
) -> Endorsement:
    """An endorsement that came to `state` as a real one does; `by` decides where a decision is needed."""
    at = at or datetime.now(UTC)
    submission_id = secrets.token_hex(16)
    operations.endorse(
        session,
        statement,
        some_details(**details),
        revision_seen=current_revision(session, statement.id).number,
        submission_id=submission_id,
        locale=locale,
        at=at,
    )
    endorsement = session.scalars(sa.select(Endorsement).where(Endorsement.submission_id == submission_id)).one()
    name = endorsement.public_id
    if state is State.UNCONFIRMED:
        return endorsement
    if state is State.WITHDRAWN:
        operations.withdraw(session, name, at=at)
        return endorsement
    operations.confirm(session, name, version=endorsement.version, at=at)
    if state is State.APPROVED:
        decisions.approve(session, name, a_verdict(session, endorsement, by=by, at=at))
    elif state is State.DECLINED:
        decisions.decline(session, name, a_verdict(session, endorsement, by=by, at=at, reason=reason))
    assert endorsement.state is state
    return endorsement


def a_verdict(
    session: Session,
    endorsement: Endorsement,
    *,
    by: Moderator | None = None,
    at: datetime | None = None,
    reason: Reason | None = None,
    note: str = "",
) -> Verdict:
    """What a moderator brings to a decision, having just read the endorsement."""
    by = by or some_moderator(session)
    at = at or datetime.now(UTC)
    return Verdict(moderator_id=by.id, version=endorsement.version, at=at, reason=reason, note=note)


def some_moderator(session: Session) -> Moderator:
    """A moderator who is there already, or a new one."""
    found = session.scalars(sa.select(Moderator).where(Moderator.retired_at.is_(None)).order_by(Moderator.id)).first()
    return found or a_moderator(session)


def a_moderator(
    session: Session,
    *,
    name: str = "Lusine Sargsyan",
    email: str | None = None,
    role: Role = Role.MODERATOR,
    at: datetime | None = None,
    **values: Any,
) -> Moderator:
    """An account without a password. tests/accounts.py makes those that can sign in."""
    email = email or f"moderator{next(_numbers)}@coalition.example"
    created_at = at or datetime.now(UTC)
    moderator = Moderator(
        name=name, email=email, email_key=email_key(email), role=role, created_at=created_at, **values
    )
    session.add(moderator)
    session.flush()
    return moderator


def plainly(text: str) -> str:
    """In the place of a hash, where there is no site whose key it could be made with."""
    return f"hash of {text}"


def an_invitation(
    session: Session,
    statement: Statement,
    *,
    at: datetime | None = None,
    by: Moderator | None = None,
    letter: Letter | None = None,
    delivered: bool = True,
    **invitee: Any,
) -> Invitation:
    """One organisation that an editor asked; its mail left unless `delivered` says otherwise."""
    at, number = at or datetime.now(UTC), next(_numbers)
    actor = Actor.moderator((by or some_moderator(session)).id)
    keyed = for_invitations if has_app_context() else plainly  # the site's own key, where there is a site
    values: dict[str, Any] = {
        "organisation": f"Archive Users' Union {number}",
        "email": f"office@league{number}.example",
        "locale": "en",
    }
    mailing = mailings.keep(session, statement, b"", "list.csv", locale="en", letter=letter, by=actor, at=at)
    invitations.send(session, mailing, [Invitee(**(values | invitee))], keyed=keyed, by=actor, at=at)
    made = session.scalars(sa.select(Invitation).where(Invitation.mailing_id == mailing.id)).one()
    if delivered:
        message = session.scalars(sa.select(Message).where(Message.invitation_id == made.id)).one()
        mark_sent(session, message.id, at=at)
        invitations.delivered(session, made.id, at=at)
    return made


def a_guest_list(
    session: Session,
    statement: Statement,
    *,
    by: Moderator,
    at: datetime,
    text: str = "Open Shelves Union,office@shelves.example\n",
) -> str:
    """The public id of a list that is not sent yet."""
    actor = Actor.moderator(by.id)
    return mailings.keep(session, statement, text.encode(), "list.csv", locale="en", by=actor, at=at).public_id
