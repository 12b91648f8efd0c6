"""Who looks at what: told by the page itself while it is in view, and told to the others."""

from __future__ import annotations

from flask import Response, jsonify, request

from app.domain.endorsements.looks import look_at, look_away
from app.domain.endorsements.queries import by_public_id
from app.domain.moderators.queries import names
from app.extensions import db
from app.web.moderate.blueprint import bp
from app.web.moderate.colleagues import looking_now
from app.web.sessions import still_in
from app.web.work import now, unit_of_work


@bp.post("/endorsements/<public_id>/looking")
def looking(public_id: str) -> Response:
    """I am looking at it, or with `gone` no longer; the answer says who else is."""
    with unit_of_work() as session:
        moderator_id = still_in(session).id
        if "gone" in request.form:
            look_away(session, public_id, moderator_id)
        else:
            look_at(session, public_id, moderator_id, at=now())
    session = db.session()
    endorsement_id = by_public_id(session, public_id).id
    return jsonify(looking=looking_now(session, [endorsement_id], names(session)).get(endorsement_id, []))
