"""Signing in and out. Whether an account exists shows neither in words nor in time."""

from __future__ import annotations

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask_babel import format_timedelta
from flask_babel import gettext as _
from sqlalchemy.orm import Session
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
        moderator = _who(form.email.data, form.password.data or "")
    except RateLimited as error:
        return _wait(form, error.seconds)
    except Overloaded:
        form.form_errors.append(_("Many people sign in at this moment. Try again in a few seconds."))
        return render_template("sign_in/sign_in.html", form=form), 503, {"Retry-After": "10"}
    if moderator is None:
        form.form_errors.append(_("E-mail and password do not belong together. Check both and try again."))
        return _page(form)
    return _let_in(moderator, form.password.data or "", form.next.data or "")


@bp.post("/sign-out")
def sign_out() -> Page:
    """End this session."""
    with unit_of_work() as session:
        sessions.end(session, token())
    return take_cookie(redirect(url_for("sign_in.sign_in"), 303))


def _who(email: str, password: str) -> Moderator | None:
    """Whose password this is, or None. Raises RateLimited, Overloaded.

    Failures are counted for the account and the network together, so that somebody who guesses from elsewhere does
    not lock the owner out; and for the network alone. They are counted before the password is looked at, so that
    guessing in parallel gains nothing.
    """
    account = (email_key(email), limits.source())
    with unit_of_work():
        limits.spend("sign_in_source", limits.source())
        limits.spend("sign_in_account", *account)
    moderator = by_email(db.session(), email)
    usable = moderator is not None and moderator.retired_at is None
    if not passwords.verify(moderator.password_hash if moderator and usable else None, password):
        return None
    limits.forgive("sign_in_account", *account)
    return moderator


def _let_in(moderator: Moderator, password: str, target: str) -> Response:
    """A new session with a token of its own; what the browser had before is ended."""
    awaits = moderator.factor_secret is not None
    fresh = passwords.hash_password(password) if passwords.outdated(moderator.password_hash or "") else None
    with unit_of_work() as session:
        sessions.end(session, token())
        given = sessions.open_session(session, moderator.id, at=now(), awaits_factor=awaits)
        if fresh:
            the(session, moderator.id).password_hash = fresh
        if not awaits:
            operations.note_sign_in(session, moderator.id, at=now())
    onward = url_for("sign_in.sign_in", next=target or None) if awaits else target
    return give_cookie(redirect(onward or url_for("moderate.queue"), 303), given)


def _with_code(moderator: Moderator) -> Page:
    """The second step: the code; then a session with a new token."""
    form = CodeForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return render_template("sign_in/code.html", form=form), 400 if form.is_submitted() else 200
    account = (f"code {moderator.id}", limits.source())
    try:
        with unit_of_work() as session:
            limits.spend("sign_in_account", *account)
            limits.spend("sign_in_code", account[0])  # whoever knows the password may come from many networks
            given = _use_code(session, moderator.id, form.code.data)
    except RateLimited as error:
        return _wait(form, error.seconds, template="sign_in/code.html")
    if not given:
        form.code.errors = [_("This code is not right, or was used before. Wait for the next one and enter it.")]
        return render_template("sign_in/code.html", form=form), 400
    limits.forgive("sign_in_account", *account)
    limits.forgive("sign_in_code", account[0])
    return give_cookie(redirect(form.next.data or url_for("moderate.queue"), 303), given)


def _use_code(session: Session, moderator_id: int, code: str) -> str:
    """The token of a full session in exchange for a good code, else ""."""
    if not operations.use_code(session, the(session, moderator_id), code, at=now()):
        return ""
    sessions.end(session, token())
    operations.note_sign_in(session, moderator_id, at=now())
    return sessions.open_session(session, moderator_id, at=now())


def _page(form: SignInForm) -> tuple[str, int]:
    return render_template("sign_in/sign_in.html", form=form), 400 if form.is_submitted() else 200


def _wait(form: SignInForm | CodeForm, seconds: int, *, template: str = "sign_in/sign_in.html") -> Page:
    after = format_timedelta(timedelta(minutes=(seconds + 59) // 60))
    form.form_errors.append(_("Too many attempts. Try again in %(time)s.", time=after))
    return render_template(template, form=form), 429, {"Retry-After": str(seconds)}
