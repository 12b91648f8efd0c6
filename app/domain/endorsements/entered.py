"""Everybody at a statement, in the order of the register, as commands list them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State


def entries(session: Session, statement_id: int, state: State | None = State.APPROVED) -> Sequence[dict[str, Any]]:
    """The endorsements in that state, or in every one, the founding ones first; nobody's address is in it."""
    wanted = sa.select(Endorsement).where(Endorsement.statement_id == statement_id)
    if state is not None:
        wanted = wanted.where(Endorsement._state == state)
    place = (Endorsement.printed_position, Endorsement.sort_name, Endorsement.id)
    return [_entry(row) for row in session.scalars(wanted.order_by(*place))]


def _entry(row: Endorsement) -> dict[str, Any]:
    return {
        "signatory": row.public_id,
        "organisation": row.organisation,
        "organisation_latin": row.organisation_latin or None,
        "also_known_as": row.also_known_as or None,
        "country": row.country,
        "website": row.website or None,
        "founding": row.is_founding,
        "agreed": row.agreed or None,
        "state": row.state.value,
    }
