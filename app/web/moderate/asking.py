"""Asking a second person at the organisation's own domain."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.domain.endorsements import second_voice
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import by_public_id
from app.domain.endorsements.voices import voices
from app.domain.errors import VoiceRefused
from app.domain.moderators.queries import names
from app.extensions import db
from app.web.desk import desk_nav
from app.web.forms import EmailField, Form
from app.web.moderate.blueprint import bp
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


class AskForm(Form):
    """Whom to ask."""

    email = EmailField(_l("E-mail address"), required=_l("Write the address of the person to ask."))


@bp.route("/endorsements/<public_id>/second-voice", methods=["GET", "POST"])
def ask(public_id: str) -> Page:
    """Who was asked and what they said, and a form to ask somebody."""
    endorsement = by_public_id(db.session(), public_id)
    form = AskForm()
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                second_voice.ask(session, public_id, form.email.data, moderator_id=still_in(session).id, at=now())
            return redirect(url_for("moderate.ask", public_id=public_id, done=1), 303)
        except VoiceRefused as error:
            form.email.errors = [_why(error, second_voice.may_be_asked_at(endorsement))]
    return _page(endorsement, form), 400 if form.is_submitted() else 200


def _page(endorsement: Endorsement, form: AskForm) -> str:
    session = db.session()
    return render_template(
        "moderate/ask.html",
        endorsement=endorsement,
        form=form,
        asked=voices(session, endorsement.id),
        domain=second_voice.may_be_asked_at(endorsement) if endorsement.state in second_voice.ASKED_IN else "",
        who=names(session),
        done="done" in request.args,
        desk_nav=desk_nav("queue"),
    )


def _why(error: VoiceRefused, domain: str) -> str:
    words = {
        "not_now": _("This endorsement does not wait and is not listed: there is nothing to ask."),
        "no_domain": _("The organisation gave no website of its own, so no second address can count."),
        "other_domain": _("Only an address at the domain of the website counts: %(domain)s.", domain=domain),
        "same_person": _("This is the address that endorsed. A second person must answer."),
        "enough": _(
            "%(number)s people were asked. More would be a burden to the organisation.", number=second_voice.MOST
        ),
        "answered": _("This person has answered already."),
    }
    return words[error.code]
