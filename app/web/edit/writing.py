"""Writing a draft: all that it says but its translations; and how a published statement is filed."""

from __future__ import annotations

from flask import redirect, render_template, url_for

from app.domain.endorsements.founding import discard as discard_draft
from app.domain.errors import StaleStatement, StatementRefused
from app.domain.statements import editing
from app.domain.statements.draft import StatementDraft
from app.domain.statements.models import Statement
from app.domain.statements.operations import store
from app.domain.statements.queries import by_slug
from app.domain.statements.slugs import free_slug
from app.domain.statements.writing import filing_of
from app.extensions import db
from app.web.desk import desk_nav
from app.web.edit.acting import Page, acting, ask_again, back_to, status_of
from app.web.edit.blueprint import bp
from app.web.edit.conflict import changed_since
from app.web.edit.forms import ActForm, FilingForm, StatementForm, filed
from app.web.edit.rendering import as_shown
from app.web.edit.words import why_refused
from app.web.work import now, unit_of_work

_BLAMED = {"slug_taken": "slug", "same_language": "language", "closes_before_it_is_published": "closes"}


@bp.route("/new-statement", methods=["GET", "POST"])
def new() -> Page:
    """An empty form; what is sent becomes a draft."""
    form = StatementForm(data={"language": "en", "issued": now().date(), "zone": "UTC", "version": 0})
    if form.wants_preview or not form.validate_on_submit():
        return _page(form, None), status_of(form)
    filing = form.filing(form.slug.data or free_slug(db.session(), form.title.data or ""))
    try:
        editing.refuse_impossible_times(filing.opens_at, filing.closes_at)
        with unit_of_work() as session:
            store(session, StatementDraft(**filing._asdict(), texts=(form.text(),)), **acting(session))
    except StatementRefused as error:
        return _refused(form, None, error)
    return back_to(filing.slug, "stored")


@bp.route("/statements/<slug>/text", methods=["GET", "POST"])
def write(slug: str) -> Page:
    """The form of a draft; two editors lose nothing."""
    statement = by_slug(db.session(), slug)
    if statement.published_at is not None:
        return redirect(url_for("edit.show", slug=slug), 303)
    form = StatementForm.showing(statement)
    if form.wants_preview or not form.validate_on_submit():
        return _page(form, statement), status_of(form)
    filing = form.filing(form.slug.data or slug)
    try:
        with unit_of_work() as session:
            editing.write_draft(session, slug, filing, form.text(), version=form.version.data, **acting(session))
    except StaleStatement:
        return _overtaken(slug, form)
    except StatementRefused as error:
        return _refused(form, by_slug(db.session(), slug), error)
    return back_to(filing.slug, "written")


@bp.route("/statements/<slug>/filing", methods=["GET", "POST"])
def filing(slug: str) -> Page:
    """Sections, date and time zone of a published statement, whose text is fixed."""
    statement = by_slug(db.session(), slug)
    form = FilingForm(data=filed(statement))
    if not form.validate_on_submit():
        return _filing_page(form, statement), status_of(form)
    wanted = filing_of(statement)._replace(sections=form.sections.names, issued=form.issued.day, zone=form.zone_name)
    try:
        with unit_of_work() as session:
            editing.refile(session, slug, wanted, version=form.version.data, **acting(session))
    except StaleStatement:
        current = by_slug(db.session(), slug)
        changes = changed_since(db.session(), current, form.version.data)
        ask_again(form, current.version)
        return _filing_page(form, current, changes), 409
    except StatementRefused:
        return redirect(url_for("edit.write", slug=slug), 303)
    return back_to(slug, "written")


@bp.route("/statements/<slug>/discard", methods=["GET", "POST"])
def discard(slug: str) -> Page:
    """Throw a draft away; the page asks first."""
    statement = by_slug(db.session(), slug)
    form = ActForm(data={"version": statement.version})
    if not form.validate_on_submit():
        page = render_template("edit/discard.html", statement=statement, form=form, desk_nav=desk_nav("statements"))
        return page, status_of(form)
    try:
        with unit_of_work() as session:
            discard_draft(session, slug, version=form.version.data, **acting(session))
    except (StaleStatement, StatementRefused):
        return back_to(slug, "")
    return redirect(url_for("edit.index", done="discarded"), 303)


def _overtaken(slug: str, form: StatementForm) -> Page:
    current = by_slug(db.session(), slug)
    changes = changed_since(db.session(), current, form.version.data)
    ask_again(form, current.version)
    return _page(form, current, changes), 409


def _refused(form: StatementForm, statement: Statement | None, error: StatementRefused) -> Page:
    """The form again, with the reason beside the field that can mend it."""
    form[_BLAMED.get(error.code, "closes")].errors = [why_refused(error)]
    return _page(form, statement), 409 if error.code == "published" else 400


def _page(form: StatementForm, statement: Statement | None, changes: object = ()) -> str:
    return render_template(
        "edit/write.html",
        form=form,
        statement=statement,
        changes=changes,
        shown=as_shown(form) if form.wants_preview else None,
        desk_nav=desk_nav("statements"),
    )


def _filing_page(form: FilingForm, statement: Statement, changes: object = ()) -> str:
    return render_template(
        "edit/filing.html", form=form, statement=statement, changes=changes, desk_nav=desk_nav("statements")
    )
