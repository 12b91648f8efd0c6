"""A newer text, at the desk: who has answered, and noting what an organisation without an address has said."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.domain.endorsements import rebinding
from app.domain.endorsements.askings import Asking, Standing, askings_of
from app.domain.endorsements.earlier import answers as numbers_of_answers
from app.domain.endorsements.earlier import under_an_earlier_text
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import by_public_id
from app.domain.errors import RebindingRefused, RevisionChanged, TransitionRefused
from app.domain.events.operations import Actor
from app.domain.moderators.queries import names
from app.domain.statements.meaning import meaning_since
from app.domain.statements.queries import current_revision, published
from app.domain.text import clean_paragraphs
from app.extensions import db
from app.web.changed import difference
from app.web.desk import desk_nav
from app.web.forms import Form, ParagraphsField, VersionField
from app.web.locale import current_locale
from app.web.moderate.blueprint import bp
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]
A_PAGE = 100


class NewerText(NamedTuple):
    """A newer text than an endorsement has signed, for its page at the desk."""

    number: int
    covered: bool
    stays: bool
    asked: bool


class StandForm(Form):
    """How the organisation said that it stands by the text that the page shows."""

    how = ParagraphsField(
        _l("How it told you"),
        partial(clean_paragraphs, longest=300),
        required=_l("Write how the organisation told you, and when: a signature moves only when it says so."),
    )
    revision = VersionField()


def newer_text(endorsement: Endorsement) -> NewerText | None:
    """None where it signed the newest text, or neither waits nor is listed."""
    session = db.session()
    number = current_revision(session, endorsement.statement_id).number
    if endorsement.state not in rebinding.MAY_STAND or endorsement.revision.number >= number:
        return None
    since = meaning_since(session, endorsement.statement_id)
    asked = [one for one in askings_of(session, endorsement.id) if one.revision.number >= since]
    stays = any(one.answer == Standing.STAYS for one in asked)
    return NewerText(number, endorsement.revision.number >= since, stays, bool(asked))


@bp.route("/endorsements/<public_id>/newer-text", methods=["GET", "POST"])
def stand_by(public_id: str) -> Page:
    """What changed since it signed, what it answered, and where it has no address a form to note that it agreed."""
    endorsement = by_public_id(db.session(), public_id)
    form = StandForm(revision=current_revision(db.session(), endorsement.statement_id).number)
    if not form.validate_on_submit():
        return _page(endorsement, form), 400 if form.is_submitted() else 200
    try:
        with unit_of_work() as session:
            by = Actor.moderator(still_in(session).id)
            rebinding.stand_by(session, public_id, form.revision.data, by=by, at=now(), how=form.how.data)
    except RevisionChanged as changed:
        form.revision.object_data = changed.current
        form.form_errors.append(_("A newer text was published meanwhile. Nothing was noted: read it, and ask again."))
    except (RebindingRefused, TransitionRefused):
        form.form_errors.append(_("This endorsement answers for itself, or stands no longer. Nothing was noted."))
    else:
        return redirect(url_for("moderate.stand_by", public_id=public_id), 303)
    return _page(by_public_id(db.session(), public_id), form), 409


@bp.get("/statements/<slug>/answers")
def answers(slug: str) -> str:
    """Who has not said yes to the current text yet, and who said no."""
    session = db.session()
    statement = published(session, slug)
    found = under_an_earlier_text(session, statement.id, after=request.args.get("after", ""), most=A_PAGE + 1)
    last = found[A_PAGE - 1].public_id if found[A_PAGE:] else None
    return render_template(
        "moderate/answers.html",
        statement=statement,
        revision=current_revision(session, statement.id),
        numbers=numbers_of_answers(session, statement.id),
        entries=found[:A_PAGE],
        next_url=url_for("moderate.answers", slug=slug, after=last) if last else None,
        first_url=url_for("moderate.answers", slug=slug) if "after" in request.args else None,
        desk_nav=desk_nav("statements"),
    )


def _page(endorsement: Endorsement, form: StandForm) -> str:
    session = db.session()
    newest = current_revision(session, endorsement.statement_id)
    facts: dict[str, Any] = {"newer": newer_text(endorsement), "newest": newest}
    return render_template(
        "moderate/stand_by.html",
        endorsement=endorsement,
        changes=difference(endorsement.revision, newest, current_locale()),
        asked=_in_words(askings_of(session, endorsement.id)),
        form=form,
        desk_nav=desk_nav("queue"),
        **facts,
    )


def _in_words(asked: list[Asking]) -> list[tuple[Asking, str]]:
    """Each with the name of who noted the answer, if a moderator did."""
    who = names(db.session())
    return [(one, who.get(one.moderator_id or 0, "")) for one in asked]
