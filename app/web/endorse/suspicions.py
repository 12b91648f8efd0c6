"""What makes a form look as if a robot had filled it in. It is never refused for that: a moderator looks."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.web.endorse.forms import EndorseForm
from app.web.endorse.proof import is_proved
from app.web.endorse.submission import Served
from app.web.work import now

FASTEST = timedelta(seconds=3)  # nobody reads and writes quicker, not even a password manager's owner


def first(session: Session, form: EndorseForm, seen: Served, *, careful: bool) -> str | None:
    """The code of what speaks for a robot, or None. Time and proof count only while the statement is under attack."""
    if form.fax.data:
        return "honeypot"
    if careful and now() - seen.at < FASTEST:
        return "too_fast"
    if careful and not is_proved(session, form.proof.data or "", seen.nonce):
        return "no_proof"
    return None
