"""The queue: what waits, the oldest first; and every other endorsement, by state, statement and name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.domain.endorsements.desk import (
    QueueFilter,
    counts_by_state,
    names_met_twice,
    oldest_waiting,
    queue_count,
    queue_page,
)
from app.domain.endorsements.states import State
from app.domain.outbox import queries as outbox
from app.domain.statements.queries import all_statements
from app.extensions import db
from app.web.desk import desk_nav
from app.web.labels import STATES
from app.web.moderate.blueprint import bp
from app.web.moderate.notes import decided

A_PAGE = 50
CHANGED = "changed"
HELD = "held"  # what looks like a robot's waits apart


@dataclass(frozen=True)
class Choice:
    """One way to see the list, with how many it would show."""

    label: str
    url: str
    current: bool
    number: int


@bp.get("/")
def queue() -> str:
    """What waits; `state`, `statement`, `q` and `after` choose otherwise."""
    session, wanted = db.session(), _wanted()
    found = queue_page(session, wanted, after=request.args.get("after", ""), most=A_PAGE + 1)
    shown = found[:A_PAGE]
    return render_template(
        "moderate/queue.html",
        entries=shown,
        twice=names_met_twice(session, shown),
        total=queue_count(session, wanted),
        oldest=oldest_waiting(session),
        choices=_choices(wanted),
        wanted=wanted,
        list_name=request.args.get("state", "") if wanted.held or wanted.state is not State.PENDING else "",
        statements=all_statements(session),
        states=STATES,
        next_url=_url(after=shown[-1].public_id) if len(found) > A_PAGE else None,
        first_url=_url(after=None) if request.args.get("after") else None,
        given_up=outbox.number_given_up(session),
        done=decided(session),
        desk_nav=desk_nav("register" if wanted.state is State.APPROVED else "queue"),
    )


def _wanted() -> QueueFilter:
    """What the address asks for; what it cannot ask for is taken as not asked."""
    state, statement = request.args.get("state", State.PENDING.value), request.args.get("statement", "")
    batch = request.args.get("import", "")
    return QueueFilter(
        state=State(state) if state in list(State) else None if state in (CHANGED, "all") else State.PENDING,
        held=state == HELD,
        statement_id=int(statement) if statement.isascii() and statement.isdecimal() and len(statement) < 10 else None,
        q=request.args.get("q", "")[:200],
        batch_id=int(batch) if batch.isascii() and batch.isdecimal() and len(batch) < 10 else None,
        changed=state == CHANGED,
    )


def _choices(wanted: QueueFilter) -> list[Choice]:
    numbers = counts_by_state(db.session(), wanted.statement_id)
    order = (State.PENDING, State.APPROVED, State.DECLINED, State.WITHDRAWN, State.UNCONFIRMED)
    choices = [
        Choice(str(STATES[state]), _url(state=state.value, after=None), wanted.state is state, numbers[state])
        for state in order
    ]
    apart = queue_count(db.session(), replace(wanted, state=State.PENDING, held=True))
    if apart or wanted.held:
        waiting = replace(choices[0], number=choices[0].number - apart, current=choices[0].current and not wanted.held)
        choices[:1] = [waiting, Choice(_("waiting apart"), _url(state=HELD, after=None), wanted.held, apart)]
    return choices


def _url(**changes: str | None) -> str:
    """This list with other choices."""
    kept = {name: request.args.get(name) for name in ("state", "statement", "q", "import")}
    chosen: dict[str, Any] = {name: value for name, value in {**kept, **changes}.items() if value}
    return url_for("moderate.queue", **chosen)
