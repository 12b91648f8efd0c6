"""New links for those who lost theirs. The answer is the same for every address; the truth goes by mail only."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.endorsements.new_links import send_new_links
from app.domain.errors import RateLimited
from app.web import limits
from app.web.endorse.blueprint import bp
from app.web.endorse.forms import FindForm
from app.web.endorse.signing import too_many
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.route("/<locale:locale>/endorsements/", methods=["GET", "POST"])
def find(locale: str) -> Page:
    """Mail new links to an address, if there is anything to link to."""
    form = FindForm()
    if not form.validate_on_submit():
        page = render_template("endorse/find.html", form=form, sent="sent" in request.args)
        return page, 400 if form.is_submitted() else 200
    try:
        with unit_of_work() as session:
            limits.spend_search(form.email.data)
            send_new_links(session, form.email.data, at=now())
    except RateLimited as error:
        form.form_errors.append(too_many(error.seconds))
        page = render_template("endorse/find.html", form=form, sent=False)
        return page, 429, {"Retry-After": str(error.seconds)}
    return redirect(url_for("endorse.find", sent=1), 303)
