"""What was done a moment ago, said on the next page, with the button that undoes it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import by_public_id
from app.domain.endorsements.records import Decision
from app.domain.endorsements.undoing import undoable
from app.domain.errors import NotFound
from app.web.work import now


@dataclass(frozen=True)
class Done:
    """What was decided a moment ago, and the decision while this moderator can still undo it."""

    endorsement: Endorsement
    undoable: Decision | None


def decided(session: Session) -> Done | None:
    """The endorsement that the address says was just decided."""
    try:
        endorsement = by_public_id(session, request.args.get("done", ""))
    except NotFound:
        return None
    return Done(endorsement, undoable_now(session, endorsement))


def undoable_now(session: Session, endorsement: Endorsement) -> Decision | None:
    """The decision on it that whoever looks at this page can still undo."""
    return undoable(session, endorsement, g.moderator.id, at=now())
