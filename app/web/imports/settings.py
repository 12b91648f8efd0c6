"""How the file is read: its encoding, sheet, header and columns."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.errors import StaleDecision
from app.imports import Unreadable
from app.imports.drafts import read_anew
from app.imports.opened import Desk
from app.web.imports.blueprint import bp
from app.web.imports.changing import looked_at, opened, store
from app.web.imports.forms import settings_form, wanted_settings
from app.web.imports.preview import page
from app.web.sheet_words import why_unreadable
from app.web.work import now

Page = str | Response | tuple[str, int]


@bp.post("/<public_id>/settings")
def settings(public_id: str) -> Page:
    """Read the file in this way, and judge every record anew. What people corrected and chose is kept."""
    desk = opened(public_id)
    form = settings_form(desk)
    if not form.validate():
        return page(desk, settings=form), 400
    try:
        _read_anew(desk, form)
    except Unreadable as error:
        form.form_errors.append(why_unreadable(error))
        return page(desk, settings=form), 400
    except StaleDecision:
        return _overtaken(public_id, form)
    return redirect(url_for("imports.show", public_id=public_id, done="read"), 303)


def _read_anew(desk: Desk, form: Any) -> None:
    if form.seen.data != desk.settings_tag:
        raise StaleDecision(desk.draft.public_id)
    at, wanted, agreed = now(), wanted_settings(form, desk), form.agreed.data
    preview = looked_at(desk, at=at, settings=wanted)
    store(desk, lambda session, draft, by: read_anew(session, draft, wanted, preview, agreed=agreed, by=by, at=at))


def _overtaken(public_id: str, form: Any) -> Page:
    desk = opened(public_id)
    form.seen.data = desk.settings_tag
    form.form_errors.append(
        _("Somebody changed how this file is read a moment ago. Check the columns as you chose them, and apply again.")
    )
    return page(desk, settings=form), 409
