"""Undo: within a minute of a decision, before its mail leaves."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.domain.endorsements.queries import by_public_id
from app.domain.endorsements.undoing import undo as undo_decision
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import AlreadyEndorsed, StaleDecision, UndoRefused
from app.extensions import db
from app.web.moderate.blueprint import bp
from app.web.moderate.deciding import page
from app.web.moderate.forms import DecisionForm, UndoForm
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.post("/endorsements/<public_id>/undo")
def undo(public_id: str) -> Page:
    """Put it back to where the last decision found it, or say why that cannot be any more."""
    form, nothing = UndoForm(), DecisionForm(formdata=None)
    if not form.validate():
        return page(by_public_id(db.session(), public_id), nothing, undo_refused="nothing_to_undo"), 400
    try:
        with unit_of_work() as session:
            verdict = Verdict(moderator_id=still_in(session).id, version=form.version.data, at=now())
            undo_decision(session, public_id, verdict)
    except StaleDecision:
        return page(by_public_id(db.session(), public_id), nothing, overtaken=True), 409
    except UndoRefused as refusal:
        return page(by_public_id(db.session(), public_id), nothing, undo_refused=refusal.code), 409
    except AlreadyEndorsed as error:
        listed = by_public_id(db.session(), error.public_id)
        return page(by_public_id(db.session(), public_id), nothing, listed=listed), 409
    return redirect(url_for("moderate.show", public_id=public_id, undone=1), 303)
