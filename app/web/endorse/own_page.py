"""The signatory's own page: where the endorsement stands, correcting it, withdrawing it."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.endorsements import operations
from app.domain.endorsements.amendments import amend as amend_endorsement
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.retention import DECLINED_KEPT, WITHDRAWN_KEPT
from app.domain.endorsements.states import Action, State, actions_for
from app.domain.endorsements.waiting import typical_wait
from app.domain.errors import StaleDecision, TransitionRefused
from app.domain.events.operations import SIGNATORY
from app.extensions import db
from app.mail.words import REASONS
from app.web import dns_check, waiting
from app.web.endorse import facts, links, receipts, standing
from app.web.endorse.blueprint import bp
from app.web.endorse.forms import AmendForm, WithdrawForm
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.get("/<locale:locale>/endorsements/<link>")
def own(locale: str, link: str) -> Page:
    """Where it stands, what readers see of it, what is kept, and what can be done."""
    return page(locale, link, links.managed(link))


def page(locale: str, link: str, endorsement: Endorsement, *, problem: str = "") -> str:
    """The signatory's own page; `problem` is why what was asked for was not done."""
    actions, change = _actions(endorsement), endorsement.open_amendment
    decision = endorsement.decisions[-1] if endorsement.decisions else None
    return render_template(
        "endorse/own.html",
        endorsement=endorsement,
        text=endorsement.revision.text_in(locale),
        link=link,
        problem=problem,
        public=facts.public(endorsement.details),
        private=facts.private(endorsement),
        waiting=facts.proposed(change.after) if change else None,
        decision=decision,
        reason=REASONS.get((decision and decision.reason) or "", ""),
        wait=_wait(endorsement),
        is_open=endorsement.statement.accepts(now()),
        declined_kept=DECLINED_KEPT,
        withdrawn_kept=WITHDRAWN_KEPT,
        confirm_url=links.confirm_url(endorsement) if Action.CONFIRM in actions else None,
        proof=dns_check.proof(endorsement),
        receipts=receipts.of(endorsement),
        said=dns_check.sentence,
        newer=standing.newer(endorsement),
        may_amend=Action.AMEND in actions,
        may_withdraw=Action.WITHDRAW in actions,
        shows_name=(change.after if change else {}).get("show_representative", endorsement.show_representative),
    )


@bp.route("/<locale:locale>/endorsements/<link>/amend", methods=["GET", "POST"])
def amend(locale: str, link: str) -> Page:
    """Correct the details; what readers see of a listed organisation waits for a moderator."""
    endorsement = links.managed(link)
    if Action.AMEND not in _actions(endorsement):
        return redirect(url_for("endorse.own", link=link), 303)
    change = endorsement.open_amendment
    said = replace(endorsement.details, **change.after) if change else endorsement.details
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
        facts = {"text": endorsement.revision.text_in(locale), "link": link, "form": form, "kept": WITHDRAWN_KEPT}
        page = render_template("endorse/withdraw.html", endorsement=endorsement, **facts)
        return page, 400 if form.is_submitted() else 200
    try:
        with unit_of_work() as session:
            operations.withdraw(session, endorsement.public_id, at=now(), why=form.why.data or "")
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


def _wait(endorsement: Endorsement) -> dict[str, str | bool] | None:
    """How long a first decision has been waited for, how long that usually takes, and whether this is longer."""
    if endorsement.state is not State.PENDING or endorsement.decided_at is not None:
        return None
    since = endorsement.confirmed_at or endorsement.created_at
    usual = typical_wait(db.session(), at=now())
    longer = usual is not None and now() - since > usual.half_within
    return {"so_far": waiting.since(since), "usual": waiting.typical_words(usual), "longer": longer}


def _actions(endorsement: Endorsement) -> tuple[Action, ...]:
    return actions_for(endorsement.state, SIGNATORY.kind)
