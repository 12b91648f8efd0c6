"""Signing in and out. Whether an account exists shows neither in words nor in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import format_timedelta
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.errors import Overloaded, RateLimited
from app.domain.moderators import operations, passwords, sessions
from app.domain.moderators.models import Moderator
from app.domain.moderators.queries import by_email, the
from app.domain.text import email_key
from app.extensions import db
from app.web import limits
from app.web.sessions import awaiting_code, give_cookie, signed_in_moderator, take_cookie, token
from app.web.sign_in.blueprint import bp
from app.web.sign_in.devices import known, let_in
from app.web.sign_in.forms import CodeForm, SignInForm
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Page:
    """E-mail and password first; where the account has a second factor, its code next."""
    half_way = awaiting_code()
    if half_way is not None and (request.method == "GET" or "code" in request.form):
        return _with_code(half_way)
    form = SignInForm(next=request.args.get("next", ""))
    if request.method == "GET" and signed_in_moderator() is not None:
        return redirect(url_for("moderate.queue"), 303)
    if not form.validate_on_submit():
        return _page(form)
    try:
        proved = _proved(form.email.data, form.password.data or "")
    except RateLimited as error:
        return _wait(form, error.seconds)
    except Overloaded:
        form.form_errors.append(_("Many people sign in at this moment. Try again in a few seconds."))
        return render_template("sign_in/sign_in.html", form=form), 503, {"Retry-After": "10"}
    answer = _let_in(proved, form.next.data or "") if proved else None
    if answer is None:
        form.form_errors.append(_("E-mail and password do not belong together. Check both and try again."))
        return _page(form)
    return answer


@bp.post("/sign-out")
def sign_out() -> Page:
    """End this session."""
    with unit_of_work() as session:
        sessions.end(session, token())
    return take_cookie(redirect(url_for("sign_in.sign_in"), 303))


@dataclass(frozen=True)
class Proved:
    """Whose password it was, and which version of the account; it may have changed before the session is opened."""

    id: int
    version: int
    fresh_hash: str  # where the one that is stored was made with other parameters than today's


def _proved(email: str, password: str) -> Proved | None:
    """The account whose password this is, or None. Raises RateLimited, Overloaded.

    Failures are counted for the account and the network together, so that somebody who guesses elsewhere does not
    lock the owner out, and for the network alone; those of a browser that got in before, on their own. They are
    counted before the password is looked at, so that guessing in parallel gains nothing.
    """
    device = known(by_email(db.session(), email))
    account = (email_key(email), device or limits.source())
    with unit_of_work():
        if not device:
            limits.spend("sign_in_source", limits.source())
        limits.spend("sign_in_account", *account)
    moderator = by_email(db.session(), email)
    usable = moderator is not None and moderator.retired_at is None
    stored = moderator.password_hash if moderator and usable else None
    version = moderator.link_version if moderator else 0
    if not passwords.verify(stored, password) or moderator is None or stored is None:
        current_app.logger.warning("sign-in refused: %s", f"account {moderator.id}" if moderator else "no account")
        return None
    limits.forgive("sign_in_account", *account)
    return Proved(moderator.id, version, passwords.hash_password(password) if passwords.outdated(stored) else "")


def _let_in(proved: Proved, target: str) -> Response | None:
    """A new session with a token of its own, or the way to the code; what the browser had before is ended.

    None where the account changed while the password was checked.
    """
    with unit_of_work() as session:
        given, awaits = operations.sign_in(
            session, proved.id, version=proved.version, at=now(), fresh_hash=proved.fresh_hash
        )
        sessions.end(session, token())
    if not given:
        return None
    if awaits:
        return give_cookie(redirect(url_for("sign_in.sign_in", next=target or None), 303), given)
    return let_in(given, the(db.session(), proved.id).public_id, target=target)


def _with_code(moderator: Moderator) -> Page:
    """The second step: the code; then a session with a new token."""
    form = CodeForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return render_template("sign_in/code.html", form=form), 400 if form.is_submitted() else 200
    device = known(moderator)
    account = (f"code {moderator.id}", device or limits.source())
    try:
        with unit_of_work() as session:
            limits.spend("sign_in_account", *account)
            if not device:
                limits.spend("sign_in_code", account[0])  # whoever knows the password may come from many networks
            given = operations.use_code(session, token(), form.code.data, at=now())
    except RateLimited as error:
        return _wait(form, error.seconds, template="sign_in/code.html")
    if not given:
        form.code.errors = [_("This code is not right, or was used before. Wait for the next one and enter it.")]
        return render_template("sign_in/code.html", form=form), 400
    limits.forgive("sign_in_account", *account)
    limits.forgive("sign_in_code", account[0])
    return let_in(given, moderator.public_id, target=form.next.data or "")


def _page(form: SignInForm) -> tuple[str, int]:
    return render_template("sign_in/sign_in.html", form=form), 400 if form.is_submitted() else 200


def _wait(form: SignInForm | CodeForm, seconds: int, *, template: str = "sign_in/sign_in.html") -> Page:
    after = format_timedelta(timedelta(minutes=(seconds + 59) // 60))
    form.form_errors.append(_("Too many attempts. Try again in %(time)s.", time=after))
    return render_template(template, form=form), 429, {"Retry-After": str(seconds)}
