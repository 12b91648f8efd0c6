"""Taking endorsements, so that colleagues leave them alone, and letting them go again."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.domain.endorsements import assignments
from app.domain.endorsements.bulk import MOST_AT_ONCE
from app.domain.errors import NotFound
from app.web.moderate.blueprint import bp
from app.web.moderate.choosing import chosen_list
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

OUTCOMES = {"take": assignments.assign, "let_go": assignments.let_go}


@bp.post("/endorsements/<public_id>/assignment")
def assign(public_id: str) -> Response:
    """It is mine from now on, or nobody's again; pressed twice it does no harm."""
    _settle([public_id])
    return redirect(url_for("moderate.show", public_id=public_id), 303)


@bp.post("/assignments")
def assign_many() -> Response:
    """The same with everything that is ticked in the queue; what is gone by now is passed over."""
    ticked = request.form.getlist("endorsement")[:MOST_AT_ONCE]
    _settle(ticked, passing_over=True)
    return redirect(url_for("moderate.queue", **chosen_list()), 303)


def _settle(public_ids: list[str], *, passing_over: bool = False) -> None:
    outcome = OUTCOMES.get(request.form.get("outcome", ""))
    if outcome is None:
        raise BadRequest
    with unit_of_work() as session:
        moderator_id, at = still_in(session).id, now()
        for public_id in public_ids:
            try:
                outcome(session, public_id, moderator_id, at=at)
            except NotFound:
                if not passing_over:
                    raise
