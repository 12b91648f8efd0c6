"""Changing the text of a published statement: what is written becomes the next revision, seen by its differences."""

from __future__ import annotations

from typing import NamedTuple

from flask import redirect, render_template, url_for

from app.domain.endorsements.rebinding import number_to_ask
from app.domain.errors import StaleStatement, StatementRefused
from app.domain.statements import editing
from app.domain.statements.differences import Paragraph, paragraphs
from app.domain.statements.models import Statement
from app.domain.statements.queries import by_slug, current_revision
from app.domain.statements.writing import texts_in_hand
from app.extensions import db
from app.web.desk import desk_nav
from app.web.edit.acting import Page, acting, ask_again, back_to, status_of
from app.web.edit.blueprint import bp
from app.web.edit.conflict import changed_since
from app.web.edit.forms import ActForm, RevisionForm
from app.web.edit.listing import languages
from app.web.edit.words import why_refused
from app.web.locale import native_name
from app.web.work import unit_of_work


class Different(NamedTuple):
    """A language whose text is not what is published."""

    code: str
    name: str
    paragraphs: tuple[Paragraph, ...]


@bp.post("/statements/<slug>/revision/begin")
def begin_revision(slug: str) -> Page:
    """Put the current text into the editors' hands; readers see nothing of it yet."""
    try:
        with unit_of_work() as session:
            editing.begin_revision(session, slug, **acting(session))
    except StatementRefused:
        return back_to(slug, "")
    return redirect(url_for("edit.revision", slug=slug), 303)


@bp.post("/statements/<slug>/revision/drop")
def drop_revision(slug: str) -> Page:
    """Throw away what was being written."""
    form = ActForm()
    try:
        if not form.validate():
            return redirect(url_for("edit.revision", slug=slug), 303)
        with unit_of_work() as session:
            editing.discard_revision(session, slug, version=form.version.data, **acting(session))
    except StaleStatement:
        return redirect(url_for("edit.revision", slug=slug), 303)
    return back_to(slug, "dropped")


@bp.route("/statements/<slug>/revision", methods=["GET", "POST"])
def revision(slug: str) -> Page:
    """What is different from the published text, what that means for those who signed, and the button."""
    statement = by_slug(db.session(), slug)
    if statement.published_at is None or not texts_in_hand(db.session(), statement):
        return back_to(slug, "")
    form = RevisionForm(data={"version": statement.version})
    if not form.validate_on_submit():
        return _page(statement, form), status_of(form)
    try:
        with unit_of_work() as session:
            kind, note, version = form.chosen, form.note.data or "", form.version.data
            editing.publish_revision(session, slug, kind=kind, note=note, version=version, **acting(session))
    except StaleStatement:
        return _overtaken(slug, form), 409
    except StatementRefused as error:
        form.form_errors.append(why_refused(error))
        return _page(by_slug(db.session(), slug), form), 400
    return back_to(slug, "revised")


def _overtaken(slug: str, form: RevisionForm) -> str:
    current = by_slug(db.session(), slug)
    changes = changed_since(db.session(), current, form.version.data)
    ask_again(form, current.version)
    return _page(current, form, changes)


def _page(statement: Statement, form: RevisionForm, changes: object = ()) -> str:
    session = db.session()
    texts = texts_in_hand(session, statement)
    return render_template(
        "edit/revision.html",
        statement=statement,
        revision=current_revision(session, statement.id),
        languages=languages(texts),
        differences_of=_differences(statement),
        asked=number_to_ask(session, statement.id),
        form=form,
        changes=changes,
        desk_nav=desk_nav("statements"),
    )


def _differences(statement: Statement) -> list[Different]:
    """From the published text to the one in hand; languages that are the same are left out."""
    old = {text.language: text.file.decode() for text in current_revision(db.session(), statement.id).texts}
    new = {text.language: text.file.decode() for text in texts_in_hand(db.session(), statement)}
    return [
        Different(language, native_name(language), paragraphs(old.get(language, ""), new.get(language, "")))
        for language in {**new, **old}
        if old.get(language) != new.get(language)
    ]
