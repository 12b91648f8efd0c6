"""One's own account: password and sessions."""

from __future__ import annotations

from flask import abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import AccountRefused
from app.domain.moderators import operations, sessions
from app.domain.moderators.digests import choose_digest
from app.domain.moderators.models import Digest
from app.domain.moderators.passwords import new_hash
from app.domain.moderators.queries import the
from app.extensions import db
from app.web.desk import desk_nav
from app.web.owner import is_owner
from app.web.sessions import still_in, token
from app.web.sign_in.blueprint import bp
from app.web.sign_in.forms import ChangePasswordForm, DigestForm, local_path, refuse
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.route("/account", methods=["GET", "POST"])
def account() -> Page:
    """What the account has; a POST signs it out everywhere else."""
    if request.method == "POST":
        with unit_of_work() as session:
            sessions.end_all(session, still_in(session).id, but=token())
        return redirect(url_for("sign_in.account", done="ended"), 303)
    chosen = the(db.session(), g.moderator.id).digest
    return _account(DigestForm(formdata=None, digest=chosen))


@bp.post("/account/digest")
def digest() -> Page:
    """How often to be told by mail that endorsements wait."""
    form = DigestForm()
    if not form.validate():
        return _account(form), 400
    with unit_of_work() as session:
        choose_digest(session, still_in(session), Digest(form.digest.data), at=now())
    return redirect(url_for("sign_in.account", done="digest"), 303)


@bp.post("/account/language")
def language() -> Page:
    """The language of the desk from now on; back to where it was chosen."""
    chosen = request.form.get("language", "")
    if chosen not in current_app.config["LOCALES"]:
        abort(400)
    with unit_of_work() as session:
        operations.choose_locale(session, still_in(session), chosen, at=now())
    return redirect(local_path(request.form.get("next", "")) or url_for("moderate.queue"), 303)


def _account(form: DigestForm) -> str:
    return render_template(
        "sign_in/account.html",
        form=form,
        others=sessions.number(db.session(), g.moderator.id, at=now()) - 1,
        done=request.args.get("done", ""),
        may_turn_off=current_app.config["SECOND_FACTOR"] != "required",
        desk_nav=desk_nav("account"),
    )


@bp.route("/account/password", methods=["GET", "POST"])
def password() -> Page:
    """Another password, by who knows the one until now."""
    form = ChangePasswordForm()
    if form.validate_on_submit() and is_owner(form):
        try:
            hashed = new_hash(form.password.data or "", forbidden=(g.moderator.email, g.moderator.name))
            with unit_of_work() as session:
                operations.set_password(session, still_in(session), hashed, at=now(), keep=token())
            return redirect(url_for("sign_in.account", done="password"), 303)
        except AccountRefused as error:
            refuse(form.password, error)
    page = render_template("sign_in/password.html", form=form, desk_nav=desk_nav("account"))
    return page, 400 if form.is_submitted() else 200
