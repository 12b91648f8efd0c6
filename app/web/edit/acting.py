"""What every view that changes a statement does the same way."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from flask import redirect, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.domain.events.operations import Actor
from app.web.forms import Form
from app.web.sessions import still_in
from app.web.work import now

Page = str | Response | tuple[str, int]


class Who(TypedDict):
    """Who does it, and when: arguments of every operation."""

    by: Actor
    at: datetime


def acting(session: Session) -> Who:
    """The editor of this request, at this moment; 403 where the account was signed out meanwhile."""
    return {"by": Actor.moderator(still_in(session).id), "at": now()}


def back_to(slug: str, done: str) -> Response:
    """To the statement's page, which says what was done."""
    return redirect(url_for("edit.show", slug=slug, done=done), 303)


def ask_again(form: Form, version: int) -> None:
    """The form, with what was typed, knows the newest version; it says that another editor was faster."""
    form["version"].object_data = version
    form.form_errors.append(
        _(
            "Another editor changed this after you opened the page. What they changed stands below. Nothing you wrote "
            "is lost: put both together and send it again."
        )
    )


def status_of(form: Form) -> int:
    """Of a page with this form."""
    return 400 if form.is_submitted() and form.errors else 200
