"""Which part of the queue the address asks for, and the addresses of its other parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from app.domain.endorsements.desk import QueueFilter, counts_by_state, queue_count
from app.domain.endorsements.states import State
from app.domain.text.countries import country_codes
from app.extensions import db
from app.web.labels import STATES

CHANGED = "changed"
HELD = "held"  # what looks like a robot's waits apart
KEPT = ("state", "statement", "q", "whose", "warnings", "country", "import")
WHOSE = ("mine", "nobody")
WARNINGS = {"with": True, "without": False}


@dataclass(frozen=True)
class Choice:
    """One way to see the list, with how many it would show."""

    label: str
    url: str
    current: bool
    number: int


def wanted() -> QueueFilter:
    """What the address asks for; what it cannot ask for is taken as not asked."""
    state = request.args.get("state", State.PENDING.value)
    whose, country = request.args.get("whose", ""), request.args.get("country", "")
    return QueueFilter(
        state=State(state) if state in list(State) else None if state in (CHANGED, "all") else State.PENDING,
        held=state == HELD,
        statement_id=_number("statement"),
        q=request.args.get("q", "")[:200],
        batch_id=_number("import"),
        changed=state == CHANGED,
        country=country if country in country_codes() else "",
        warned=WARNINGS.get(request.args.get("warnings", "")),
        assigned_to=g.moderator.id if whose == "mine" else None,
        unassigned=whose == "nobody",
    )


def choices(wanted: QueueFilter) -> list[Choice]:
    """The lists by state."""
    numbers = counts_by_state(db.session(), wanted.statement_id)
    order = (State.PENDING, State.APPROVED, State.DECLINED, State.WITHDRAWN, State.UNCONFIRMED)
    found = [
        Choice(str(STATES[state]), queue_url(state=state.value, after=None), wanted.state is state, numbers[state])
        for state in order
    ]
    apart = queue_count(db.session(), QueueFilter(statement_id=wanted.statement_id, held=True))
    if apart or wanted.held:
        waiting = replace(found[0], number=found[0].number - apart, current=found[0].current and not wanted.held)
        found[:1] = [waiting, Choice(_("waiting apart"), queue_url(state=HELD, after=None), wanted.held, apart)]
    return found


def chosen_list() -> dict[str, Any]:
    """What the address asks for, for another address to ask for the same."""
    return {name: request.args[name] for name in KEPT if request.args.get(name)}


def queue_url(**changes: str | None) -> str:
    """This list with other choices."""
    chosen: dict[str, Any] = {name: value for name, value in {**chosen_list(), **changes}.items() if value}
    return url_for("moderate.queue", **chosen)


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
