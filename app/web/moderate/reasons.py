"""The reasons that moderators choose from, kept by the editors: their order, their words, what they are offered for."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import StopValidation

from app.domain.endorsements import reasons
from app.domain.endorsements.records import OfferedReason
from app.domain.endorsements.states import Action
from app.domain.events.operations import Actor
from app.domain.text import clean_line, clean_paragraphs
from app.extensions import db
from app.mail.words import words_of
from app.web.desk import desk_nav
from app.web.forms import Form, ParagraphsField, TextField, TickField
from app.web.labels import ACTIONS, REASONS, reason_label
from app.web.locale import direction_of, native_name
from app.web.moderate.blueprint import bp
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]
TOLD = (Action.DECLINE, Action.WITHDRAW)  # for these the signatory reads the words


class ReasonForm(Form):
    """One reason; the words for the mail have a field for each language of the site, `words_…`."""

    label = TextField(_l("For the desk"), partial(clean_line, longest=80))
    decline = TickField(ACTIONS[Action.DECLINE])
    reconsider = TickField(ACTIONS[Action.RECONSIDER])
    withdraw = TickField(ACTIONS[Action.WITHDRAW])
    is_built_in = False

    def validate_label(self, field: Any) -> None:
        if not field.data and not self.is_built_in:
            raise StopValidation(_("Write in a few words how colleagues will find this reason."))

    def validate_decline(self, field: Any) -> None:
        if not self.actions:
            raise StopValidation(_("Choose at least one decision for which it can be given."))

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and not self.is_built_in and set(self.actions) & set(TOLD) and not any(self.words.values()):
            self[f"words_{current_app.config['LOCALES'][0]}"].errors = [
                _("Write what the signatory reads in the mail, in one language at least.")
            ]
            return False
        return good

    @property
    def actions(self) -> list[Action]:
        """What it can be given for."""
        return [action for action in reasons.WITH_REASON if self[action.value].data]

    @property
    def words(self) -> dict[str, str]:
        """What stands in the mail, by language."""
        return {locale: self[f"words_{locale}"].data or "" for locale in current_app.config["LOCALES"]}


@bp.get("/reasons")
def reason_list() -> str:
    """Every reason in its order, the retired ones too."""
    listed = reasons.all_reasons(db.session())
    locale = current_app.config["LOCALES"][0]
    return render_template(
        "moderate/reasons.html",
        reasons=[(one, reason_label(one), words_of(one, locale)) for one in listed],
        locale_of_words=locale,
        direction_of_words=direction_of(locale),
        actions=ACTIONS,
        done=request.args.get("done", ""),
        desk_nav=desk_nav("reasons"),
    )


@bp.route("/reasons/new", methods=["GET", "POST"])
def new_reason() -> Page:
    """Add one to the list."""
    form = _form(None)
    if not form.validate_on_submit():
        return _page(form, None), 400 if form.is_submitted() else 200
    with unit_of_work() as session:
        by = Actor.moderator(still_in(session).id)
        reasons.add_reason(
            session, actions=form.actions, label=form.label.data or "", words=form.words, by=by, at=now()
        )
    return redirect(url_for("moderate.reason_list", done="kept"), 303)


@bp.route("/reasons/<code>", methods=["GET", "POST"])
def reason(code: str) -> Page:
    """Change its words and what it is offered for; what was sent keeps its own."""
    found = reasons.the_reason(db.session(), code)
    form = _form(found)
    if not form.validate_on_submit():
        return _page(form, found), 400 if form.is_submitted() else 200
    with unit_of_work() as session:
        by, label = Actor.moderator(still_in(session).id), form.label.data or ""
        reasons.change_reason(session, code, actions=form.actions, label=label, words=form.words, by=by, at=now())
    return redirect(url_for("moderate.reason_list", done="kept"), 303)


@bp.post("/reasons/<code>/place")
def place_reason(code: str) -> Response:
    """One place up in the list, out of it, or back into it."""
    wanted = request.form.get("do", "")
    with unit_of_work() as session:
        by = Actor.moderator(still_in(session).id)
        if wanted == "up":
            reasons.move_reason_up(session, code, by=by, at=now())
        elif wanted in ("retire", "restore"):
            reasons.retire_reason(session, code, retired=wanted == "retire", by=by, at=now())
    return redirect(url_for("moderate.reason_list", _anchor=f"reason-{code}"), 303)


def _form(found: OfferedReason | None) -> ReasonForm:
    """The form with a field for each language, filled with what stands."""
    fields = {
        f"words_{locale}": ParagraphsField(native_name(locale), partial(clean_paragraphs, longest=1000))
        for locale in current_app.config["LOCALES"]
    }
    is_built_in = found is not None and found.is_built_in
    form_class: type[ReasonForm] = type("LocalReasonForm", (ReasonForm,), {**fields, "is_built_in": is_built_in})
    if found is None:
        return form_class()
    stands: dict[str, Any] = {"label": found.label}
    stands |= {action.value: action in found.actions for action in reasons.WITH_REASON}
    return form_class(data=stands | {f"words_{locale}": words for locale, words in found.words.items()})


def _page(form: ReasonForm, found: OfferedReason | None) -> str:
    usual = {}
    if found is not None and found.is_built_in:
        bare = OfferedReason(code=found.code, words={})
        usual = {locale: words_of(bare, locale) for locale in current_app.config["LOCALES"]}
    return render_template(
        "moderate/reason.html",
        form=form,
        reason=found,
        built_in_label=str(REASONS[found.code]) if found is not None and found.is_built_in else "",
        usual=usual,
        languages_of_words=[
            (code, direction_of(code), form[f"words_{code}"]) for code in current_app.config["LOCALES"]
        ],
        desk_nav=desk_nav("reasons"),
    )
