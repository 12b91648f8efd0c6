"""What would happen to many endorsements at once: each by its name, what to look at, whether it is still as seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask_babel import gettext as _

from app.domain.endorsements.bulk import AT_ONCE, MOST_AT_ONCE
from app.domain.endorsements.decisions import TELLS
from app.domain.endorsements.desk import names_met_twice, of_public_ids
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.reasons import is_offered, offered
from app.domain.endorsements.states import RULES, Action, State
from app.extensions import db
from app.mail.compose import language_of
from app.mail.preview import Letter, preview
from app.mail.words import usual_words
from app.web.desk import desk_nav
from app.web.labels import ACTIONS, STATES, reason_label
from app.web.locale import direction_of
from app.web.moderate.forms import ManyForm


@dataclass(frozen=True)
class Row:
    """One endorsement on the page: as the moderator saw it, whether it is ticked, and what to look at first."""

    endorsement: Endorsement
    version: int
    ticked: bool
    warnings: Sequence[str]


def review_page(form: ManyForm) -> str:
    """What was chosen, with what speaks against deciding it in passing left out unless it was ticked here."""
    session = db.session()
    action = form.chosen if form.action.data in list(AT_ONCE) else None
    if action and not form.ticked and not form.errors:
        form.form_errors.append(_("Nothing is ticked. Tick what you want to decide on."))
    if len(form.ticked) > MOST_AT_ONCE:
        form.form_errors.append(
            _("%(most)s at a time, please: %(number)s are ticked.", most=MOST_AT_ONCE, number=len(form.ticked))
        )
    rows, changed = _rows(form) if len(form.ticked) <= MOST_AT_ONCE else ([], [])
    needs_reason = action is not None and RULES[action].needs_reason
    letter = _letter(form, action, rows)
    return render_template(
        "moderate/review.html",
        form=form,
        action=action,
        label=ACTIONS[action] if action else "",
        rows=rows,
        changed=changed,
        reasons=[(one.code, reason_label(one)) for one in offered(session, action)] if action and needs_reason else [],
        letter=letter,
        letter_direction=direction_of(letter.locale) if letter else "",
        most=MOST_AT_ONCE,
        states=STATES,
        desk_nav=desk_nav("queue"),
    )


def _rows(form: ManyForm) -> tuple[list[Row], list[Endorsement]]:
    """What can be decided on, and what was changed by somebody else since the queue was read."""
    session, reviewed, ticked = db.session(), bool(request.form.get("reviewed")), form.ticked
    shown = form.shown
    found = of_public_ids(session, list(dict.fromkeys([*ticked, *shown]))[:MOST_AT_ONCE] if reviewed else ticked)
    as_seen = [one for one in found if one.state is State.PENDING and one.version == shown.get(one.public_id, 0)]
    twice = names_met_twice(session, as_seen)
    rows = []
    for one in as_seen:
        warnings = _warnings(one, one.public_id in twice)
        rows.append(Row(one, one.version, one.public_id in ticked and (reviewed or not warnings), warnings))
    return rows, [one for one in found if one not in as_seen]


def _warnings(endorsement: Endorsement, met_twice: bool) -> list[str]:
    warnings = [_("another endorsement has this name")] if met_twice else []
    return [*warnings, _("perhaps a robot")] if endorsement.suspicion else warnings


def _letter(form: ManyForm, action: Action | None, rows: Sequence[Row]) -> Letter | None:
    """The mail to the first of them that has an address, once there is a reason where one is needed."""
    first = next((row.endorsement for row in rows if row.ticked and row.endorsement.email), None)
    session = db.session()
    if first is None or action is None or not is_offered(session, action, form.reason.data):
        return None
    words = ""
    if RULES[action].needs_reason:
        words = usual_words(session, form.reason.data, form.typed_note, language_of(first))
    return preview(first, TELLS[action], words)
