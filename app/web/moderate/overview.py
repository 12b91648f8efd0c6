"""The overview: how much waits and since when, who decided what lately, how the registers grew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, request

from app.domain.endorsements.overview import Standing, decided_since, number_with_warnings, standings
from app.domain.moderators.queries import names
from app.domain.statements.models import Statement
from app.domain.statements.queries import all_statements
from app.extensions import db
from app.signing.ledger import head_file
from app.web import waiting
from app.web.desk import desk_nav
from app.web.locale import current_locale
from app.web.moderate.blueprint import bp
from app.web.numbers import numbers
from app.web.work import now

LATELY = timedelta(days=7)
_NOTHING = Standing(0, None, 0, 0)


@dataclass(frozen=True)
class Row:
    """A statement, by the title of its newest revision, and how it stands."""

    statement: Statement
    title: str
    language: str
    standing: Standing


@bp.get("/overview")
def overview() -> str:
    """Everything in numbers; `statement` chooses the one that the pictures are of."""
    session = db.session()
    statements, found = all_statements(session), standings(session)
    chosen = next((one for one in statements if one.slug == request.args.get("statement")), None)
    rows = [_row(one, found.get(one.id, _NOTHING)) for one in statements]
    return render_template(
        "moderate/overview.html",
        rows=rows,
        waiting=sum(row.standing.waiting for row in rows),
        oldest=min((row.standing.oldest for row in rows if row.standing.oldest), default=None),
        since=waiting.since,
        warned=number_with_warnings(session),
        usual=waiting.typical(),
        decided=decided_since(session, now() - LATELY),
        lately=LATELY,
        unsigned=head_file().alarm(),
        who=names(session),
        chosen=chosen,
        found=numbers(session, chosen.id if chosen else None, current_locale()),
        desk_nav=desk_nav("overview"),
    )


def _row(statement: Statement, standing: Standing) -> Row:
    text = statement.revisions[-1].texts[0]
    return Row(statement, text.title, text.language, standing)
