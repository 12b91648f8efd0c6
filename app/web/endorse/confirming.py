"""The act of signing: a mailed link, a box to tick, a button."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from app.domain.endorsements import operations
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.errors import DomainError, StatementClosed
from app.domain.invitations import answers
from app.keyed import for_invitations
from app.web import waiting
from app.web.endorse import facts, links
from app.web.endorse.blueprint import bp
from app.web.endorse.forms import ConfirmForm
from app.web.endorse.reading import as_read
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.route("/<locale:locale>/endorsements/<link>/confirm", methods=["GET", "POST"])
def confirm(locale: str, link: str) -> Page:
    """What is about to be signed; only the POST with its box ticked signs. Twice is as good as once."""
    endorsement, version = links.to_confirm(link)
    if endorsement.state is not State.UNCONFIRMED:
        return _confirmed(locale, endorsement)
    form = ConfirmForm()
    try:
        if not operations.may_be_confirmed(endorsement, at=now()):
            raise StatementClosed(endorsement.statement.slug, endorsement.statement.closes_at)
        if not form.validate_on_submit():
            return _confirm(locale, link, endorsement, form)
        with unit_of_work() as session:
            answers.confirm(session, endorsement.public_id, version=version, keyed=for_invitations, at=now())
    except StatementClosed:
        closed_at = operations.closing_of(endorsement)
        return render_template("endorse/too_late.html", statement=endorsement.statement, closed_at=closed_at), 409
    except DomainError:
        raise links.DeadLink from None  # changed, withdrawn or erased in this very moment
    endorsement, _ = links.to_confirm(link)
    return _confirmed(locale, endorsement)


def _confirm(locale: str, link: str, endorsement: Endorsement, form: ConfirmForm) -> Page:
    page = render_template(
        "endorse/confirm.html",
        endorsement=endorsement,
        details=facts.everything(endorsement.details),
        link=link,
        form=form,
        amend_url=links.amend_url(endorsement),
        **as_read(endorsement.revision.text_in(locale)),
    )
    return page, 400 if form.is_submitted() else 200


def _confirmed(locale: str, endorsement: Endorsement) -> Page:
    """Thank you, and what happens next."""
    return render_template(
        "endorse/confirmed.html",
        endorsement=endorsement,
        text=endorsement.revision.text_in(locale),
        own_url=links.own_url(endorsement),
        usual=waiting.typical(),
    )
