"""Browsers that got in before: whoever guesses elsewhere does not make the owner wait (OWASP, "device cookies").

Networks alone cannot promise that: over Tor, behind one proxy or in one office everybody comes from the same. A browser
that was signed in to the account carries a signed note of it; its failures are counted on their own, and nobody
else's are counted against it. The note opens nothing: it needs the password like every other browser.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from app.domain.moderators.models import Moderator
from app.links import Purpose, read, sign
from app.web.sessions import give_cookie

KNOWN_FOR = timedelta(days=90)


def let_in(token: str, public_id: str, *, target: str = "") -> Response:
    """To the desk, or where one wanted to go, with the session of this token; this browser is known from now on."""
    response = give_cookie(redirect(target or url_for("moderate.queue"), 303), token)
    name = current_app.config["DEVICE_COOKIE_NAME"]
    response.set_cookie(
        name,
        sign(Purpose.DEVICE, public_id, secrets.randbits(52)),
        max_age=KNOWN_FOR,
        secure=name.startswith("__Host-"),
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


def known(moderator: Moderator | None) -> str:
    """What tells this browser from all others, if the account was signed in to here before; else ""."""
    note = read(Purpose.DEVICE, request.cookies.get(current_app.config["DEVICE_COOKIE_NAME"], ""), lifetime=KNOWN_FOR)
    if note is None or moderator is None or note.subject != moderator.public_id:
        return ""
    return f"device {note.version}"
