"""One's own account: password and sessions."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.errors import AccountRefused, Overloaded
from app.domain.moderators import operations, passwords, sessions
from app.domain.moderators.queries import the
from app.extensions import db
from app.web import limits
from app.web.desk import desk_nav
from app.web.sessions import token
from app.web.sign_in.blueprint import bp
from app.web.sign_in.forms import ChangePasswordForm, refuse
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.route("/account", methods=["GET", "POST"])
def account() -> Page:
    """What the account has; a POST signs it out everywhere else."""
    if request.method == "POST":
        with unit_of_work() as session:
            sessions.end_all(session, g.moderator.id, but=token())
        return redirect(url_for("sign_in.account", done="ended"), 303)
    others = sessions.number(db.session(), g.moderator.id, at=now()) - 1
    done = request.args.get("done", "")
    return render_template("sign_in/account.html", others=others, done=done, desk_nav=desk_nav("account"))


@bp.route("/account/password", methods=["GET", "POST"])
def password() -> Page:
    """Another password, by who knows the one until now."""
    form = ChangePasswordForm()
    if form.validate_on_submit() and _knows(form):
        try:
            with unit_of_work() as session:
                moderator = the(session, g.moderator.id)
                operations.set_password(session, moderator, form.password.data or "", at=now(), keep=token())
            return redirect(url_for("sign_in.account", done="password"), 303)
        except AccountRefused as error:
            refuse(form.password, error)
    page = render_template("sign_in/password.html", form=form, desk_nav=desk_nav("account"))
    return page, 400 if form.is_submitted() else 200


def _knows(form: ChangePasswordForm) -> bool:
    """Whether the password until now is right. Raises RateLimited: an open desk is no place to guess at it."""
    account = (f"password {g.moderator.id}", limits.source())
    with unit_of_work():
        limits.spend("sign_in_account", *account)
    try:
        if passwords.verify(the(db.session(), g.moderator.id).password_hash, form.current.data or ""):
            limits.forgive("sign_in_account", *account)
            return True
        form.current.errors = [_("This is not the password that you have now.")]
    except Overloaded:
        form.form_errors.append(_("The site is busy. Nothing was changed; try again in a moment."))
    return False
