"""The signatory's own page: where the endorsement stands, correcting it, withdrawing it."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.endorsements import operations
from app.domain.endorsements.amendments import amend as amend_endorsement
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import Action, State, actions_for
from app.domain.errors import StaleDecision, TransitionRefused
from app.domain.events.operations import SIGNATORY
from app.mail.words import REASONS
from app.web.endorse import facts, links
from app.web.endorse.blueprint import bp
from app.web.endorse.forms import AmendForm, WithdrawForm
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.get("/<locale:locale>/endorsements/<link>")
def own(locale: str, link: str) -> Page:
    """Where it stands, what readers see of it, what is kept, and what can be done."""
    endorsement = links.managed(link)
    actions, waiting = _actions(endorsement), endorsement.open_amendment
    decision = endorsement.decisions[-1] if endorsement.decisions else None
    return render_template(
        "endorse/own.html",
        endorsement=endorsement,
        text=endorsement.revision.text_in(locale),
        link=link,
        public=facts.public(endorsement.details),
        private=facts.private(endorsement),
        waiting=facts.proposed(waiting.after) if waiting else None,
        decision=decision,
        reason=REASONS.get((decision and decision.reason) or "", ""),
        confirm_url=links.confirm_url(endorsement) if Action.CONFIRM in actions else None,
        may_amend=Action.AMEND in actions,
        may_withdraw=Action.WITHDRAW in actions,
    )


@bp.route("/<locale:locale>/endorsements/<link>/amend", methods=["GET", "POST"])
def amend(locale: str, link: str) -> Page:
    """Correct the details; what readers see of a listed organisation waits for a moderator."""
    endorsement = links.managed(link)
    if Action.AMEND not in _actions(endorsement):
        return redirect(url_for("endorse.own", link=link), 303)
    waiting = endorsement.open_amendment
    said = replace(endorsement.details, **waiting.after) if waiting else endorsement.details
    form = AmendForm.showing(said, endorsement.version)
    if not form.validate_on_submit():
        return _amend(link, endorsement, form, 400 if form.is_submitted() else 200)
    details, version = form.details(endorsement.details.email), form.version.data
    try:
        with unit_of_work() as session:
            amended = amend_endorsement(
                session, endorsement.public_id, details, version=version, by=SIGNATORY, at=now()
            )
    except StaleDecision:
        return _amend(link, endorsement, form, 409)
    except TransitionRefused:
        return redirect(url_for("endorse.own", link=link), 303)
    unconfirmed = amended.state is State.UNCONFIRMED
    return redirect(links.confirm_url(amended) if unconfirmed else url_for("endorse.own", link=link), 303)


@bp.route("/<locale:locale>/endorsements/<link>/withdraw", methods=["GET", "POST"])
def withdraw(locale: str, link: str) -> Page:
    """Take the endorsement back, for good; only the POST does."""
    endorsement = links.managed(link)
    form = WithdrawForm()
    if Action.WITHDRAW not in _actions(endorsement):
        return redirect(url_for("endorse.own", link=link), 303)
    if not form.validate_on_submit():
        text = endorsement.revision.text_in(locale)
        return render_template("endorse/withdraw.html", endorsement=endorsement, text=text, link=link, form=form)
    try:
        with unit_of_work() as session:
            operations.withdraw(session, endorsement.public_id, at=now())
    except TransitionRefused:
        pass  # declined in this very moment; the page says so
    return redirect(url_for("endorse.own", link=link), 303)


def _amend(link: str, endorsement: Endorsement, form: AmendForm, status: int) -> Page:
    """The form; after a change by somebody else it asks again, knowing the newest version."""
    if status == 409:
        form.form_errors.append(
            _(
                "Somebody changed these details after you opened this page, or you did in another window. What is kept "
                "now stands below. Nothing you wrote is lost: check it and send it again."
            )
        )
        form.version.object_data = endorsement.version
    kept = facts.everything(endorsement.details) if status == 409 else None
    page = render_template("endorse/amend.html", endorsement=endorsement, link=link, form=form, kept=kept)
    return page, status


def _actions(endorsement: Endorsement) -> tuple[Action, ...]:
    return actions_for(endorsement.state, SIGNATORY.kind)
