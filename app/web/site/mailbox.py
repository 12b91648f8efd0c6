"""The mailbox of a site in development: every mail as it would arrive. Never registered elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request
from flask_babel import lazy_gettext as _l

from app.domain.outbox.models import Message
from app.domain.outbox.operations import NEEDLESS
from app.domain.outbox.queries import by_public_id, newest
from app.extensions import db
from app.mail.compose import compose

bp = Blueprint("mailbox", __name__)

STATES = {
    "waiting": _l("waiting"),
    "sent": _l("sent"),
    "given_up": _l("given up"),
    "needless": _l("no longer needed"),
}


@dataclass(frozen=True)
class Letter:
    """One mail for the page; `subject` is empty and there are no parts where it has nothing to say any more."""

    public_id: str
    kind: str
    to: str
    state: object
    queued_at: datetime
    error: str | None
    language: str = ""
    sender: str = ""
    subject: str = ""
    text: tuple[tuple[str, bool], ...] = ()  # pieces in order, each with whether it is a link to this site


@bp.get("/mailbox")
def index() -> str:
    """The newest mails first."""
    letters = [_letter(message, compose(message, db.session())) for message in newest(db.session())]
    return render_template("mailbox/index.html", letters=letters, leaves=bool(current_app.config["MAIL_URL"]))


@bp.get("/mailbox/<public_id>")
def message(public_id: str) -> str | Response:
    """One mail: its head and its text, or with `?part=html` its HTML and nothing else."""
    found = by_public_id(db.session(), public_id)
    if found is None:
        abort(404)
    mail = compose(found, db.session())
    if mail is not None and request.args.get("part") == "html":
        return make_response(_part(mail, "html"))
    return render_template("mailbox/message.html", letter=_letter(found, mail))


def _letter(message: Message, mail: EmailMessage | None) -> Letter:
    state = "waiting"
    if message.sent_at is not None:
        state = "needless" if message.last_error == NEEDLESS else "sent"
    elif message.failed_at is not None:
        state = "given_up"
    elif mail is None:
        state = "needless"
    facts: dict[str, Any] = {
        "public_id": message.public_id,
        "kind": message.kind,
        "to": message.recipient,
        "state": STATES[state],
        "queued_at": message.created_at,
        "error": None if state == "needless" else message.last_error,
    }
    if mail is None:
        return Letter(**facts)
    return Letter(
        **facts,
        language=str(mail["Content-Language"]),
        sender=str(mail["From"]),
        subject=str(mail["Subject"]),
        text=_pieces(_part(mail, "plain")),
    )


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _pieces(text: str) -> tuple[tuple[str, bool], ...]:
    """The text cut at its links; only addresses of this very site become links."""
    link = re.compile(rf"({re.escape(current_app.config['BASE_URL'])}/\S+)")
    return tuple((piece, bool(link.fullmatch(piece))) for piece in link.split(text) if piece)
