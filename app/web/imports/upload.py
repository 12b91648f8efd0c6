"""The files that are being worked on, earlier imports, and a form for another file.

Moderators may do this, not editors alone: what is imported waits in the queue like everything else.
"""

from __future__ import annotations

import hashlib

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.endorsements.import_drafts import draft_of_file, drafts
from app.domain.endorsements.imported import latest_batches
from app.domain.events.operations import Actor
from app.domain.moderators.queries import names
from app.domain.statements.queries import all_statements, by_slug
from app.extensions import db
from app.imports import Unreadable
from app.imports.drafts import keep, look_at
from app.web.desk import desk_nav
from app.web.imports.blueprint import bp
from app.web.imports.forms import UploadForm
from app.web.sessions import still_in
from app.web.sheet_words import why_unreadable
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]
MOST_BATCHES = 50


@bp.route("/", methods=["GET", "POST"])
def index() -> Page:
    """What is there, and the form; a file that was sent is read and kept, and nothing of it imported yet."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _page(form), 400 if form.is_submitted() else 200
    raw, filename = form.file.data, form.file.filename
    statement = by_slug(db.session(), form.statement.data)
    before = draft_of_file(db.session(), statement.id, hashlib.sha256(raw).hexdigest())
    if before is not None:
        return redirect(url_for("imports.show", public_id=before.public_id, done="here"), 303)
    at = now()
    try:
        preview = look_at(db.session(), statement.id, raw, filename, at=at)
    except Unreadable as error:
        form.file.errors = [why_unreadable(error)]
        return _page(form), 400
    with unit_of_work() as session:
        by = Actor.moderator(still_in(session).id)
        there = by_slug(session, form.statement.data)
        name = keep(session, there, raw, filename, preview, agreed=form.agreed.data, by=by, at=at).public_id
    return redirect(url_for("imports.show", public_id=name), 303)


def _page(form: UploadForm) -> str:
    session = db.session()
    return render_template(
        "imports/index.html",
        form=form,
        drafts=drafts(session),
        batches=latest_batches(session, most=MOST_BATCHES),
        who=names(session),
        titles={one.id: one.revisions[-1].texts[0].title for one in all_statements(session)},
        erased=request.args.get("done") == "erased",
        desk_nav=desk_nav("imports"),
    )
