"""What one button on the own page does: show or hide the name, mail a new link, give a copy of everything."""

from __future__ import annotations

import json

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.domain.endorsements.amendments import show_representative
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.new_links import send_new_link
from app.domain.endorsements.stored import everything_stored
from app.domain.errors import DomainError, RateLimited, TransitionRefused
from app.extensions import db
from app.web import limits
from app.web.endorse import links
from app.web.endorse.blueprint import bp
from app.web.endorse.own_page import page
from app.web.endorse.signing import too_many
from app.web.work import now, unit_of_work

Page = AnyResponse | tuple[str, int, dict[str, str]]

DAY = 24 * 60 * 60


@bp.post("/<locale:locale>/endorsements/<link>/representative")
def representative(locale: str, link: str) -> Page:
    """Show the signatory's name and position beside the organisation, or hide them, from this moment."""
    endorsement = links.managed(link)
    wanted = request.form.getlist("show")
    if wanted in (["yes"], ["no"]):
        try:
            with unit_of_work() as session:
                show_representative(session, endorsement.public_id, wanted == ["yes"], at=now())
        except TransitionRefused:
            pass  # decided in this very moment; the page says so
        except DomainError:
            raise links.DeadLink from None  # erased in this very moment
    return redirect(url_for("endorse.own", link=link), 303)


@bp.post("/<locale:locale>/endorsements/<link>/resend")
def resend(locale: str, link: str) -> Page:
    """Mail a new link to the address that is known; this one and all before stop working."""
    endorsement = links.managed(link)
    try:
        with unit_of_work() as session:
            limits.spend_search(endorsement.email or "")
            sent = send_new_link(session, endorsement.public_id, at=now())
    except RateLimited as error:
        return _too_much(locale, link, endorsement, too_many(error.seconds), error.seconds)
    except DomainError:
        raise links.DeadLink from None  # erased in this very moment
    if sent:
        return redirect(url_for("endorse.find", sent=1), 303)
    problem = _("Your address got as many mails today as anybody may cause. Ask for a new link tomorrow.")
    return _too_much(locale, link, endorsement, problem, DAY)


@bp.get("/<locale:locale>/endorsements/<link>/data.json")
def data(locale: str, link: str) -> Page:
    """Everything that is stored about the endorsement, as a file."""
    endorsement = links.managed(link)
    stored = everything_stored(db.session(), endorsement)
    answer = Response(json.dumps(stored, ensure_ascii=False, indent=2) + "\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="endorsement-{endorsement.public_id}.json"'
    return answer


def _too_much(locale: str, link: str, endorsement: Endorsement, problem: str, seconds: int) -> Page:
    return page(locale, link, endorsement, problem=problem), 429, {"Retry-After": str(seconds)}
