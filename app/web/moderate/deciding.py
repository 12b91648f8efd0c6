"""One endorsement: what it says, what speaks for and against it, what was done, and the decision."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.domain.endorsements.decisions import DECISIONS, TELLS
from app.domain.endorsements.following import next_waiting
from app.domain.endorsements.looks import look_at
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import by_public_id
from app.domain.endorsements.reasons import is_offered, offered
from app.domain.endorsements.states import RULES, Action, State, actions_for
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import AlreadyEndorsed, ReasonRequired, StaleDecision, TransitionRefused
from app.domain.events.models import ActorKind
from app.extensions import db
from app.web import dns_check
from app.web.desk import desk_nav
from app.web.labels import ACTIONS, FIELDS, STATES, reason_label
from app.web.moderate import alike, evidence, history
from app.web.moderate.blueprint import bp
from app.web.moderate.colleagues import colleagues
from app.web.moderate.forms import DecisionForm
from app.web.moderate.invited import invited
from app.web.moderate.letter import letter_page
from app.web.moderate.notes import decided, undoable_now
from app.web.moderate.noting import NoteForm
from app.web.moderate.source import source
from app.web.moderate.standing import newer_text
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.get("/endorsements/<public_id>")
def show(public_id: str) -> Page:
    """Everything about one endorsement, and the buttons that the table of rules allows."""
    return page(by_public_id(db.session(), public_id), DecisionForm(formdata=None))


@bp.post("/endorsements/<public_id>")
def decide(public_id: str) -> Page:
    """Do what the moderator chose, if nobody was faster; then on to the next one that waits."""
    form = DecisionForm()
    if not form.validate():
        return _again(by_public_id(db.session(), public_id), form), 400
    try:
        with unit_of_work() as session:
            verdict = form.verdict(still_in(session).id, at=now())
            endorsement = DECISIONS[form.chosen](session, public_id, verdict)
            address = onward(session, endorsement, verdict)
    except ReasonRequired:
        form.reason.errors = [_("Choose a reason: the signatory will read it.")]
        return page(by_public_id(db.session(), public_id), form), 400
    except (StaleDecision, TransitionRefused):
        return page(by_public_id(db.session(), public_id), form, overtaken=True), 409
    except AlreadyEndorsed as error:
        listed = by_public_id(db.session(), error.public_id)
        return page(by_public_id(db.session(), public_id), form, listed=listed), 409
    return redirect(address, 303)


def _again(endorsement: Endorsement, form: DecisionForm) -> str:
    """The page that the form came from, where only the words of the mail are at fault."""
    wrong_words = list(form.errors) == ["words"] and form.chosen in TELLS and endorsement.email
    if wrong_words and is_offered(db.session(), form.chosen, form.reason.data):
        return letter_page(endorsement, form.chosen, form)
    return page(endorsement, form)


def onward(session: Session, endorsement: Endorsement, verdict: Verdict) -> str:
    """The address of the next one that waits, or of the queue; there it says what was done.

    The next one is in this moderator's hands from the moment of the decision: nobody else is sent there.
    """
    following = next_waiting(session, endorsement, verdict.moderator_id, at=verdict.at)
    if following is None:
        return url_for("moderate.queue", done=endorsement.public_id)
    look_at(session, following.public_id, verdict.moderator_id, at=verdict.at)
    return url_for("moderate.show", public_id=following.public_id, done=endorsement.public_id)


def page(
    endorsement: Endorsement,
    form: DecisionForm,
    *,
    overtaken: bool = False,
    listed: Endorsement | None = None,
    undo_refused: str = "",
) -> str:
    """The page; after a conflict it says who was faster, and keeps what was typed."""
    session = db.session()
    found = history.lines(session, endorsement)
    actions = [action for action in actions_for(endorsement.state, ActorKind.MODERATOR) if action in DECISIONS]
    return render_template(
        "moderate/show.html",
        endorsement=endorsement,
        text=endorsement.revision.texts[0],
        signs=evidence.signs(session, endorsement),
        proof=dns_check.proof(endorsement),
        alike=alike.perhaps_the_same(session, endorsement),
        newer=newer_text(endorsement),
        standing=alike.stands_for(session, endorsement),
        source=source(session, endorsement),
        invited=invited(session, endorsement),
        lines=found,
        last_act=next((line for line in reversed(found) if line.is_change), None),
        actions=[(action.value, ACTIONS[action], _reasons(session, action)) for action in actions],
        may_amend=Action.AMEND in actions_for(endorsement.state, ActorKind.MODERATOR),
        form=form,
        blamed=form.action.data
        if form.action.data in [action for action in actions if RULES[action].needs_reason]
        else "",
        overtaken=overtaken,
        listed=listed,
        done=decided(session),
        undoable=undoable_now(session, endorsement),
        undone="undone" in request.args and bool(endorsement.decisions) and endorsement.decisions[-1].undone_at,
        undo_refused=undo_refused,
        team=colleagues(session, endorsement),
        note_form=NoteForm(formdata=None),
        states=STATES,
        fields=FIELDS,
        desk_nav=desk_nav("register" if endorsement.state is State.APPROVED else "queue"),
    )


def _reasons(session: Session, action: Action) -> list[tuple[str, str]]:
    """What may be chosen, where the rules ask for a reason at all."""
    if not RULES[action].needs_reason:
        return []
    return [(reason.code, reason_label(reason)) for reason in offered(session, action)]
