"""A list as its pages show it, and what the site knows beside it."""

from __future__ import annotations

from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from app.domain.errors import NotFound
from app.domain.events.operations import Actor
from app.domain.invitations import mailings
from app.domain.invitations.models import Mailing
from app.domain.invitations.queries import the_mailing
from app.extensions import db
from app.imports.guest_lists import look_at
from app.imports.invitees import GuestList, House
from app.imports.opened import Settings
from app.keyed import for_blocks, for_invitations
from app.web.sessions import still_in
from app.web.work import now, unit_of_work


def house() -> House:
    """What this site knows."""
    return House(locales=current_app.config["LOCALES"], for_invitations=for_invitations, for_blocks=for_blocks)


def opened(public_id: str) -> Mailing:
    """The list, while it is not sent. Raises NotFound."""
    mailing = the_mailing(db.session(), public_id)
    if mailing.sent_at is not None:
        raise NotFound(public_id)
    return mailing


def guests_of(mailing: Mailing, settings: Settings | None = None) -> GuestList:
    """The list as it stands at this moment. Raises Unreadable."""
    return look_at(db.session(), mailing, house=house(), settings=settings)


def revise(public_id: str, version: int, tag: str, **changes: Any) -> None:
    """Change the list as it was seen in that version. Raises StaleDecision and InvitationRefused."""
    with unit_of_work() as session:
        mailings.revise(session, public_id, version=version, by=editor(session), at=now(), tag=tag, **changes)


def editor(session: Session) -> Actor:
    """Who is signed in, and still is."""
    return Actor.moderator(still_in(session).id)


def is_read_here() -> bool:
    """Whether mail never leaves, but is read at /mailbox: there it has arrived at once."""
    return bool(current_app.config["DEVELOPMENT"]) and not current_app.config["MAIL_URL"]
