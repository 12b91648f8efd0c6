"""What every page of the desk shows above itself: where one can go, and how much waits there."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, url_for
from flask_babel import gettext as _

from app.domain.endorsements.desk import QueueFilter, queue_count
from app.domain.endorsements.states import State
from app.domain.moderators.models import Role
from app.extensions import db


@dataclass(frozen=True)
class Entry:
    """One link of the desk's navigation."""

    label: str
    url: str
    current: bool
    count: int | None = None
    key: str = ""  # that leads there (static/js/desk.js)


def desk_nav(current: str) -> list[Entry]:
    """The places of the desk; `current` is the one that the page belongs to, such as queue or imports."""
    session = db.session()
    waiting = queue_count(session, QueueFilter(state=State.PENDING))
    listed = queue_count(session, QueueFilter(state=State.APPROVED))
    entries = [
        Entry(_("Queue"), url_for("moderate.queue"), current == "queue", waiting, "g q"),
        Entry(_("Overview"), url_for("moderate.overview"), current == "overview", None, "g o"),
        Entry(_("Register"), url_for("moderate.queue", state="approved"), current == "register", listed, "g r"),
        Entry(_("Import"), url_for("imports.index"), current == "imports"),
        Entry(_("Mail"), url_for("moderate.mail"), current == "mail"),
        Entry(_("Protection"), url_for("moderate.protection"), current == "protection"),
        Entry(_("Account"), url_for("sign_in.account"), current == "account"),
    ]
    if g.moderator.role == Role.EDITOR:
        entries.insert(3, Entry(_("Statements"), url_for("edit.index"), current == "statements"))
        entries.insert(-1, Entry(_("Invitations"), url_for("invite.index"), current == "invitations"))
        entries.insert(-1, Entry(_("Reasons"), url_for("moderate.reason_list"), current == "reasons"))
        entries.insert(-1, Entry(_("Export"), url_for("moderate.export"), current == "export"))
    return entries
