"""Pages about the site, for people; their language is the one that the browser asks for."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr
from functools import partial
from typing import Any

from flask import Response, current_app, render_template, url_for
from flask_babel import lazy_gettext as _l

from app.domain.endorsements import retention
from app.domain.invitations import retention as invitations
from app.web.caching import kept_page
from app.web.limits import LIMITS
from app.web.locale import current_locale
from app.web.site.blueprint import bp

LIMITED = {
    "endorse_source": _l("Endorsements from one network"),
    "endorse_domain": _l("Endorsements from e-mail addresses of one domain (not of the large mail providers)"),
    "endorse_site": _l("Endorsements on the whole site"),
    "find_source": _l("Requests for a new link, from one network"),
    "find_address": _l("Requests for a new link, for one address"),
    "dns_endorsement": _l("Questions to a name server about one endorsement"),
    "sign_in_source": _l("Attempts to sign in as a moderator, from one network"),
}


@bp.get("/privacy")
def privacy() -> Response:
    """What is kept about people, why, for how long, and who sees it."""
    facts = {
        "unconfirmed_kept": retention.UNCONFIRMED_KEPT,
        "declined_kept": retention.DECLINED_KEPT,
        "withdrawn_kept": retention.WITHDRAWN_KEPT,
        "contacts_kept": retention.CONTACTS_KEPT,
        "mail_kept": retention.SENT_MAIL_KEPT,
        "imports_kept": retention.IMPORTS_KEPT,
        "invitations_kept": invitations.CONTACTS_KEPT,
        "lists_kept": invitations.LISTS_KEPT,
        "backups_kept": retention.BACKUPS_KEPT,
        "find_url": url_for("endorse.find"),
        "sources_kept": retention.SOURCES_KEPT,
        "limits": [(label, _figures(name)) for name, label in LIMITED.items()],
    }
    return _page("site/privacy.html", **facts)


@bp.get("/accessibility")
def accessibility() -> Response:
    """What was done so that everybody can use the site, and whom to tell where it fails."""
    return _page("site/accessibility.html")


def _page(template: str, **facts: Any) -> Response:
    contact = parseaddr(current_app.config["MAIL_FROM"])[1]
    make = partial(render_template, template, contact=contact, **facts)
    return kept_page((template, current_locale()), make, vary="Accept-Language")


def _figures(name: str) -> list[tuple[int, timedelta]]:
    """How many in how long."""
    return [(item.amount, timedelta(seconds=item.get_expiry())) for item in LIMITS[name]]
