"""The act of signing: a mailed link, a box to tick, a button."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.endorsements import operations
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.rebinding import stand_by
from app.domain.endorsements.states import State
from app.domain.errors import DomainError, RevisionChanged, StatementClosed
from app.domain.events.operations import SIGNATORY
from app.domain.invitations import answers
from app.domain.statements.meaning import meaning_since
from app.domain.statements.queries import current_revision
from app.extensions import db
from app.keyed import for_invitations
from app.web import waiting
from app.web.changed import difference
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
        _sign(endorsement, version)
    except RevisionChanged:
        return _changed(locale, link, form)
    except StatementClosed:
        return _too_late(endorsement)
    except DomainError:
        raise links.DeadLink from None  # changed, withdrawn or erased in this very moment
    endorsement, version = links.to_confirm(link)
    return _confirmed(locale, endorsement)


def _sign(endorsement: Endorsement, version: int) -> None:
    """The text that was read; by the other button the newer one, in the same act."""
    wanted = request.form.get("revision", 0, type=int)
    with unit_of_work() as session:
        answers.confirm(session, endorsement.public_id, version=version, keyed=for_invitations, at=now())
        if wanted > endorsement.revision.number:
            stand_by(session, endorsement.public_id, wanted, by=SIGNATORY, at=now())


def _too_late(endorsement: Endorsement) -> tuple[str, int]:
    closed_at = operations.closing_of(endorsement)
    return render_template("endorse/too_late.html", statement=endorsement.statement, closed_at=closed_at), 409


def _changed(locale: str, link: str, form: ConfirmForm) -> Page:
    """The page again: a newer text than the one that was to be signed was published in this very moment."""
    form.form_errors.append(_("The text was changed while you read. Nothing was signed yet: read what is new."))
    page, _status = _confirm(locale, link, links.to_confirm(link)[0], form)
    return page, 409


def _confirm(locale: str, link: str, endorsement: Endorsement, form: ConfirmForm) -> tuple[str, int]:
    newest = current_revision(db.session(), endorsement.statement_id)
    is_newest = endorsement.revision.number == newest.number
    page = render_template(
        "endorse/confirm.html",
        endorsement=endorsement,
        details=facts.everything(endorsement.details),
        link=link,
        form=form,
        amend_url=links.amend_url(endorsement),
        newest=newest,
        changes=None if is_newest else difference(endorsement.revision, newest, locale),
        covered=endorsement.revision.number >= meaning_since(db.session(), endorsement.statement_id),
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
