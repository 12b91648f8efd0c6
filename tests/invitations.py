"""Invitations, and lists that are not sent yet, as they come about."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import sqlalchemy as sa
from flask import has_app_context
from sqlalchemy.orm import Session

from app.domain.events.operations import Actor
from app.domain.invitations import mailings
from app.domain.invitations import operations as invitations
from app.domain.invitations.invitee import Invitee, Letter
from app.domain.invitations.models import Invitation
from app.domain.moderators.models import Moderator
from app.domain.outbox.models import Message
from app.domain.outbox.operations import mark_sent
from app.domain.statements.models import Statement
from app.keyed import for_invitations
from tests.factories import some_moderator

_numbers = count(1001)  # other organisations than those of tests/factories.py


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
