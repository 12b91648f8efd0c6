"""Setting up an account: the first editor of a site, and everybody who was invited."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.domain.errors import AccountRefused
from app.domain.moderators import operations, sessions
from app.domain.moderators.models import Moderator
from app.domain.moderators.queries import by_public_id, nobody_yet, the
from app.extensions import db
from app.links import Purpose, read
from app.web.sessions import give_cookie
from app.web.sign_in.blueprint import bp
from app.web.sign_in.forms import FirstEditorForm, PasswordForm, refuse
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.route("/account/set-up/<link>", methods=["GET", "POST"])
def set_up(link: str) -> Page:
    """A page to choose a password; the first editor says who they are besides. Any other link opens nothing."""
    if read(Purpose.FIRST_EDITOR, link) is not None and nobody_yet(db.session()):
        return _first_editor()
    moderator = _invited(link)
    if moderator is None:
        return render_template("sign_in/link.html"), 404
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            with unit_of_work() as session:
                operations.set_password(session, the(session, moderator.id), form.password.data or "", at=now())
                given = _signed_in(session, moderator.id)
            return give_cookie(redirect(url_for("moderate.queue"), 303), given)
        except AccountRefused as error:
            refuse(form.password, error)
    return _page(form, moderator.name)


def _first_editor() -> Page:
    form = FirstEditorForm()
    if form.validate_on_submit():
        who = {"email": form.email.data, "name": form.name.data, "password": form.password.data or ""}
        try:
            with unit_of_work() as session:
                moderator = operations.add_first_editor(session, **who, at=now())
                given = _signed_in(session, moderator.id)
            return give_cookie(redirect(url_for("moderate.queue"), 303), given)
        except AccountRefused as error:
            if error.code == "not_the_first":
                return render_template("sign_in/link.html"), 404
            refuse(form.email if error.code == "email_taken" else form.password, error)
    return _page(form, "")


def _invited(link: str) -> Moderator | None:
    found = read(Purpose.INVITATION, link)
    moderator = by_public_id(db.session(), found.subject) if found else None
    if moderator is None or found is None or moderator.link_version != found.version or moderator.retired_at:
        return None
    return moderator


def _signed_in(session: Session, moderator_id: int) -> str:
    operations.note_sign_in(session, moderator_id, at=now())
    return sessions.open_session(session, moderator_id, at=now())


def _page(form: PasswordForm, name: str) -> tuple[str, int]:
    page = render_template("sign_in/set_up.html", form=form, name=name, first=isinstance(form, FirstEditorForm))
    return page, 400 if form.is_submitted() else 200
