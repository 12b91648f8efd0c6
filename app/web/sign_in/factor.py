"""The second factor of one's own account: a code from an app on the telephone."""

from __future__ import annotations

from flask import abort, current_app, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.domain.errors import AccountRefused
from app.domain.moderators import factors, operations
from app.web.desk import desk_nav
from app.web.owner import OwnerForm, is_owner
from app.web.sessions import still_in, token
from app.web.sign_in.blueprint import bp
from app.web.sign_in.forms import FactorForm, refuse
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.route("/account/second-factor", methods=["GET", "POST"])
def factor() -> Page:
    """A fresh secret as a picture and in letters; its first code turns it on, and replaces an older one."""
    form = FactorForm()
    if form.validate_on_submit() and is_owner(form):
        try:
            with unit_of_work() as session:
                secret, code = form.secret.data or "", form.code.data
                operations.set_factor(session, still_in(session), secret, code, at=now(), keep=token())
            return redirect(url_for("sign_in.account", done="factor"), 303)
        except AccountRefused as error:
            refuse(form.code, error)
    if form.secret.errors or not form.secret.data:
        form.secret.data = factors.new_secret()
    address = factors.address(form.secret.data, account=g.moderator.email, site=current_app.config["SITE_NAME"])
    size, path = _picture(address)
    page = render_template("sign_in/factor.html", form=form, size=size, path=path, desk_nav=desk_nav("account"))
    return page, 400 if form.is_submitted() else 200


@bp.route("/account/second-factor/off", methods=["GET", "POST"])
def factor_off() -> Page:
    """Turn it off, where the site leaves that to its moderators."""
    if current_app.config["SECOND_FACTOR"] == "required":
        abort(404)
    form = OwnerForm()
    if form.validate_on_submit() and is_owner(form):
        with unit_of_work() as session:
            operations.remove_factor(session, still_in(session), at=now(), keep=token())
        return redirect(url_for("sign_in.account", done="factor_off"), 303)
    page = render_template("sign_in/factor_off.html", form=form, desk_nav=desk_nav("account"))
    return page, 400 if form.is_submitted() else 200


def _picture(text: str) -> tuple[int, str]:
    """A QR code as the data of an SVG path, one unit a module, and its size with the quiet zone."""
    import segno  # here: a worker needs it once in a blue moon

    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=4))
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return len(rows), "".join(dark)
