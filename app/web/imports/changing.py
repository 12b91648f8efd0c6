"""How a draft is changed: looked at outside the transaction, which is short, and stored if nobody was faster."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.endorsements.import_drafts import ImportDraft, draft_by_public_id
from app.domain.errors import StaleDecision
from app.domain.events.operations import Actor
from app.extensions import db
from app.imports.drafts import look_at
from app.imports.opened import Desk, Preview, Settings
from app.web.sessions import still_in
from app.web.work import unit_of_work

Store = Callable[[Session, ImportDraft, Actor], None]


def opened(public_id: str) -> Desk:
    """The draft as it is stored. Raises NotFound."""
    return Desk.of(draft_by_public_id(db.session(), public_id))


def looked_at(
    desk: Desk,
    *,
    at: datetime,
    settings: Settings | None = None,
    corrections: Mapping[int, Mapping[str, str]] | None = None,
) -> Preview:
    """The file of this draft, judged anew; with other settings read anew. Raises Unreadable."""
    draft = desk.draft
    wanted = settings or desk.settings
    same = (wanted.encoding, wanted.sheet) == (desk.settings.encoding, desk.settings.sheet)
    kept = desk.corrections if corrections is None else corrections
    if wanted.sheet is not None and wanted.sheet != desk.preview.sheet.name:
        kept = {int(number): one for number, one in draft.corrections.get(wanted.sheet, {}).items()}
    return look_at(
        db.session(),
        draft.statement_id,
        draft.raw,
        draft.filename,
        at=at,
        settings=wanted,
        corrections=kept,
        sheet=desk.preview.sheet if same else None,
    )


def store(desk: Desk, change: Store) -> None:
    """Change the draft as it was opened. Raises StaleDecision where somebody changed it meanwhile."""
    name, version = desk.draft.public_id, desk.draft.version
    with unit_of_work() as session:
        by = Actor.moderator(still_in(session).id)
        draft = draft_by_public_id(session, name, lock=True)
        if draft.version != version:
            raise StaleDecision(name)
        change(session, draft, by)
