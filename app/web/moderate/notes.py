"""What was done a moment ago, said on the next page."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.queries import by_public_id
from app.domain.errors import NotFound


def decided(session: Session) -> Endorsement | None:
    """The endorsement that the address says was just decided."""
    try:
        return by_public_id(session, request.args.get("done", ""))
    except NotFound:
        return None
