"""A file that people work on over days: read, corrected, chosen from, and imported just as it was shown."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.domain.endorsements.import_drafts import ImportDraft, register_mark
from app.domain.events.operations import Actor, record
from app.domain.statements.models import Statement
from app.imports import kept
from app.imports.columns import guess_columns
from app.imports.judging import Judged, judge
from app.imports.opened import LEFT, READY, UNDECIDED, Choice, Preview, Settings, key_of, standing
from app.imports.reading import read
from app.imports.reasons import Verdict
from app.imports.sheet import Sheet


def look_at(
    session: Session,
    statement_id: int,
    raw: bytes,
    filename: str,
    *,
    at: datetime,
    settings: Settings | None = None,
    corrections: Mapping[int, Mapping[str, str]] | None = None,
    sheet: Sheet | None = None,
) -> Preview:
    """Read and judge the file; reads only. `sheet` where it was read before. Raises Unreadable."""
    wanted = settings or Settings()
    sheet = sheet or read(raw, filename, encoding=wanted.encoding, sheet=wanted.sheet)
    columns = guess_columns(sheet, header_record=wanted.header)
    if wanted.fields is not None and len(wanted.fields) == len(columns.fields):
        columns = replace(columns, fields=wanted.fields)
    mark = register_mark(session, statement_id)
    judged = judge(session, statement_id, sheet, columns, corrections=corrections, today=at.date())
    return Preview(sheet, columns, tuple(judged), mark)


def keep(
    session: Session,
    statement: Statement,
    raw: bytes,
    filename: str,
    preview: Preview,
    *,
    agreed: str,
    by: Actor,
    at: datetime,
) -> ImportDraft:
    """Store a file that was looked at, for its organisations to be imported."""
    draft = ImportDraft(
        statement_id=statement.id,
        filename=filename,
        sha256=hashlib.sha256(raw).hexdigest(),
        agreed=agreed,
        moderator_id=by.moderator_id,
        created_at=at,
        settings=asdict(Settings()),
        corrections={},
        choices={},
        raw=raw,
    )
    take(draft, preview, at=at)
    session.add(draft)
    session.flush()
    _say(session, "import:uploaded", draft, by=by, at=at)
    return draft


def take(draft: ImportDraft, preview: Preview, *, at: datetime) -> None:
    """From now on the draft is what this preview shows."""
    draft.sheet, draft.columns = preview.sheet.as_json(), preview.columns.as_json()
    draft.judged = [kept.as_json(one) for one in preview.judged]
    draft.register_mark, draft.judged_at = preview.mark, at
    draft.touched_at = at
    choices = draft.choices.get(key_of(preview.sheet.name), {})
    draft.counts = counted(preview.judged, {int(number): choice for number, choice in choices.items()})


def read_anew(
    session: Session, draft: ImportDraft, settings: Settings, preview: Preview, *, agreed: str, by: Actor, at: datetime
) -> None:
    """Read the file in another way. What was corrected and chosen stays with the records of its sheet."""
    draft.settings, draft.agreed = {**asdict(settings)}, agreed
    take(draft, preview, at=at)
    session.flush()
    _say(session, "import:read_anew", draft, by=by, at=at)


def correct(
    session: Session,
    draft: ImportDraft,
    corrections: Mapping[int, Mapping[str, str]],
    preview: Preview,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Keep these corrections as all there are of the sheet, and what the records are with them."""
    name = key_of(preview.sheet.name)
    of_sheet = {str(number): dict(one) for number, one in corrections.items()}
    before = draft.corrections.get(name, {})
    draft.corrections = {**draft.corrections, name: of_sheet}
    take(draft, preview, at=at)
    session.flush()
    changed = [int(number) for number in of_sheet if of_sheet[number] != before.get(number)]
    _say(session, "import:corrected", draft, by=by, at=at, records=len(changed))


def choose(
    session: Session, draft: ImportDraft, numbers: Sequence[int], choice: Choice, *, by: Actor, at: datetime
) -> None:
    """Import these records, or leave them out; said twice is said once."""
    name = key_of(draft.sheet["name"])
    choices = draft.choices.get(name, {}) | {str(number): choice for number in numbers}
    if choices == draft.choices.get(name, {}):
        return
    draft.choices = {**draft.choices, name: choices}
    judged = tuple(map(kept.from_json, draft.judged))
    draft.counts = counted(judged, {int(number): one for number, one in choices.items()})
    draft.touched_at = at
    session.flush()
    _say(session, "import:chosen", draft, by=by, at=at, choice=choice, records=len(numbers))


def erase_draft(session: Session, draft: ImportDraft, *, by: Actor, at: datetime) -> None:
    """Forget the file and all that was done to it; what was imported from it stays."""
    _say(session, "import:erased", draft, by=by, at=at)
    session.delete(draft)
    session.flush()


def counted(judged: Sequence[Judged], choices: Mapping[int, Choice]) -> dict[str, int]:
    """How many records there are by verdict, and by what becomes of them."""
    found = Counter(one.verdict.value for one in judged)
    found += Counter(standing(one, choices.get(one.record)) for one in judged if one.verdict is not Verdict.IGNORE)
    return {name: found[name] for name in [*map(str, Verdict), READY, UNDECIDED, LEFT]}


def _say(session: Session, tag: str, draft: ImportDraft, *, by: Actor, at: datetime, **facts: Any) -> None:
    record(session, tag, by=by, at=at, statement_id=draft.statement_id, draft=draft.id, **facts)
