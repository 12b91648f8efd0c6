"""The form as somebody sees it who was invited: filled in with what the editor knew, all of it to be changed."""

from __future__ import annotations

from app.domain.statements.queries import published
from app.extensions import db
from app.web.endorse.forms import EndorseForm
from app.web.invitees import inviting_to


def filled_in(slug: str, link: str) -> EndorseForm:
    """The form for this statement; empty where the link invites to nothing, or to another one. Raises NotFound."""
    session = db.session()
    invitation = inviting_to(session, link, published(session, slug).id) if link else None
    if invitation is None:
        return EndorseForm()
    return EndorseForm(
        data={
            "organisation": invitation.organisation,
            "organisation_latin": invitation.organisation_latin,
            "country": invitation.country or "",
            "website": invitation.website,
            "representative": invitation.contact,
            "email": invitation.email,
            "invitation": link,
        }
    )
