"""Changes of what an endorsement says: by the moderator, or proposed by its signatory."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.endorsements.amendments import accept_amendment, refuse_amendment
from app.domain.endorsements.amendments import amend as amend_endorsement
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import by_public_id
from app.domain.endorsements.states import Action, actions_for
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import AlreadyEndorsed, NotFound, StaleDecision, TransitionRefused
from app.domain.events.models import ActorKind
from app.domain.events.operations import Actor
from app.extensions import db
from app.web.desk import desk_nav
from app.web.details_form import AmendForm
from app.web.moderate.blueprint import bp
from app.web.moderate.deciding import page as endorsement_page
from app.web.moderate.forms import AmendmentForm, DecisionForm
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.route("/endorsements/<public_id>/amend", methods=["GET", "POST"])
def amend(public_id: str) -> Page:
    """Correct what the endorsement says; it holds at once, and the history keeps both."""
    endorsement = by_public_id(db.session(), public_id)
    if Action.AMEND not in actions_for(endorsement.state, ActorKind.MODERATOR):
        return endorsement_page(endorsement, DecisionForm(formdata=None), overtaken=True), 409
    form = AmendForm.showing(endorsement.details, endorsement.version)
    if endorsement.was_entered:
        form.ask_for_no_person()
    if not form.validate_on_submit():
        return _page(endorsement, form), 400 if form.is_submitted() else 200
    wanted = form.details(endorsement.details.email)
    try:
        with unit_of_work() as session:
            by = Actor.moderator(still_in(session).id)
            amend_endorsement(session, public_id, wanted, version=form.version.data, by=by, at=now())
    except (StaleDecision, TransitionRefused):
        return _overtaken(public_id, form), 409
    except AlreadyEndorsed:
        form.organisation.errors = [_("Another organisation on the register has this name already.")]
        return _page(endorsement, form), 409
    return redirect(url_for("moderate.show", public_id=public_id), 303)


@bp.post("/endorsements/<public_id>/amendment")
def amendment(public_id: str) -> Page:
    """Accept or refuse what the signatory proposed."""
    form = AmendmentForm()
    if not form.validate():
        return endorsement_page(by_public_id(db.session(), public_id), DecisionForm(formdata=None)), 400
    settle = accept_amendment if form.outcome.data == "accept" else refuse_amendment
    try:
        with unit_of_work() as session:
            verdict = Verdict(moderator_id=still_in(session).id, version=form.version.data, at=now())
            settle(session, public_id, verdict)
    except (StaleDecision, NotFound):
        current = by_public_id(db.session(), public_id)
        return endorsement_page(current, DecisionForm(formdata=None), overtaken=True), 409
    except AlreadyEndorsed as error:
        listed = by_public_id(db.session(), error.public_id)
        current = by_public_id(db.session(), public_id)
        return endorsement_page(current, DecisionForm(formdata=None), listed=listed), 409
    return redirect(url_for("moderate.show", public_id=public_id), 303)


def _overtaken(public_id: str, form: AmendForm) -> str:
    """The form again, with what was typed, knowing the newest version."""
    endorsement = by_public_id(db.session(), public_id)
    form.version.object_data = endorsement.version
    form.form_errors.append(
        _("Somebody changed this endorsement a moment ago. Nothing you wrote is lost: check it and send it again.")
    )
    return _page(endorsement, form)


def _page(endorsement: Endorsement, form: AmendForm) -> str:
    return render_template("moderate/amend.html", endorsement=endorsement, form=form, desk_nav=desk_nav("queue"))
