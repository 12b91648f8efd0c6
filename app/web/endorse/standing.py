"""The text has changed since it was signed: the organisation reads what is new, and says whether it stands by it."""

from __future__ import annotations

from typing import NamedTuple

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.endorsements.askings import last_answer
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.rebinding import MAY_STAND, stay
from app.domain.endorsements.rebinding import stand_by as stand_by_text
from app.domain.errors import DomainError, RevisionChanged
from app.domain.events.operations import SIGNATORY
from app.domain.statements.meaning import meaning_since
from app.domain.statements.queries import current_revision, published_revisions
from app.extensions import db
from app.web.changed import difference
from app.web.endorse import links
from app.web.endorse.blueprint import bp
from app.web.endorse.forms import StandForm
from app.web.endorse.reading import as_read
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


@bp.route("/<locale:locale>/endorsements/<link>/stand-by", methods=["GET", "POST"])
def stand_by(locale: str, link: str) -> Page:
    """What changed, and the question; only the POST with its box ticked answers. Twice is as good as once."""
    endorsement = links.to_stand_by(link)
    form = StandForm(revision=current_revision(db.session(), endorsement.statement_id).number)
    said = request.form.getlist("answer")
    if not form.validate_on_submit() or said not in (["stands"], ["stays"]):
        return _page(locale, link, endorsement, form, 400 if form.is_submitted() else 200)
    try:
        with unit_of_work() as session:
            if said == ["stands"]:
                stand_by_text(session, endorsement.public_id, form.revision.data, by=SIGNATORY, at=now())
            else:
                stay(session, endorsement.public_id, form.revision.data, at=now())
    except RevisionChanged as changed:
        return _changed(locale, link, form, changed.current)
    except DomainError:
        raise links.DeadLink from None  # withdrawn, declined or erased in this very moment
    return redirect(url_for("endorse.stand_by", link=link), 303)


class Newer(NamedTuple):
    """A newer text than the one that was signed, and what follows from it."""

    number: int
    covered: bool  # by the signature, since only corrections lie between
    stays: bool  # the organisation said that it stays with the text that it signed
    url: str


def newer(endorsement: Endorsement) -> Newer | None:
    """What its organisation can answer to; None where it signed the newest text, or does not stand."""
    session = db.session()
    current = current_revision(session, endorsement.statement_id)
    if endorsement.state not in MAY_STAND or endorsement.revision.number == current.number:
        return None
    since = meaning_since(session, endorsement.statement_id)
    stays = last_answer(session, endorsement.id, since) is not None
    return Newer(current.number, endorsement.revision.number >= since, stays, links.stand_by_url(endorsement))


def _changed(locale: str, link: str, form: StandForm, current: int) -> Page:
    """The page again, with the text as it is now."""
    form.revision.object_data = current
    form.form_errors.append(
        _("The text was changed once more while you read. It stands below as it is now: answer once more.")
    )
    return _page(locale, link, links.to_stand_by(link), form, 409)


def _page(locale: str, link: str, endorsement: Endorsement, form: StandForm, status: int) -> Page:
    revisions = published_revisions(db.session(), endorsement.statement_id)
    newest = revisions[0]
    since = meaning_since(db.session(), endorsement.statement_id)
    page = render_template(
        "endorse/stand_by.html",
        endorsement=endorsement,
        newest=newest,
        steps=[one for one in reversed(revisions) if endorsement.revision.number < one.number],
        changes=difference(endorsement.revision, newest, locale),
        covered=endorsement.revision.number >= since,
        answered=last_answer(db.session(), endorsement.id, since),
        link=link,
        form=form,
        own_url=links.own_url(endorsement),
        withdraw_url=links.withdraw_url(endorsement),
        **as_read(newest.text_in(locale)),
    )
    return page, status
