"""Mending records in place: one by its form, or the country of all that have the same proposal."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.domain.errors import NotFound, StaleDecision
from app.imports import Verdict
from app.imports.drafts import correct
from app.imports.opened import Desk
from app.web.imports.blueprint import bp
from app.web.imports.changing import looked_at, opened, store
from app.web.imports.forms import RecordForm
from app.web.imports.preview import back, page, values
from app.web.work import now

Page = str | Response | tuple[str, int]
TRIES = 3
NEEDS = (Verdict.FIX_NEEDED,)


@bp.post("/<public_id>/records/<int(max=999999):number>")
def fix(public_id: str, number: int) -> Page:
    """Keep what was written for this record; what was left as it stood is no correction."""
    form = RecordForm()
    for _try in range(TRIES):
        desk = opened(public_id)
        if number not in desk.by_number:
            raise NotFound(str(number))
        if not form.validate():
            return page(desk, form=form, fixed=number), 400
        if form.seen.data != desk.tag(number):
            return _overtaken(desk, form, number)
        before = values(desk, number)
        if desk.by_number[number].verdict is Verdict.IGNORE:
            del before["organisation"]  # that there is one is what a person says
        written = {name: text for name, text in form.values.items() if text != before.get(name)}
        corrections = desk.corrections | {number: desk.corrections.get(number, {}) | written}
        if not written or _stored(desk, corrections):
            following = _following(opened(public_id), number)
            if "next" in request.form and following:
                return back(public_id, following, fix=following)
            return back(public_id, number, done="fixed" if written else "")
    return _overtaken(opened(public_id), form, number)


@bp.post("/<public_id>/countries")
def accept(public_id: str) -> Page:
    """Take the country that is proposed, for one record or for all with the same proposal."""
    for _try in range(TRIES):
        desk = opened(public_id)
        proposed = {
            one.record: one.facts.proposed["country"]
            for one in desk.preview.judged
            if "country" in one.facts.proposed and not one.facts.country
        }
        if "record" in request.form:
            taken = {number: code for number, code in proposed.items() if str(number) == request.form["record"]}
        else:
            taken = {number: code for number, code in proposed.items() if code == request.form.get("country")}
        if not taken:
            raise BadRequest
        new = {number: desk.corrections.get(number, {}) | {"country": code} for number, code in taken.items()}
        if _stored(desk, desk.corrections | new):
            return back(public_id, min(taken), done="fixed")
    raise BadRequest


def _stored(desk: Desk, corrections: dict[int, dict[str, str]]) -> bool:
    """Judge with these corrections and keep them; False where somebody was faster."""
    at = now()
    preview = looked_at(desk, at=at, corrections=corrections)
    try:
        store(desk, lambda session, draft, by: correct(session, draft, corrections, preview, by=by, at=at))
    except StaleDecision:
        return False
    return True


def _following(desk: Desk, number: int) -> int:
    """The next record that must be fixed, the first one again after the last."""
    waiting = [one.record for one in desk.preview.judged if one.verdict in NEEDS and one.record != number]
    return next((one for one in waiting if one > number), waiting[0] if waiting else 0)


def _overtaken(desk: Desk, form: RecordForm, number: int) -> Page:
    form.seen.data = desk.tag(number)
    form.form_errors.append(
        _("Somebody changed this record a moment ago. Nothing you wrote is lost: check it and send it again.")
    )
    return page(desk, form=form, fixed=number), 409
