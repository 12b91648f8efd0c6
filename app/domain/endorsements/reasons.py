"""The reasons that moderators choose from: the built-in ones and those that editors add."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.records import OfferedReason
from app.domain.endorsements.states import RULES, Action
from app.domain.errors import NotFound
from app.domain.events.operations import Actor, record

WITH_REASON = tuple(action for action, rule in RULES.items() if rule.needs_reason)


def all_reasons(session: Session) -> Sequence[OfferedReason]:
    """Every reason, the retired ones too, in the order of the list."""
    return session.scalars(sa.select(OfferedReason).order_by(OfferedReason.position, OfferedReason.code)).all()


def offered(session: Session, action: Action) -> list[OfferedReason]:
    """The reasons that may be given for this action at this moment, in the order of the list."""
    return [one for one in all_reasons(session) if one.retired_at is None and action in one.actions]


def is_offered(session: Session, action: Action, code: str | None) -> bool:
    """Whether a decision of this kind can be given this reason; always where it needs none."""
    return not RULES[action].needs_reason or code in [one.code for one in offered(session, action)]


def the_reason(session: Session, code: str) -> OfferedReason:
    """The reason of that code, retired or not. Raises NotFound."""
    found = session.get(OfferedReason, code)
    if found is None:
        raise NotFound(code)
    return found


def add_reason(
    session: Session, *, actions: Collection[Action], label: str, words: Mapping[str, str], by: Actor, at: datetime
) -> OfferedReason:
    """A new reason at the end of the list."""
    last = session.scalar(sa.select(sa.func.max(OfferedReason.position))) or 0
    reason = OfferedReason(actions=_in_order(actions), label=label, words=_said(words), position=last + 1)
    session.add(reason)
    session.flush()
    _record(session, "added", reason, by, at, actions=reason.actions)
    return reason


def change_reason(
    session: Session,
    code: str,
    *,
    actions: Collection[Action],
    label: str,
    words: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> None:
    """Other words, or other actions, from the next decision on; what was sent keeps its own. Raises NotFound."""
    reason = the_reason(session, code)
    reason.actions, reason.label, reason.words = _in_order(actions), label, _said(words)
    session.flush()
    _record(session, "changed", reason, by, at, actions=reason.actions)


def retire_reason(session: Session, code: str, *, retired: bool, by: Actor, at: datetime) -> None:
    """Offer it no longer, or again; nothing happens where it stands so already. Raises NotFound."""
    reason = the_reason(session, code)
    if (reason.retired_at is not None) == retired:
        return
    reason.retired_at = at if retired else None
    session.flush()
    _record(session, "retired" if retired else "restored", reason, by, at)


def move_reason_up(session: Session, code: str, *, by: Actor, at: datetime) -> None:
    """One place up in the list; the first stays where it is. Raises NotFound."""
    reason, order = the_reason(session, code), list(all_reasons(session))
    place = order.index(reason)
    if place == 0:
        return
    order[place - 1 : place + 1] = [reason, order[place - 1]]
    for position, one in enumerate(order, start=1):
        one.position = position
    session.flush()
    _record(session, "moved", reason, by, at, place=place)


def _in_order(actions: Collection[Action]) -> list[str]:
    return [action.value for action in WITH_REASON if action in actions]


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {locale: text for locale, text in words.items() if text}


def _record(session: Session, what: str, reason: OfferedReason, by: Actor, at: datetime, **facts: Any) -> None:
    record(session, f"reason:{what}", by=by, at=at, code=reason.code, **facts)
