"""The signatory shows that the website's domain is the organisation's own: a record, and a button that looks for it."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from app.domain.events.operations import SIGNATORY
from app.web import dns_check
from app.web.endorse import links
from app.web.endorse.blueprint import bp


@bp.post("/<locale:locale>/endorsements/<link>/dns")
def check_dns(locale: str, link: str) -> Response:
    """Look for the record now; the page says what was found."""
    dns_check.check(links.managed(link), by=SIGNATORY)
    return redirect(url_for("endorse.own", link=link, _anchor="domain"), 303)
