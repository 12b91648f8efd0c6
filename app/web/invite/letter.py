"""The letter: an editor's own words, the mail exactly as it will go out, and the button that sends it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.errors import InvitationRefused, StaleDecision, StatementClosed
from app.domain.invitations import operations
from app.domain.invitations.models import Mailing
from app.domain.invitations.queries import the_mailing
from app.domain.invitations.spacing import A_DAY, PAUSE
from app.extensions import db
from app.imports.guest_lists import mark
from app.imports.invitees import GuestList
from app.keyed import for_invitations
from app.mail.preview import Letter, asking_letter
from app.web.desk import desk_nav
from app.web.invite.blueprint import bp
from app.web.invite.forms import NOTE_LONGEST, SUBJECT_LONGEST, LetterForm, SendForm
from app.web.invite.opening import editor, guests_of, is_read_here, opened, revise
from app.web.locale import direction_of
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.route("/moderation/invitations/lists/<public_id>/letter", methods=["GET", "POST"])
def letter(public_id: str) -> Page:
    """The words, and below them the mail in each language in which it will go out."""
    mailing = opened(public_id)
    form = LetterForm(obj=mailing)
    if not form.validate_on_submit():
        return _page(mailing, form, 400 if form.is_submitted() else 200)
    values = {name: form[name].data or "" for name in ("locale", "subject", "note")}
    try:
        revise(public_id, form.version.data, "written", **values)
    except StaleDecision:
        form.version.object_data = mailing.version
        form.form_errors.append(_("Somebody changed this list a moment ago. Check what you wrote, and send it again."))
        return _page(mailing, form, 409)
    return redirect(url_for("invite.letter", public_id=public_id, _anchor="mail"), 303)


@bp.post("/moderation/invitations/lists/<public_id>/send")
def send(public_id: str) -> Page:
    """Invite all who are ready, just as they were shown; twice does no harm."""
    mailing = the_mailing(db.session(), public_id)
    there = url_for("invite.overview", slug=mailing.statement.slug, done="sent")
    if mailing.sent_at is not None:
        return redirect(there, 303)
    form, seen, ready = SendForm(), mark(db.session(), mailing), guests_of(mailing).ready
    if not form.validate() or form.seen.data != seen or not ready:
        return _changed(public_id)
    try:
        with unit_of_work() as session:
            locked = the_mailing(session, public_id)
            if mark(session, locked) != seen:
                raise StaleDecision(public_id)
            by, arrived = editor(session), is_read_here()
            operations.send(session, locked, ready, keyed=for_invitations, by=by, at=now(), arrived=arrived)
    except (StaleDecision, StatementClosed, InvitationRefused):
        return _changed(public_id)
    return redirect(there, 303)


def _changed(public_id: str) -> Page:
    mailing = opened(public_id)
    form = LetterForm(formdata=None, obj=mailing)
    form.form_errors.append(
        _("Something changed since this was shown, so nothing was sent. Look at it as it stands now, and send it then.")
    )
    return _page(mailing, form, 409)


def _page(mailing: Mailing, form: LetterForm, status: int) -> Page:
    guests = guests_of(mailing)
    number = len(guests.ready)
    page = render_template(
        "invite/letter.html",
        mailing=mailing,
        form=form,
        guests=guests,
        letters=[(one, direction_of(one.locale)) for one in _letters(mailing, guests)],
        send=SendForm(formdata=None, data={"seen": mark(db.session(), mailing)}),
        number=number,
        takes=PAUSE * number,
        a_day=A_DAY,
        may_send=mailing.statement.accepts(now()) and number > 0,
        longest={"subject": SUBJECT_LONGEST, "note": NOTE_LONGEST},
        desk_nav=desk_nav("invitations"),
    )
    return page, status


def _letters(mailing: Mailing, guests: GuestList) -> Sequence[Letter]:
    """The mail to the first of each language."""
    first = {one.locale: one for one in reversed(guests.ready)}
    return [asking_letter(db.session(), mailing, invitee) for invitee in first.values()]
