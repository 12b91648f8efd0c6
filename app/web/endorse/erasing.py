"""Erasing everything about an endorsement, at its signatory's wish."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.domain.endorsements.retention import BACKUPS_KEPT
from app.domain.errors import NotFound
from app.domain.invitations.erasure import erase_with_endorsement
from app.keyed import for_invitations
from app.web.endorse import links
from app.web.endorse.blueprint import bp
from app.web.endorse.forms import EraseForm
from app.web.work import leave_no_trace, now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.route("/<locale:locale>/endorsements/<link>/erase", methods=["GET", "POST"])
def erase(locale: str, link: str) -> Page:
    """What erasing means; only the POST with its box ticked does it."""
    endorsement = links.managed(link)
    form = EraseForm()
    if not form.validate_on_submit():
        facts = {"text": endorsement.revision.text_in(locale), "link": link, "form": form}
        page = render_template("endorse/erase.html", endorsement=endorsement, backups_kept=BACKUPS_KEPT, **facts)
        return page, 400 if form.is_submitted() else 200
    try:
        with unit_of_work() as session:
            erase_with_endorsement(session, endorsement.public_id, keyed=for_invitations, at=now())
    except NotFound:
        pass  # in another window, in this very moment
    leave_no_trace()
    return redirect(url_for("endorse.erased"), 303)


@bp.get("/<locale:locale>/endorsements/erased")
def erased(locale: str) -> str:
    """Nothing is stored any more; the same page for everybody."""
    return render_template("endorse/erased.html")
