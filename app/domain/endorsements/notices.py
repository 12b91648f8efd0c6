"""Which mail an act causes, and to whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.moderators.digests import tell_all
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import queue


def to_signatory(
    session: Session,
    endorsement: Endorsement,
    kind: MessageKind,
    *,
    at: datetime,
    not_before: datetime | None = None,
    about: str | None = None,
) -> None:
    """Queue a mail to the signatory, in the language in which it endorsed; founding signatories have no address."""
    if endorsement.email:
        queue(
            session,
            kind,
            endorsement.email,
            locale=endorsement.locale,
            at=at,
            endorsement_id=endorsement.id,
            about=about,
            version=endorsement.version,
            not_before=not_before,
        )


def to_moderators(session: Session, *, at: datetime) -> None:
    """Tell the moderators that endorsements wait, each as often as they chose."""
    tell_all(session, at=at)
