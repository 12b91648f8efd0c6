"""Many at once: what will happen, then the decision, then what happened to each."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.endorsements import bulk
from app.domain.endorsements.desk import of_public_ids
from app.domain.endorsements.reasons import is_offered
from app.domain.errors import NotFound, ReasonRequired, TooManyAtOnce, UndoRefused
from app.extensions import db
from app.web.desk import desk_nav
from app.web.labels import STATES
from app.web.moderate.blueprint import bp
from app.web.moderate.forms import ManyForm
from app.web.moderate.reviewing import review_page
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.post("/decisions")
def review() -> Page:
    """Everything that would be decided, and the mail that would go; nothing is decided yet."""
    form = ManyForm()
    good = form.validate()
    if good and request.form.get("reviewed") and not is_offered(db.session(), form.chosen, form.reason.data):
        form.reason.errors, good = [_("Choose a reason: the signatories will read it.")], False
    return review_page(form), 200 if good and 0 < len(form.ticked) <= bulk.MOST_AT_ONCE else 400


@bp.post("/decisions/confirm")
def decide_many() -> Page:
    """Decide on every one that is ticked, but for those that somebody else was faster with."""
    form = ManyForm()
    if not form.validate():
        return review_page(form), 400
    try:
        with unit_of_work() as session:
            verdicts = form.verdicts(still_in(session).id, at=now())
            batch = bulk.decide_many(session, form.chosen, verdicts)
    except ReasonRequired:
        form.reason.errors = [_("Choose a reason: the signatories will read it.")]
        return review_page(form), 400
    except (NotFound, TooManyAtOnce):
        return review_page(form), 400
    return redirect(url_for("moderate.batch", public_id=batch.public_id), 303)


@bp.get("/decisions/<string(length=16):public_id>")
def batch(public_id: str) -> str:
    """What was decided together, and what was not, with why."""
    return _result(public_id)


@bp.post("/decisions/<string(length=16):public_id>/undo")
def undo_many(public_id: str) -> Page:
    """Take back all of it that nothing has happened to since."""
    try:
        with unit_of_work() as session:
            bulk.undo_many(session, public_id, moderator_id=still_in(session).id, at=now())
    except UndoRefused as refusal:
        return _result(public_id, undo_refused=refusal.code), 409
    return redirect(url_for("moderate.batch", public_id=public_id), 303)


def _result(public_id: str, *, undo_refused: str = "") -> str:
    session = db.session()
    batch = bulk.the_batch(session, public_id)
    decided = bulk.decided_in(session, batch)
    missed = {one["endorsement"]: one for one in batch.missed}
    others = {
        one.public_id: one for one in of_public_ids(session, [*missed, *(one["other"] for one in missed.values())])
    }
    return render_template(
        "moderate/batch.html",
        batch=batch,
        standing=[endorsement for decision, endorsement in decided if decision.undone_at is None],
        undone=[endorsement for decision, endorsement in decided if decision.undone_at is not None],
        missed={why: [one for one in missed.values() if one["why"] == why] for why in bulk.Why},
        others=others,
        undoable=bulk.may_undo_many(session, batch, g.moderator.id, at=now()),
        undo_refused=undo_refused,
        states=STATES,
        desk_nav=desk_nav("queue"),
    )
