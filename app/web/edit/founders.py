"""The founding signatories, in printed order: added, changed, moved, taken out."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.endorsements import founders as operations
from app.domain.endorsements.models import Endorsement
from app.domain.errors import AlreadyEndorsed, StaleDecision, StatementRefused
from app.domain.statements.models import Statement
from app.domain.statements.queries import by_slug
from app.extensions import db
from app.web.desk import desk_nav
from app.web.edit.acting import Page, acting, status_of
from app.web.edit.blueprint import bp
from app.web.edit.forms import FounderForm, founder_form
from app.web.edit.words import why_refused
from app.web.work import unit_of_work


@bp.route("/statements/<slug>/founders", methods=["GET", "POST"])
def founders(slug: str) -> Page:
    """The list, and a form for one more."""
    statement = by_slug(db.session(), slug)
    form = founder_form(None)
    if not form.validate_on_submit():
        return _list(statement, form), status_of(form)
    try:
        with unit_of_work() as session:
            operations.add_founder(session, slug, form.founder(), **acting(session))
    except AlreadyEndorsed:
        form.name.errors = [_("Another organisation on the list has this name already.")]
        return _list(by_slug(db.session(), slug), form), 409
    except StatementRefused as error:
        form.name.errors = [why_refused(error)]
        return _list(by_slug(db.session(), slug), form), 400
    return redirect(url_for("edit.founders", slug=slug, _anchor="add"), 303)


@bp.route("/statements/<slug>/founders/<public_id>", methods=["GET", "POST"])
def founder(slug: str, public_id: str) -> Page:
    """One of them; after publication the history keeps what stood before."""
    statement = by_slug(db.session(), slug)
    row = operations.the_founder(db.session(), statement, public_id)
    form = founder_form(row)
    if not form.validate_on_submit():
        return _one(statement, row, form), status_of(form)
    try:
        with unit_of_work() as session:
            wanted, version = form.founder(), form.version.data
            operations.change_founder(session, slug, public_id, wanted, version=version, **acting(session))
    except StaleDecision:
        return _overtaken(slug, public_id, form), 409
    except AlreadyEndorsed:
        form.name.errors = [_("Another organisation on the list has this name already.")]
        return _one(by_slug(db.session(), slug), row, form), 409
    return redirect(url_for("edit.founders", slug=slug), 303)


@bp.post("/statements/<slug>/founders/<public_id>/place")
def place_founder(slug: str, public_id: str) -> Page:
    """Up, down or out of a draft."""
    wanted = request.form.get("do", "")
    try:
        with unit_of_work() as session:
            if wanted == "remove":
                operations.remove_founder(session, slug, public_id, **acting(session))
            elif wanted in ("up", "down"):
                operations.move_founder(session, slug, public_id, up=wanted == "up", **acting(session))
    except StatementRefused:
        pass  # published a moment ago; the list says what can be done now
    return redirect(url_for("edit.founders", slug=slug, _anchor=f"founder-{public_id}"), 303)


def _overtaken(slug: str, public_id: str, form: FounderForm) -> str:
    """The form, with what was typed, knowing the newest version; what is kept now stands beside it."""
    statement = by_slug(db.session(), slug)
    current = operations.the_founder(db.session(), statement, public_id)
    form.version.object_data = current.version
    form.form_errors.append(
        _(
            "Somebody changed this organisation a moment ago. What is kept now stands below. Nothing you wrote is "
            "lost: check it and send it again."
        )
    )
    return _one(statement, current, form, overtaken=True)


def _list(statement: Statement, form: FounderForm) -> str:
    return render_template(
        "edit/founders.html",
        statement=statement,
        title=statement.revisions[-1].texts[0].title,
        rows=operations.founders(db.session(), statement.id),
        form=form,
        desk_nav=desk_nav("statements"),
    )


def _one(statement: Statement, row: Endorsement, form: FounderForm, *, overtaken: bool = False) -> str:
    return render_template(
        "edit/founder.html",
        statement=statement,
        row=row,
        form=form,
        overtaken=overtaken,
        desk_nav=desk_nav("statements"),
    )
