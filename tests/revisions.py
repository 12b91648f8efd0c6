"""A published text that changes, by the operation that editors use."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from app.domain.events.operations import ADMINISTRATOR
from app.domain.statements.models import Revision, RevisionKind
from app.domain.statements.operations import revise
from tests.factories import a_draft

_numbers = count(1)


def a_revision(
    session: Session,
    slug: str,
    *,
    kind: RevisionKind = RevisionKind.SUBSTANTIVE,
    note: str = "The date was wrong.",
    at: datetime | None = None,
    **changes: Any,
) -> Revision:
    """The next revision of a published statement, with another text unless `body` or `texts` say which."""
    draft = a_draft(**{"slug": slug, "body": f"Another text, {next(_numbers)}.", **changes})
    revision = revise(session, draft, kind=kind, note=note, by=ADMINISTRATOR, at=at or datetime.now(UTC))
    assert revision is not None
    return revision
