"""Everything the desk knows, as a file: for editors, with the password once more, and never without a trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from flask import current_app, g, render_template, send_file
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField

from app.domain.endorsements.states import State
from app.domain.errors import RateLimited
from app.domain.events.operations import Actor, record
from app.domain.statements.models import Statement
from app.domain.statements.queries import all_statements
from app.exports.endorsements import HEADER, endorsement_rows
from app.exports.tables import Format, write_table
from app.extensions import db
from app.web import limits
from app.web.desk import desk_nav
from app.web.labels import STATES
from app.web.moderate.blueprint import bp
from app.web.owner import OwnerForm, is_owner
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]
FORMATS: dict[str, LazyString] = {
    Format.CSV: _l("CSV, which every program reads"),
    Format.XLSX: _l("XLSX, a spreadsheet"),
}


class ExportForm(OwnerForm):
    """Which endorsements, in which kind of file."""

    statement = SelectField(_l("Statement"), choices=lambda: {"": _("All statements"), **_titles()})
    state = SelectField(_l("Where they stand"), choices=lambda: {"": _("All of them"), **_words(STATES)})
    format = RadioField(_l("Kind of file"), choices=lambda: _words(FORMATS), default=Format.CSV)


@bp.route("/export", methods=["GET", "POST"])
def export() -> Page:
    """The form, and the file that it asks for."""
    form = ExportForm()
    if not form.validate_on_submit():
        return _page(form, 400 if form.is_submitted() else 200)
    try:
        if not is_owner(form):
            return _page(form, 400)
        with unit_of_work():
            limits.spend("export_account", f"export {g.moderator.id}")
    except RateLimited as error:
        form.form_errors.append(_("Too many times. Wait before you try again; nothing left the site."))
        return _page(form, 429, {"Retry-After": str(error.seconds)})
    return _file(form)


def _file(form: ExportForm) -> Response:
    at, wanted = now(), Format(form.format.data)
    statement = next((one for one in all_statements(db.session()) if one.slug == form.statement.data), None)
    state = State(form.state.data) if form.state.data else None
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115  # send_file closes it once it is sent
    rows = endorsement_rows(db.session(), statement_id=statement.id if statement else None, state=state)
    number = write_table(file, wanted, HEADER, rows, title="Endorsements", made_at=at)
    with unit_of_work() as session:
        by = Actor.moderator(still_in(session).id)
        statement_id = statement.id if statement else None
        record(session, "export:taken", by=by, at=at, statement_id=statement_id, format=wanted, rows=number)
    current_app.logger.warning("export taken: account %s, %s rows", g.moderator.id, number)
    file.seek(0)
    return send_file(file, wanted.mimetype, as_attachment=True, download_name=_name(statement, at, wanted), max_age=0)


def _name(statement: Statement | None, at: datetime, wanted: Format) -> str:
    return f"{statement.slug if statement else 'endorsements'}-{at:%Y-%m-%d}.{wanted}"


def _page(form: ExportForm, status: int, headers: dict[str, str] | None = None) -> Page:
    page = render_template("moderate/export.html", form=form, desk_nav=desk_nav("export"))
    return page, status, headers or {}


def _words(labels: Mapping[str, LazyString]) -> dict[str, str]:
    return {str(code): str(label) for code, label in labels.items()}


def _titles() -> dict[str, str]:
    return {one.slug: one.revisions[-1].texts[0].title for one in all_statements(db.session())}
