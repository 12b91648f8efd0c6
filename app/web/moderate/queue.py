"""The queue: what waits, the oldest first; and every other endorsement, by state, statement and name."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, request
from sqlalchemy.orm import Session

from app.domain.endorsements.desk import QueueFilter, oldest_waiting, queue_count, queue_page
from app.domain.endorsements.reasons import offered
from app.domain.endorsements.states import Action, State
from app.domain.outbox import queries as outbox
from app.domain.statements.queries import all_statements
from app.extensions import db
from app.web.countries import country_choices
from app.web.desk import desk_nav
from app.web.labels import STATES, reason_label
from app.web.locale import current_locale
from app.web.moderate.blueprint import bp
from app.web.moderate.choosing import choices, chosen_list, queue_url, wanted
from app.web.moderate.notes import decided
from app.web.moderate.rows import rows

A_PAGE = 50


@bp.get("/")
def queue() -> str:
    """What waits; `state`, `statement`, `q`, `whose`, `warnings`, `country` and `after` choose otherwise."""
    session, asked = db.session(), wanted()
    found = queue_page(session, asked, after=request.args.get("after", ""), most=A_PAGE + 1)
    shown = found[:A_PAGE]
    return render_template(
        "moderate/queue.html",
        rows=rows(session, shown, by=g.moderator.id),
        total=queue_count(session, asked),
        oldest=oldest_waiting(session),
        choices=choices(asked),
        wanted=asked,
        chosen=chosen_list(),
        **_to_choose_from(session, asked),
        next_url=queue_url(after=shown[-1].public_id) if len(found) > A_PAGE else None,
        first_url=queue_url(after=None) if request.args.get("after") else None,
        given_up=outbox.number_given_up(session),
        done=decided(session),
        desk_nav=desk_nav("register" if asked.state is State.APPROVED else "queue"),
    )


def _to_choose_from(session: Session, asked: QueueFilter) -> dict[str, Any]:
    """What the fields of the page offer."""
    return {
        "statements": all_statements(session),
        "countries": country_choices(current_locale()),
        "reasons": [(one.code, reason_label(one)) for one in offered(session, Action.DECLINE)],
        "decidable": asked.state is State.PENDING,
        "states": STATES,
    }
