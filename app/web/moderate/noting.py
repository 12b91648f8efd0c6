"""Notes between moderators."""

from __future__ import annotations

from functools import partial

from flask import redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.domain.endorsements.colleague_notes import LONGEST, leave_note, notes_on
from app.domain.endorsements.queries import by_public_id
from app.domain.moderators.queries import names
from app.domain.text import clean_paragraphs
from app.extensions import db
from app.web.desk import desk_nav
from app.web.forms import Form, ParagraphsField
from app.web.moderate.blueprint import bp
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


class NoteForm(Form):
    """What to tell the colleagues."""

    text = ParagraphsField(
        _l("A note for your colleagues"), partial(clean_paragraphs, longest=LONGEST), required=_l("Write the note.")
    )


@bp.route("/endorsements/<public_id>/notes", methods=["GET", "POST"])
def notes(public_id: str) -> Page:
    """What the colleagues noted, and a form to leave a note."""
    form = NoteForm()
    if form.validate_on_submit():
        with unit_of_work() as session:
            moderator_id = still_in(session).id
            leave_note(session, public_id, form.text.data or "", moderator_id=moderator_id, at=now())
        return redirect(url_for("moderate.show", public_id=public_id, _anchor="notes"), 303)
    session = db.session()
    endorsement = by_public_id(session, public_id)
    page = render_template(
        "moderate/notes.html",
        endorsement=endorsement,
        notes=notes_on(session, endorsement.id),
        who=names(session),
        note_form=form,
        desk_nav=desk_nav("queue"),
    )
    return page, 400 if form.is_submitted() else 200
