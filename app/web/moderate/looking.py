"""Evidence on demand: look again at everything, or ask the name server now."""

from __future__ import annotations

from flask import g, redirect, url_for
from werkzeug.wrappers import Response

from app.domain.endorsements.evidence.operations import look_again as look_at
from app.domain.endorsements.queries import by_public_id
from app.domain.events.operations import Actor
from app.extensions import db
from app.web import dns_check
from app.web.moderate.blueprint import bp
from app.web.sessions import still_in
from app.web.work import now, unit_of_work


@bp.post("/endorsements/<public_id>/evidence")
def look_again(public_id: str) -> Response:
    """Observe it afresh."""
    with unit_of_work() as session:
        look_at(session, public_id, by=Actor.moderator(still_in(session).id), at=now())
    return redirect(url_for("moderate.show", public_id=public_id, _anchor="evidence"), 303)


@bp.post("/endorsements/<public_id>/dns")
def check_dns(public_id: str) -> Response:
    """Ask the name server for the record that the organisation was told of."""
    endorsement = by_public_id(db.session(), public_id)
    dns_check.check(endorsement, by=Actor.moderator(g.moderator.id))
    return redirect(url_for("moderate.show", public_id=public_id, _anchor="evidence"), 303)
