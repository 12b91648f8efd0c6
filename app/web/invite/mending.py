"""What a person changes in a list: how it is read, one record, and who is left out."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.errors import NotFound, StaleDecision
from app.domain.invitations.models import Mailing
from app.imports import Unreadable
from app.imports.invitees import INVITE, LEAVE, Asked, GuestList
from app.imports.opened import Settings
from app.web.desk import desk_nav
from app.web.invite.blueprint import bp
from app.web.invite.forms import RecordForm, columns_form
from app.web.invite.lists import page
from app.web.invite.opening import guests_of, opened, revise
from app.web.sheet_words import why_unreadable

Page = str | Response | tuple[str, int]


@bp.post("/moderation/invitations/lists/<public_id>/columns")
def columns(public_id: str) -> Page:
    """Read the list in this way; what was mended and chosen is kept while the same records are read."""
    mailing = opened(public_id)
    form = columns_form(guests_of(mailing), mailing.version)
    if not form.validate():
        return page(mailing, form=form)
    settings, same = _settings(form, guests_of(mailing))
    try:
        guests_of(mailing, settings)
        changes: dict[str, Any] = {} if same else {"corrections": {}, "choices": {}}
        revise(public_id, form.version.data, "read_anew", settings=vars(settings), **changes)
    except Unreadable as error:
        form.form_errors.append(why_unreadable(error))
        return page(mailing, form=form)
    except StaleDecision:
        return page(opened(public_id), overtaken=True)
    return redirect(url_for("invite.show", public_id=public_id, done="read"), 303)


@bp.route("/moderation/invitations/lists/<public_id>/records/<int:number>", methods=["GET", "POST"])
def record(public_id: str, number: int) -> Page:
    """Mend one record; the list shows what becomes of it then."""
    mailing = opened(public_id)
    form = RecordForm(data=_as_it_stands(_the(guests_of(mailing), number)), version=mailing.version)
    if not form.validate_on_submit():
        return _record(mailing, number, form), 400 if form.is_submitted() else 200
    corrections = {**mailing.corrections, str(number): form.values}
    try:
        revise(public_id, form.version.data, "mended", corrections=corrections)
    except StaleDecision:
        form.version.object_data = mailing.version
        form.form_errors.append(_("Somebody changed this list a moment ago. Check what you wrote, and send it again."))
        return _record(mailing, number, form), 409
    return redirect(url_for("invite.show", public_id=public_id, done="mended", _anchor=f"record-{number}"), 303)


@bp.post("/moderation/invitations/lists/<public_id>/choices")
def choose(public_id: str) -> Page:
    """Invite one that is like another, or leave one out. The last choice holds, whoever made it."""
    mailing = opened(public_id)
    choice = INVITE if INVITE in request.form else LEAVE
    number = request.form.get(choice, "", type=str)
    guests = guests_of(mailing)
    the = _the(guests, int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 0)
    try:
        revise(public_id, mailing.version, "chosen", choices={**mailing.choices, str(the.record): choice})
    except StaleDecision:
        return page(opened(public_id), overtaken=True)
    view = request.args.get("view") or None
    return redirect(url_for("invite.show", public_id=public_id, view=view, _anchor=f"record-{number}"), 303)


def _record(mailing: Mailing, number: int, form: RecordForm) -> str:
    nav = desk_nav("invitations")
    return render_template("invite/record.html", mailing=mailing, number=number, form=form, desk_nav=nav)


def _the(guests: GuestList, number: int) -> Asked:
    found = next((one for one in guests.asked if one.record == number), None)
    if found is None:
        raise NotFound(str(number))
    return found


def _as_it_stands(one: Asked) -> dict[str, str]:
    who = one.invitee
    return {
        "organisation": who.organisation,
        "organisation_latin": who.organisation_latin,
        "country": who.country,
        "website": who.website,
        "representative": who.contact,
        "email": who.email,
        "language": who.locale,
    }


def _settings(form: Any, guests: GuestList) -> tuple[Settings, bool]:
    """What the form asks for, and whether the same records are read by it."""
    sheet = guests.sheet
    encoding = form.encoding.data if "encoding" in form else None
    name = form.sheet.data if "sheet" in form else None
    same = (encoding or sheet.encoding, name or sheet.name) == (sheet.encoding, sheet.name)
    fields = tuple(field.data for field in form.column_fields()) if same else None
    return Settings(encoding=encoding, sheet=name, fields=fields), same
