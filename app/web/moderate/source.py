"""Which file an imported endorsement came from, and which record of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.domain.endorsements.import_drafts import draft_of_batch
from app.domain.endorsements.imported import source_of
from app.domain.endorsements.models import Endorsement
from app.domain.moderators.queries import names


@dataclass(frozen=True)
class Source:
    """A record of a file that was imported; `url` while the file is kept."""

    filename: str
    record: int
    who: str
    at: datetime
    url: str | None


def source(session: Session, endorsement: Endorsement) -> Source | None:
    """Where it was imported from, or None where it came otherwise."""
    found = source_of(session, endorsement.id)
    if found is None:
        return None
    batch, record = found
    draft = draft_of_batch(session, batch)
    anchor = f"record-{record}"
    url = url_for("imports.show", public_id=draft.public_id, record=record, _anchor=anchor) if draft else None
    who = names(session).get(batch.moderator_id or 0) or _("at the command line")
    return Source(batch.filename, record, who, batch.at, url)
