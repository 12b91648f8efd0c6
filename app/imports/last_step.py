"""The last step of a draft: what is ready is imported, once, and only as it was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.endorsements.import_drafts import ImportDraft, register_mark
from app.domain.errors import StaleDecision
from app.domain.events.operations import Actor
from app.imports import kept
from app.imports.drafts import take
from app.imports.importing import Choices, ImportOutcome, import_records
from app.imports.judging import Judged
from app.imports.opened import IMPORT, READY, Desk
from app.imports.reasons import Code, Reason, Verdict
from app.imports.same import Known


def import_draft(session: Session, draft: ImportDraft, *, version: int, by: Actor, at: datetime) -> ImportOutcome:
    """Import what is ready in this version of the draft.

    Raises StaleDecision where the draft, or the register that it was compared with, has changed since; ImportRefused
    where a record does not say how its organisation agreed. Then nothing was written.
    """
    if draft.version != version or draft.register_mark != register_mark(session, draft.statement_id):
        raise StaleDecision(draft.public_id)
    desk = Desk.of(draft)
    ready = {one.record for one in desk.ready}
    choices = Choices(
        agreed=draft.agreed,
        wanted={number for number in ready if desk.choices.get(number) == IMPORT},
        skipped={one.record for one in desk.preview.judged} - ready,
    )
    outcome = import_records(session, draft.statement, desk.preview.sheet, desk.preview.judged, choices, by=by, at=at)
    judged = tuple(_after(one, outcome) for one in desk.preview.judged)
    mark = register_mark(session, draft.statement_id)
    take(draft, replace(desk.preview, judged=judged, mark=mark), at=at)
    before = (draft.imported or {}).get("batches", [])
    batches = [*before, outcome.batch_id] if outcome.batch_id else before
    number = len(outcome.imported)
    draft.imported = {"version": version, "batch": outcome.batch_id, "number": number, "batches": batches}
    session.flush()
    return outcome


def differences(before: Desk, after: Desk) -> list[int]:
    """The records of which something else would become than was shown, or which would be imported otherwise."""
    shown = {one.record: (before.standing(one), kept.as_json(one)) for one in before.preview.judged}
    return [
        one.record
        for one in after.preview.judged
        if (standing := (after.standing(one), kept.as_json(one))) != shown.get(one.record)
        and READY in (standing[0], shown.get(one.record, ("",))[0])
    ]


def _after(one: Judged, outcome: ImportOutcome) -> Judged:
    """The record after the import: one that is here already."""
    signatory = outcome.imported.get(one.record)
    if signatory is None:
        return one
    facts = replace(one.facts, reasons=[Reason(Code.IMPORTED_BEFORE), *one.reasons])
    named = Known(kept.named_of(facts), signatory=signatory)
    return Judged(one.record, Verdict.DUPLICATE, facts, tuple(facts.reasons), named)
