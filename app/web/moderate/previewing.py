"""See the mail: what the signatory would read, before anything is decided."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.endorsements.queries import by_public_id
from app.domain.endorsements.reasons import is_offered
from app.domain.endorsements.states import RULES, Action, actions_for
from app.domain.events.models import ActorKind
from app.extensions import db
from app.web.moderate.blueprint import bp
from app.web.moderate.deciding import page
from app.web.moderate.forms import DecisionForm
from app.web.moderate.letter import letter_page

Page = str | Response | tuple[str, int]


@bp.route("/endorsements/<public_id>/mail/<any(approve, decline, withdraw):name>", methods=["GET", "POST"])
def preview(public_id: str, name: str) -> Page:
    """The mail of this decision with the reason and the words that were sent; nothing is decided by it."""
    endorsement, action = by_public_id(db.session(), public_id), Action(name)
    asked = request.method == "POST"
    form = DecisionForm() if asked else DecisionForm(formdata=None)
    form.action.data = name
    possible = action in actions_for(endorsement.state, ActorKind.MODERATOR) and endorsement.email
    if not possible or (RULES[action].needs_reason and not asked):
        return redirect(url_for("moderate.show", public_id=public_id), 303)
    if not asked:
        return letter_page(endorsement, action, form)
    good = form.validate()
    if not is_offered(db.session(), action, form.reason.data):
        form.reason.errors = [_("Choose a reason: the signatory will read it.")]
        return page(endorsement, form), 400
    if form.version.errors or (not good and not form.has_words):
        return page(endorsement, form), 400
    return letter_page(endorsement, action, form), 200 if good else 400
