"""The browser of a moderator: which account it is signed in to. Public pages neither read nor set this cookie."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, current_app, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.domain.moderators import sessions
from app.domain.moderators.models import Moderator
from app.extensions import db
from app.gate import GateBusy
from app.web.work import now, unit_of_work


@dataclass(frozen=True)
class SignedIn:
    """Who works at the desk in this request."""

    id: int
    public_id: str
    name: str
    email: str
    role: str
    locale: str  # "" until one is chosen
    has_factor: bool

    @classmethod
    def of(cls, moderator: Moderator) -> SignedIn:
        """What pages may know of the account."""
        return cls(
            id=moderator.id,
            public_id=moderator.public_id,
            name=moderator.name,
            email=moderator.email,
            role=moderator.role,
            locale=moderator.locale,
            has_factor=moderator.factor_secret is not None,
        )


def token() -> str:
    """What the browser's cookie says, or ""."""
    return request.cookies.get(current_app.config["MODERATOR_COOKIE_NAME"], "")[:100]


def signed_in_moderator() -> SignedIn | None:
    """Who is signed in, or None. That the browser was seen is noted once a minute."""
    if not token():
        return None
    at = now()
    found = sessions.find(db.session(), token(), at=at)
    if found is None:
        return None
    moderator, seen_at = found
    signed_in = SignedIn.of(moderator)
    if at - seen_at > sessions.NOTED_EVERY:
        try:
            with unit_of_work() as session:
                sessions.touch(session, token(), at=at)
        except (GateBusy, OperationalError) as error:  # reading goes on while nothing can be written
            current_app.logger.warning("session not noted: %s", type(error).__name__)
    return signed_in


def still_in(session: Session) -> Moderator:
    """The account of this request, for its unit of work to change; 403 where it was signed out meanwhile."""
    found = sessions.find(session, token(), at=now())
    if found is None:
        abort(403)
    return found[0]


def awaiting_code() -> Moderator | None:
    """Whose password was right a moment ago in this browser, and whose code is still to come."""
    found = sessions.find(db.session(), token(), at=now(), awaits_factor=True) if token() else None
    return found[0] if found else None


def give_cookie(response: Response, value: str) -> Response:
    """Tie the browser to a session: for this site alone, never sent from another, gone when the browser closes."""
    name = current_app.config["MODERATOR_COOKIE_NAME"]
    response.set_cookie(name, value, secure=name.startswith("__Host-"), httponly=True, samesite="Strict", path="/")
    return response


def take_cookie(response: Response) -> Response:
    """Untie the browser."""
    name = current_app.config["MODERATOR_COOKIE_NAME"]
    response.delete_cookie(name, secure=name.startswith("__Host-"), httponly=True, samesite="Strict", path="/")
    return response
