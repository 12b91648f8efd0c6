"""Every record of a file with its verdict and the reasons for it; choosing which are imported."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.domain.endorsements.import_drafts import draft_by_public_id, register_mark
from app.domain.endorsements.retention import IMPORTS_KEPT
from app.domain.errors import StaleDecision
from app.domain.events.operations import Actor
from app.domain.moderators.queries import names
from app.extensions import db
from app.imports import Code, Judged, Verdict
from app.imports.drafts import choose, erase_draft, take
from app.imports.opened import IMPORT, LEAVE, READY, UNDECIDED, Desk
from app.imports.reasons import Weight
from app.imports.sheet import Record
from app.web import sheet_reasons as reasons
from app.web.desk import desk_nav
from app.web.forms import printable
from app.web.imports.blueprint import bp
from app.web.imports.changing import looked_at, opened, store
from app.web.imports.forms import RecordForm, settings_form
from app.web.sessions import still_in
from app.web.sheet_words import FIELDS, MARKS, VERDICTS, visible
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]
A_PAGE = 100
ALL = "all"
LONGEST_CELL = 400  # characters of a cell that are shown; all are kept
MOST_DIGITS = 6


@dataclass(frozen=True)
class Shown:
    """One record as the page shows it."""

    judged: Judged
    standing: str
    cells: list[tuple[str, str, int]]  # heading, text, and how many more characters there are
    because: list[str]
    notes: list[str]  # what is only good to know
    may_fix: bool
    proposal: str | None  # a country that can be accepted
    alike: int  # how many records have the same proposal


@bp.get("/<public_id>")
def show(public_id: str) -> Page:
    """The records, a hundred on a page; `view` narrows, `page` turns, `record` shows one of them, `fix` opens it."""
    return page(opened(public_id))


@bp.post("/<public_id>/choices")
def choices(public_id: str) -> Page:
    """Import a record or leave it out, one or all that a list shows; holds at once, and can be said anew."""
    choice = IMPORT if "import" in request.form else LEAVE
    wanted = request.form.get(choice, "")
    with unit_of_work() as session:
        by = Actor.moderator(still_in(session).id)
        draft = draft_by_public_id(session, public_id, lock=True)
        desk = Desk.of(draft)
        found = _narrowed(desk) if wanted == ALL else [one for one in desk.preview.judged if str(one.record) == wanted]
        numbers = [one.record for one in found if one.verdict in CHOOSABLE]
        if not numbers:
            raise BadRequest
        choose(session, draft, numbers, choice, by=by, at=now())
    return back(public_id, numbers[0])


@bp.post("/<public_id>/comparison")
def compare(public_id: str) -> Page:
    """Compare the records with the register as it is now."""
    desk, at = opened(public_id), now()
    preview = looked_at(desk, at=at)
    with suppress(StaleDecision):  # then the page shows what somebody else has just made of it
        store(desk, lambda _session, draft, _by: take(draft, preview, at=at))
    return redirect(url_for("imports.show", public_id=public_id, done="compared"), 303)


@bp.post("/<public_id>/erasure")
def erase(public_id: str) -> Page:
    """Forget the file; what was imported stays."""
    with unit_of_work() as session:
        by = Actor.moderator(still_in(session).id)
        erase_draft(session, draft_by_public_id(session, public_id, lock=True), by=by, at=now())
    return redirect(url_for("imports.index", done="erased"), 303)


CHOOSABLE = (Verdict.NEW, Verdict.NEW_WITH_WARNINGS, Verdict.SUSPECTED_DUPLICATE)


def page(desk: Desk, *, form: RecordForm | None = None, settings: Any = None, fixed: int = 0) -> str:
    """The page; with the form of one record, or of the settings, where something in it is wrong."""
    found = _narrowed(desk)
    fix = fixed or _number("fix")
    at_page = max(1, _number("page"))
    wanted = fix or _number("record")
    place = next((place for place, one in enumerate(found) if one.record == wanted), None)
    if place is not None:
        at_page = place // A_PAGE + 1
    start = (at_page - 1) * A_PAGE
    view = request.args.get("view", "")
    return render_template(
        "imports/show.html",
        desk=desk,
        draft=desk.draft,
        shown=[_shown(desk, one) for one in found[start : start + A_PAGE]],
        total=len(found),
        first=start + 1,
        page=at_page,
        pages=max(1, -(-len(found) // A_PAGE)),
        view=view if view in {*VERDICTS, READY, UNDECIDED} else "",
        fix=fix if fix in desk.by_number else 0,
        form=form or (record_form(desk, fix) if fix in desk.by_number else None),
        settings=settings or settings_form(desk),
        samples=_samples(desk),
        verdicts=VERDICTS,
        marks=MARKS,
        fields=FIELDS,
        choosable=any(one.verdict in CHOOSABLE for one in found),
        changed=register_mark(db.session(), desk.draft.statement_id) != desk.draft.register_mark,
        who=names(db.session()),
        kept=IMPORTS_KEPT,
        done=request.args.get("done", ""),
        batch=desk.draft.imported,
        desk_nav=desk_nav("imports"),
    )


def back(public_id: str, number: int = 0, **more: Any) -> Response:
    """To the list as it was narrowed and turned, at this record."""
    kept: dict[str, Any] = {name: request.args[name] for name in ("view", "page") if name in request.args}
    return redirect(url_for("imports.show", public_id=public_id, **kept, **more, _anchor=f"record-{number}"), 303)


def record_form(desk: Desk, number: int) -> RecordForm:
    """The form of one record, filled in with what it says now, or else with what is proposed."""
    proposed = {name: text for name, text in desk.by_number[number].facts.proposed.items() if name != "country"}
    shown = {name: text or proposed.get(name, "") for name, text in values(desk, number).items()}
    return RecordForm(formdata=None, data={**shown, "seen": desk.tag(number)})


def values(desk: Desk, number: int) -> dict[str, str]:
    """What a record says, field by field; where a cell could not be used, the cell."""
    judged, record = desk.by_number[number], desk.preview.sheet.records[number - 1]
    found = {}
    for name in ("organisation", "organisation_latin", "also_known_as", "country", "website", "email"):
        found[name] = getattr(judged.facts, name) or ""
    for name in ("representative", "position", "agreed"):
        found[name] = getattr(judged.facts, name)
    found["date"] = judged.facts.day.isoformat() if judged.facts.day else ""
    for name, value in found.items():
        column = desk.preview.columns.column_of(name)
        if not value and column is not None and name != "country" and name not in desk.corrections.get(number, {}):
            found[name] = printable(" ".join(record.cell(column).text.split()))
    return found | {name: text for name, text in desk.corrections.get(number, {}).items() if not found.get(name)}


def _narrowed(desk: Desk) -> list[Judged]:
    view = request.args.get("view", "")
    if view in VERDICTS:
        return [one for one in desk.preview.judged if one.verdict == view]
    if view in (READY, UNDECIDED):
        return [one for one in desk.preview.judged if one.verdict != Verdict.IGNORE and desk.standing(one) == view]
    return list(desk.preview.judged)


def _shown(desk: Desk, one: Judged) -> Shown:
    record = desk.preview.sheet.records[one.record - 1]
    proposal = one.facts.proposed.get("country") if not one.facts.country else None
    return Shown(
        judged=one,
        standing=desk.standing(one),
        cells=_cells(desk, record),
        because=[reasons.sentence(reason) for reason in one.reasons if reason.weight != Weight.NOTE],
        notes=[reasons.sentence(reason) for reason in one.reasons if reason.weight == Weight.NOTE],
        may_fix=one.verdict != Verdict.EXCLUDED and all(reason.code != Code.IMPORTED_BEFORE for reason in one.reasons),
        proposal=proposal if one.verdict in (*CHOOSABLE, Verdict.FIX_NEEDED) else None,
        alike=desk.proposals[proposal] if proposal else 0,
    )


def _cells(desk: Desk, record: Record) -> list[tuple[str, str, int]]:
    labels, cells = desk.preview.columns.labels, []
    for place, cell in record.filled:
        text = visible(cell.text)
        label = visible(labels[place]) if place < len(labels) else str(place + 1)
        cells.append((label, text[:LONGEST_CELL], max(0, len(text) - LONGEST_CELL)))
    return cells


def _samples(desk: Desk) -> list[str]:
    """What each column holds, by three of its cells below the header."""
    start = max(desk.preview.columns.header_records, default=0)
    found: list[list[str]] = [[] for _ in desk.preview.columns.labels]
    for record in desk.preview.sheet.records[start : start + A_PAGE]:
        for place, cell in record.filled:
            if place < len(found) and len(found[place]) < 3:
                found[place].append(visible(" ".join(cell.text.split()))[:40])
    return [" · ".join(texts) for texts in found]


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
