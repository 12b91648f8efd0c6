"""The last look before an import, and the import: one transaction, once, of nothing that was not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, current_app, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app.domain.endorsements.import_drafts import draft_by_public_id
from app.domain.errors import StaleDecision
from app.domain.events.operations import Actor
from app.imports import ImportRefused, Judged, Verdict
from app.imports.drafts import take
from app.imports.last_step import differences, import_draft
from app.imports.opened import UNDECIDED, Desk
from app.imports.reasons import Weight
from app.looking import look_at_the_rest
from app.mail.courier import courier
from app.web import sheet_reasons as reasons
from app.web.desk import desk_nav
from app.web.forms import Form, VersionField
from app.web.imports.blueprint import bp
from app.web.imports.changing import looked_at, opened, store
from app.web.sessions import still_in
from app.web.sheet_words import VERDICTS
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]
MOST_LISTED = 200  # of those left out; the list of the records has them all
TRIES = 3
LOOKED_AT_ONCE = 150  # of those imported; two seconds


class ConfirmForm(Form):
    """Nothing but the version of what was shown."""

    version = VersionField()


@dataclass(frozen=True)
class LeftOut:
    """Records that are not imported for one and the same reason."""

    view: str  # how the list of the records is narrowed to them
    words: str
    records: list[tuple[Judged, str]]  # with why
    number: int


@bp.route("/<public_id>/confirm", methods=["GET", "POST"])
def confirm(public_id: str) -> Page:
    """What would be imported and what not; the button imports it, if it is still just that."""
    desk = opened(public_id)
    form = ConfirmForm(data={"version": desk.draft.version})
    if not form.validate_on_submit():
        return _page(desk, form), 400 if form.is_submitted() else 200
    try:
        _import(desk, form.version.data)
    except ImportRefused as refusal:
        form.form_errors.append(_refused(refusal))
        return _page(desk, form), 400
    except Changed as change:
        return _changed(public_id, form, change.records), 409
    return redirect(url_for("imports.show", public_id=public_id, done="imported"), 303)


class Changed(Exception):
    """What would be imported now is not what was shown; `records`: of these something else would become."""

    def __init__(self, records: Sequence[int] = ()) -> None:
        super().__init__()
        self.records = records


def _import(desk: Desk, version: int) -> None:
    """Import this version of the draft; once, however often it is asked for. Raises Changed and ImportRefused."""
    name = desk.draft.public_id
    for _try in range(TRIES):
        if desk.draft.imported and desk.draft.imported["version"] == version:
            return
        if desk.draft.version != version:
            raise Changed
        try:
            with unit_of_work() as session:
                by = Actor.moderator(still_in(session).id)
                import_draft(session, draft_by_public_id(session, name, lock=True), version=version, by=by, at=now())
        except (StaleDecision, IntegrityError):
            desk, before = opened(name), desk
            if desk.draft.version == version:  # the register has changed, not the draft
                desk = _compared(desk)
                if others := differences(before, desk):
                    raise Changed(others) from None
                version = desk.draft.version
        else:
            _have_them_looked_at()
            return
    raise Changed


def _have_them_looked_at() -> None:
    """At once as many as the moderator will wait for; the others while they go on."""
    if look_at_the_rest(most=LOOKED_AT_ONCE) == LOOKED_AT_ONCE:
        courier.call(current_app._get_current_object(), _look_at_the_others)  # type: ignore[attr-defined]  # a LocalProxy


def _look_at_the_others(app: Flask) -> None:
    with app.app_context():
        look_at_the_rest()


def _compared(desk: Desk) -> Desk:
    """The draft once more, compared with the register as it is now."""
    at = now()
    preview = looked_at(desk, at=at)
    name = desk.draft.public_id
    try:
        store(desk, lambda _session, draft, _by: take(draft, preview, at=at))
    except StaleDecision:
        raise Changed from None
    return opened(name)


def _changed(public_id: str, form: ConfirmForm, records: Sequence[int]) -> str:
    """The page as it is now, and what is other than it was."""
    desk = opened(public_id)
    form.version.object_data = desk.draft.version
    form.form_errors.append(
        _("Something changed after you opened this page. Nothing was imported. Look at it as it is now.")
    )
    return _page(desk, form, changed=records)


def _page(desk: Desk, form: ConfirmForm, *, changed: Sequence[int] = ()) -> str:
    shown = set(changed)
    return render_template(
        "imports/confirm.html",
        desk=desk,
        draft=desk.draft,
        form=form,
        ready=len(desk.ready),
        warned=sum(one.verdict is Verdict.NEW_WITH_WARNINGS for one in desk.ready),
        against=sum(one.verdict is Verdict.SUSPECTED_DUPLICATE for one in desk.ready),
        silent=sum(not one.facts.agreed for one in desk.ready),
        left_out=_left_out(desk),
        changed=[(one, VERDICTS[one.verdict], _why(one)) for one in desk.preview.judged if one.record in shown],
        desk_nav=desk_nav("imports"),
    )


def _left_out(desk: Desk) -> list[LeftOut]:
    groups: dict[str, list[Judged]] = {}
    for one in desk.left_out:
        chosen = one.verdict in (Verdict.NEW, Verdict.NEW_WITH_WARNINGS) or desk.choices.get(one.record)
        groups.setdefault("chosen" if chosen else one.verdict.value, []).append(one)
    words = {
        "chosen": _("You or a colleague left them out"),
        Verdict.SUSPECTED_DUPLICATE: _("They may be here already, and nobody has said otherwise"),
        Verdict.DUPLICATE: _("They are here already"),
        Verdict.FIX_NEEDED: _("They must be fixed first"),
        Verdict.EXCLUDED: _("They did not agree"),
    }
    return [
        LeftOut(
            view=UNDECIDED if key == Verdict.SUSPECTED_DUPLICATE else "" if key == "chosen" else key,
            words=words[key],
            records=[(one, _why(one)) for one in groups[key][:MOST_LISTED]],
            number=len(groups[key]),
        )
        for key in words
        if key in groups
    ]


def _why(one: Judged) -> str:
    """The reason that decided."""
    grave = [reason for reason in one.reasons if reason.weight not in (Weight.NOTE, Weight.WARNING)]
    return reasons.sentence(grave[0]) if grave else ""


def _refused(refusal: ImportRefused) -> str:
    if refusal.code == "how_agreed":
        return _("Of some records nobody has said how they agreed. Write it above the list, then import them.")
    return _("These records cannot be imported as they stand. Look at the list again.")
