"""The texts in hand, one at a time: translations of a draft, and every language of the next revision."""

from __future__ import annotations

from flask import redirect, render_template, url_for

from app.domain.errors import NotFound, StaleStatement, StatementRefused
from app.domain.statements import editing
from app.domain.statements.models import RevisionText, Statement
from app.domain.statements.queries import by_slug
from app.domain.statements.working import WorkingText
from app.domain.statements.writing import texts_in_hand
from app.extensions import db
from app.web.desk import desk_nav
from app.web.edit.acting import Page, acting, ask_again, back_to, status_of
from app.web.edit.blueprint import bp
from app.web.edit.conflict import changed_since
from app.web.edit.forms import ActForm, TextForm, text_form
from app.web.edit.rendering import as_shown
from app.web.edit.words import why_refused
from app.web.locale import direction_of, native_name
from app.web.work import unit_of_work


@bp.route("/statements/<slug>/translation", methods=["GET", "POST"])
def translate(slug: str) -> Page:
    """A further language."""
    statement = by_slug(db.session(), slug)
    return _write(statement, None, text_form(None, statement.version))


@bp.route("/statements/<slug>/texts/<language>", methods=["GET", "POST"])
def text(slug: str, language: str) -> Page:
    """One language of what is in hand."""
    statement = by_slug(db.session(), slug)
    found = _found(statement, language)
    if found is None:
        raise NotFound(language)
    return _write(statement, found, text_form(found, statement.version))


@bp.post("/statements/<slug>/texts/<language>/removal")
def remove_text(slug: str, language: str) -> Page:
    """Take a translation out of what is in hand; what is published stays."""
    form = ActForm()
    if not form.validate():
        return back_to(slug, "")
    try:
        with unit_of_work() as session:
            editing.remove_text(session, slug, language, version=form.version.data, **acting(session))
    except StaleStatement:
        return redirect(url_for("edit.text", slug=slug, language=language), 303)
    return back_to(slug, "removed")


def _write(statement: Statement, found: RevisionText | WorkingText | None, form: TextForm) -> Page:
    slug, language = statement.slug, found.language if found else ""
    if language:
        form.language.data = language  # which it is stays
    if form.wants_preview or not form.validate_on_submit():
        return _page(statement, found, form), status_of(form)
    try:
        with unit_of_work() as session:
            wanted, new = form.text(language), not language
            editing.write_text(session, slug, wanted, version=form.version.data, new=new, **acting(session))
    except StaleStatement:
        current = by_slug(db.session(), slug)
        changes = changed_since(db.session(), current, form.version.data)
        ask_again(form, current.version)
        return _page(current, _found(current, language), form, changes), 409
    except StatementRefused as error:
        form.language.errors = [why_refused(error)]
        return _page(by_slug(db.session(), slug), found, form), 400
    return back_to(slug, "written")


def _found(statement: Statement, language: str) -> RevisionText | WorkingText | None:
    texts = texts_in_hand(db.session(), statement)
    return next((one for one in texts if one.language == language), None)


def _page(statement: Statement, found: RevisionText | WorkingText | None, form: TextForm, changes: object = ()) -> str:
    return render_template(
        "edit/text.html",
        statement=statement,
        form=form,
        language=found.language if found else "",
        language_name=native_name(found.language) if found else "",
        text_direction=direction_of(found.language) if found else "auto",
        is_translation=found is None or found.position > 0,
        original=next(iter(texts_in_hand(db.session(), statement)), None),
        changes=changes,
        shown=as_shown(form) if form.wants_preview else None,
        desk_nav=desk_nav("statements"),
    )
