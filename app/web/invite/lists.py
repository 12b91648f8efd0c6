"""Lists: a new one, and every record of one with what would become of it. Nothing is sent from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.invitations import mailings
from app.domain.invitations.models import Mailing
from app.domain.invitations.queries import numbers_of_all, unsent
from app.domain.moderators.queries import names
from app.domain.statements.queries import by_slug
from app.extensions import db
from app.imports import Unreadable
from app.imports.addressed import as_table
from app.imports.invitees import Asked, Fate
from app.imports.reading import read
from app.imports.reasons import Weight
from app.web.desk import desk_nav
from app.web.invite.blueprint import bp
from app.web.invite.forms import ListForm, columns_form, languages
from app.web.invite.opening import editor, guests_of, opened
from app.web.invite.words import FATES, MARKS
from app.web.sheet_reasons import sentence
from app.web.sheet_words import why_unreadable
from app.web.work import leave_no_trace, now, unit_of_work

Page = str | Response | tuple[str, int]
A_PAGE = 100


@dataclass(frozen=True)
class Row:
    """One record on the page: what would become of it, and why in sentences."""

    asked: Asked
    because: list[str]


@bp.route("/moderation/invitations/", methods=["GET", "POST"])
def index() -> Page:
    """What there is, and the form for a list; a list that was sent is kept, and nobody is invited yet."""
    form = ListForm()
    if not form.validate_on_submit():
        return _index(form), 400 if form.is_submitted() else 200
    pasted = not form.file.data
    raw = as_table(form.pasted.data).encode(errors="replace") if pasted else form.file.data
    filename = "" if pasted else form.file.filename
    try:
        read(raw, filename)
    except Unreadable as error:
        (form.pasted if pasted else form.file).errors = [why_unreadable(error)]
        return _index(form), 400
    return redirect(url_for("invite.show", public_id=_keep(form, raw, filename)), 303)


@bp.get("/moderation/invitations/lists/<public_id>")
def show(public_id: str) -> Page:
    """Every record, some at a time."""
    return page(opened(public_id))


@bp.post("/moderation/invitations/lists/<public_id>/discard")
def discard(public_id: str) -> Response:
    """Erase the list; nobody is written to."""
    with unit_of_work() as session:
        mailings.discard(session, public_id, by=editor(session), at=now())
    leave_no_trace()
    return redirect(url_for("invite.index", done="discarded"), 303)


def page(mailing: Mailing, *, form: Any = None, overtaken: bool = False) -> Page:
    """The list, with the form that says how it is read."""
    guests = guests_of(mailing)
    view = request.args.get("view", "")
    chosen = [one for one in guests.asked if _is_in(one, view)]
    number = min(max(1, request.args.get("page", 1, type=int)), max(1, -(-len(chosen) // A_PAGE)))
    some = chosen[(number - 1) * A_PAGE : number * A_PAGE]
    shown = render_template(
        "invite/list.html",
        mailing=mailing,
        title=_title(mailing),
        guests=guests,
        rows=[Row(one, _because(one)) for one in some],
        total=len(chosen),
        view=view,
        page=number,
        pages=-(-len(chosen) // A_PAGE),
        fates=FATES,
        marks=MARKS,
        languages_of_mails=languages(),
        form=form or columns_form(guests, mailing.version),
        overtaken=overtaken,
        done=request.args.get("done", ""),
        desk_nav=desk_nav("invitations"),
    )
    if overtaken:
        return shown, 409
    return (shown, 400) if form is not None and form.errors else shown


def _keep(form: ListForm, raw: bytes, filename: str) -> str:
    with unit_of_work() as session:
        by, statement = editor(session), by_slug(session, form.statement.data)
        kept = mailings.keep(session, statement, raw, filename, locale=form.locale.data, by=by, at=now())
        return kept.public_id


def _index(form: ListForm) -> str:
    session = db.session()
    lists = unsent(session)
    return render_template(
        "invite/index.html",
        form=form,
        lists=lists,
        statements=[(one, one.revisions[-1].texts[0], number) for one, number in numbers_of_all(session)],
        titles={one.public_id: _title(one) for one in lists},
        who=names(session),
        done=request.args.get("done", ""),
        desk_nav=desk_nav("invitations"),
    )


def _is_in(one: Asked, view: str) -> bool:
    return {"": one.fate is not Fate.IGNORED, "ready": one.is_ready, "waits": one.waits}.get(view, one.fate == view)


def _because(one: Asked) -> list[str]:
    """The reasons that bear on an invitation, in sentences."""
    graver = [reason for reason in one.reasons if reason.weight is not Weight.NOTE]
    return [sentence(reason) for reason in graver if one.fate is not Fate.IGNORED]


def _title(mailing: Mailing) -> str:
    return mailing.statement.revisions[-1].texts[0].title
