"""Publishing now or at a time; closing, opening again; and endorsements that come late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from app.domain.endorsements.founders import founders
from app.domain.errors import StaleStatement, StatementRefused
from app.domain.statements import schedule
from app.domain.statements.models import Statement
from app.domain.statements.operations import close, publish
from app.domain.statements.queries import by_slug
from app.extensions import db
from app.web.desk import desk_nav
from app.web.edit.acting import Page, Who, acting, ask_again, back_to
from app.web.edit.blueprint import bp
from app.web.edit.conflict import changed_since
from app.web.edit.forms import TimeForm
from app.web.edit.listing import languages
from app.web.edit.words import STATES, state_of, why_refused
from app.web.work import now, unit_of_work

# By the button's value: what is done with the session, the form, and who does it; and what the next page says.
Act = Callable[[Any, str, TimeForm, Who], Any]
NEEDS_TIME = ("plan", "set", "allow_until")


def _at(form: TimeForm) -> dict[str, Any]:
    return {"version": form.version.data}


PUBLICATION: dict[str, tuple[Act, str]] = {
    "publish": (lambda session, slug, form, who: publish(session, slug, **_at(form), **who), "published"),
    "plan": (
        lambda session, slug, form, who: schedule.plan_publication(
            session, slug, form.moment.given, **_at(form), **who
        ),
        "planned",
    ),
    "cancel": (lambda session, slug, form, who: schedule.cancel_plan(session, slug, **who), "cancelled"),
}
CLOSING: dict[str, tuple[Act, str]] = {
    "close": (lambda session, slug, form, who: close(session, slug, **_at(form), **who), "closed"),
    "set": (
        lambda session, slug, form, who: schedule.reopen(session, slug, form.moment.given, **_at(form), **who),
        "closing",
    ),
    "open": (lambda session, slug, form, who: schedule.reopen(session, slug, None, **_at(form), **who), "reopened"),
}
LATE: dict[str, tuple[Act, str]] = {
    "allow": (lambda session, slug, form, who: schedule.allow_late(session, slug, None, **_at(form), **who), "late"),
    "allow_until": (
        lambda session, slug, form, who: schedule.allow_late(session, slug, form.moment.given, **_at(form), **who),
        "late",
    ),
    "end": (lambda session, slug, form, who: schedule.end_late(session, slug, **who), "late_ended"),
}


@bp.route("/statements/<slug>/publication", methods=["GET", "POST"])
def publication(slug: str) -> Page:
    """Show a draft to readers, now or at a time; what will be published stands there once more."""
    statement = by_slug(db.session(), slug)
    if statement.published_at is not None:
        return back_to(slug, "")
    return _act("edit/publication.html", statement, TimeForm.of(statement, moment=statement.publish_at), PUBLICATION)


@bp.route("/statements/<slug>/closing", methods=["GET", "POST"])
def closing(slug: str) -> Page:
    """Close a statement now or at a time, take the time away, open it again."""
    statement = by_slug(db.session(), slug)
    return _act("edit/closing.html", statement, TimeForm.of(statement, moment=statement.closes_at), CLOSING)


@bp.route("/statements/<slug>/late", methods=["GET", "POST"])
def late(slug: str) -> Page:
    """Take endorsements after the closing, until a time or until it is ended here."""
    statement = by_slug(db.session(), slug)
    return _act("edit/late.html", statement, TimeForm.of(statement, moment=statement.late_until), LATE)


def _act(template: str, statement: Statement, form: TimeForm, acts: dict[str, tuple[Act, str]]) -> Page:
    slug = statement.slug
    form.moment.required = _("Write the day and the time.") if form.do.data in NEEDS_TIME else ""
    if not form.is_submitted():
        return _page(template, statement, form)
    if form.do.data not in NEEDS_TIME:
        form.moment.data = ""
    if not form.validate() or form.do.data not in acts:
        return _page(template, statement, form), 400
    act, done = acts[form.do.data]
    try:
        with unit_of_work() as session:
            act(session, slug, form, acting(session))
    except StaleStatement:
        current = by_slug(db.session(), slug)
        changes = changed_since(db.session(), current, form.version.data)
        ask_again(form, current.version)
        return _page(template, current, form, changes), 409
    except StatementRefused as error:
        form.moment.errors = [why_refused(error)]
        return _page(template, by_slug(db.session(), slug), form), 400
    return back_to(slug, done)


def _page(template: str, statement: Statement, form: TimeForm, changes: object = ()) -> str:
    return render_template(
        template,
        statement=statement,
        title=statement.revisions[-1].texts[0].title,
        form=form,
        changes=changes,
        state=state_of(statement),
        is_allowed=statement.late_since is not None and (statement.late_until is None or statement.late_until > now()),
        states=STATES,
        languages=languages(statement.revisions[-1].texts),
        founders=len(founders(db.session(), statement.id)),
        desk_nav=desk_nav("statements"),
    )
