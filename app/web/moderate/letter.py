"""The mail before it goes: read as it will leave, and its words changed where a reason is given."""

from __future__ import annotations

from flask import render_template

from app.domain.endorsements.decisions import TELLS
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.reasons import the_reason
from app.domain.endorsements.states import RULES, Action
from app.extensions import db
from app.mail.compose import language_of
from app.mail.preview import preview
from app.mail.words import usual_words
from app.web.desk import desk_nav
from app.web.labels import ACTIONS, reason_label
from app.web.locale import direction_of
from app.web.moderate.forms import DecisionForm


def letter_page(endorsement: Endorsement, action: Action, form: DecisionForm) -> str:
    """The page with the mail that this decision would cause, and the form that takes the decision with it."""
    session, locale = db.session(), language_of(endorsement)
    words = form.typed_words if form.has_words else usual_words(session, form.reason.data, form.note.data or "", locale)
    form.version.object_data = form.version.data if form.version.data is not None else endorsement.version
    return render_template(
        "moderate/letter.html",
        endorsement=endorsement,
        action=action.value,
        label=ACTIONS[action],
        reason=reason_label(the_reason(session, form.reason.data)) if RULES[action].needs_reason else "",
        words=words,
        letter=preview(endorsement, TELLS[action], words),
        letter_direction=direction_of(locale),
        form=form,
        desk_nav=desk_nav("queue"),
    )
