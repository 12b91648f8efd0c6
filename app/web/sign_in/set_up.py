"""Setting up an account: the first editor of a site, and everybody who was invited."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from app.domain.errors import AccountRefused
from app.domain.moderators import operations
from app.domain.moderators.models import Moderator
from app.domain.moderators.passwords import new_hash
from app.domain.moderators.queries import by_public_id, nobody_yet
from app.extensions import db
from app.links import Purpose, read
from app.web.locale import current_locale
from app.web.sign_in.blueprint import bp
from app.web.sign_in.devices import let_in
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
    version = moderator.link_version  # as the link says it; the unit of work reads the account anew
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            hashed = new_hash(form.password.data or "", forbidden=(moderator.email, moderator.name))
            with unit_of_work() as session:
                given = operations.accept_invitation(
                    session, moderator.id, hashed, version=version, at=now(), locale=current_locale()
                )
            return let_in(given, moderator.public_id)
        except AccountRefused as error:
            if error.code == "link_over":
                return render_template("sign_in/link.html"), 404
            refuse(form.password, error)
    return _page(form, moderator.name)


def _first_editor() -> Page:
    form = FirstEditorForm()
    if form.validate_on_submit():
        who = {
            "email": form.email.data,
            "name": form.name.data,
            "password": form.password.data or "",
            "locale": current_locale(),
        }
        try:
            with unit_of_work() as session:
                moderator = operations.add_first_editor(session, **who, at=now())
                given = operations.open_desk(session, moderator.id, at=now())
            return let_in(given, moderator.public_id)
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


def _page(form: PasswordForm, name: str) -> tuple[str, int]:
    page = render_template("sign_in/set_up.html", form=form, name=name, first=isinstance(form, FirstEditorForm))
    return page, 400 if form.is_submitted() else 200
