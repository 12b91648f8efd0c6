"""Proof of work for a statement under attack, by ALTCHA's open protocol (version 1): SHA-256, nobody else is asked.

The browser looks for the number that was hashed with a salt into a challenge. The challenge is signed, bound to the
one form that it was served with, and good three times: people go back to mend an address. Whoever has no JavaScript
is not turned away: what comes without a proof waits apart until a moderator has looked at it.
"""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

from altcha import v1 as altcha
from flask import current_app
from sqlalchemy.orm import Session

from app.domain.limits import may_be_used
from app.web.endorse.submission import LIFETIME, Served
from app.web.work import now

HARDEST = 150_000  # hashes: half a second on a computer, a few on an old telephone, while the form is filled in
LONGEST = 2_000  # characters of an answer
TIMES = 3


def challenge(form: Served | None) -> dict[str, Any] | None:
    """What the browser is to work on while this form is filled in."""
    if form is None:
        return None
    made = altcha.create_challenge(
        algorithm=altcha.SHA256,
        max_number=HARDEST,
        salt_length=12,
        hmac_key=_key(),
        salt="",
        number=None,
        expires=now() + LIFETIME,
        params={"form": form.nonce},
    )
    return dict(made.to_dict())


def is_proved(session: Session, answer: str, nonce: str) -> bool:
    """Whether this is the answer to the challenge of that form, and not worn out."""
    if not answer or len(answer) > LONGEST:
        return False
    try:
        payload = json.loads(base64.b64decode(answer, validate=True))
        good, _ = altcha.verify_solution(payload, _key())
        form = altcha.extract_params(payload).get("form") if good else None
    except (ValueError, TypeError, AttributeError, KeyError):
        return False  # not made by our page
    if form != [nonce]:
        return False
    key = sha256(f"undersigned.proof.{payload['challenge']}".encode()).hexdigest()[:32]
    return may_be_used(session, key, times=TIMES, until=now() + LIFETIME + timedelta(minutes=1))


def _key() -> str:
    return f"undersigned.proof.{current_app.config['SECRET_KEY']}"
