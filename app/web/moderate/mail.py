"""Mail that could not be delivered: shown, and tried again."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.endorsements.models import Endorsement
from app.domain.errors import NotFound
from app.domain.outbox import operations as outbox
from app.domain.outbox.queries import by_public_id, given_up, waiting
from app.extensions import db
from app.web.desk import desk_nav
from app.web.labels import MESSAGES
from app.web.moderate.blueprint import bp
from app.web.sessions import still_in
from app.web.work import now, unit_of_work


@bp.get("/mail")
def mail() -> str:
    """Messages that are no longer tried, the newest first, and how many are on their way."""
    session = db.session()
    messages = given_up(session)
    about = {one.endorsement_id: session.get(Endorsement, one.endorsement_id) for one in messages if one.endorsement_id}
    return render_template(
        "moderate/mail.html",
        messages=messages,
        about=about,
        kinds=MESSAGES,
        waiting=waiting(session),
        again="again" in request.args,
        desk_nav=desk_nav("mail"),
    )


@bp.post("/mail/<public_id>")
def retry(public_id: str) -> Response:
    """Try one again; pressed twice it does no harm, and what went meanwhile is not sent again."""
    with unit_of_work() as session:
        still_in(session)
        message = outbox.retry(session, public_id, at=now()) or by_public_id(session, public_id)
    if message is None:
        raise NotFound(public_id)
    return redirect(url_for("moderate.mail", again=None if message.sent_at else 1), 303)
