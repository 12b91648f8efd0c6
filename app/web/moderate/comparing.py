"""Two endorsements that may be of one organisation, side by side; a moderator says whether they are."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import StopValidation

from app.domain.endorsements.duplicates import likeness_of, said_of
from app.domain.endorsements.merging import elder_first, keep_apart, merge, why_not_merged
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import by_public_id
from app.domain.endorsements.states import State
from app.domain.endorsements.verdict import Verdict
from app.domain.errors import MergeRefused, NotFound, StaleDecision
from app.extensions import db
from app.web.desk import desk_nav
from app.web.forms import Form, VersionField
from app.web.labels import STATES
from app.web.moderate import alike, history
from app.web.moderate.blueprint import bp
from app.web.moderate.deciding import onward
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]
OUTCOMES = ("same", "apart")


class PairForm(Form):
    """What a moderator says of two endorsements, as they were read."""

    outcome = StringField()
    version = VersionField()
    other_version = VersionField()

    def validate_outcome(self, field: StringField) -> None:
        if field.data not in OUTCOMES:
            raise StopValidation(_("Choose what to do."))


@dataclass(frozen=True)
class Side:
    """One of the two."""

    endorsement: Endorsement
    last_act: history.Line | None


@bp.get("/endorsements/<public_id>/duplicates/<other>")
def compare(public_id: str, other: str) -> Page:
    """Both in two columns, what differs marked, and the two answers."""
    return _page(*_pair(public_id, other))


@bp.post("/endorsements/<public_id>/duplicates/<other>")
def settle(public_id: str, other: str) -> Page:
    """Make them one, or tell them apart, if nobody was faster."""
    form, pair = PairForm(), _pair(public_id, other)
    if not form.validate():
        return _page(*pair, form=form), 400
    try:
        with unit_of_work() as session:
            verdict = Verdict(moderator_id=still_in(session).id, version=form.version.data, at=now())
            address = _settled(session, form, verdict, public_id, other)
    except (StaleDecision, MergeRefused):
        return _page(*_pair(public_id, other), overtaken=True), 409
    return redirect(address, 303)


def _settled(session: Session, form: PairForm, verdict: Verdict, public_id: str, other: str) -> str:
    """Do what the moderator chose; the address of the page to go on with."""
    if form.outcome.data == "same":
        _kept, gone = merge(session, public_id, other, verdict, other_version=form.other_version.data)
        return onward(session, gone, verdict)
    keep_apart(session, public_id, other, verdict, other_version=form.other_version.data)
    return url_for("moderate.show", public_id=public_id, _anchor="duplicates")


def _pair(public_id: str, other: str) -> tuple[Endorsement, Endorsement]:
    """Both. Raises NotFound where they are one, or of two statements."""
    session = db.session()
    one, two = by_public_id(session, public_id), by_public_id(session, other)
    if one is two or one.statement_id != two.statement_id:
        raise NotFound(other)
    return one, two


def _page(one: Endorsement, other: Endorsement, *, form: PairForm | None = None, overtaken: bool = False) -> str:
    session = db.session()
    older, newer = elder_first(one, other)
    acts = {each: [line for line in history.lines(session, each) if line.is_change] for each in (older, newer)}
    return render_template(
        "moderate/compare.html",
        one=one,
        other=other,
        older=older,
        newer=newer,
        sides=[Side(each, acts[each][-1] if acts[each] else None) for each in (older, newer)],
        rows=alike.rows(older, newer),
        why=alike.why(likeness_of(session, one, other)),
        said=said_of(session, one, other),
        refused=why_not_merged(one, other),
        form=form,
        overtaken=overtaken,
        states=STATES,
        desk_nav=desk_nav("register" if one.state is State.APPROVED else "queue"),
    )
