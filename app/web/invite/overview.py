"""What came of the invitations to one statement: numbers, everybody, one reminder, and taking one back."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.errors import StatementClosed
from app.domain.invitations import answers, operations
from app.domain.invitations.queries import Standing, invitations, numbers, standing
from app.domain.statements.queries import by_slug
from app.extensions import db
from app.keyed import for_invitations
from app.web.desk import desk_nav
from app.web.invite.blueprint import bp
from app.web.invite.opening import editor
from app.web.invite.words import STANDING_MARKS, STANDINGS
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]
A_PAGE = 100


@bp.get("/moderation/invitations/statements/<slug>")
def overview(slug: str) -> Page:
    """Numbers and everybody, some at a time."""
    return _page(slug)


@bp.post("/moderation/invitations/statements/<slug>/remind")
def remind(slug: str) -> Page:
    """Remind those who did not answer, or one of them; nobody twice."""
    try:
        with unit_of_work() as session:
            by, statement, at = editor(session), by_slug(session, slug), now()
            answers.look_for_answers(session, statement.id, keyed=for_invitations, at=at)
            only = request.form.get("invitation")
            number = operations.remind(session, statement, by=by, at=at, only=only)
    except StatementClosed:
        return _page(slug, closed=True)
    return redirect(url_for("invite.overview", slug=slug, done="reminded", number=number), 303)


@bp.post("/moderation/invitations/statements/<slug>/withdraw")
def withdraw(slug: str) -> Response:
    """Take one invitation back; twice does no harm."""
    with unit_of_work() as session:
        by = editor(session)
        operations.withdraw(session, request.form.get("invitation", ""), by=by, at=now())
    return redirect(url_for("invite.overview", slug=slug, done="withdrawn"), 303)


def _page(slug: str, *, closed: bool = False) -> Page:
    session = db.session()
    statement = by_slug(session, slug)
    found = numbers(session, statement.id)
    view = request.args.get("view", "")
    stands = Standing(view) if view in list(Standing) else None
    total = found.by_standing[stands] if stands else found.invited
    pages = max(1, -(-total // A_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    some = invitations(session, statement.id, stands=stands, most=A_PAGE, skip=(page - 1) * A_PAGE)
    shown = render_template(
        "invite/overview.html",
        statement=statement,
        title=statement.revisions[-1].texts[0].title,
        numbers=found,
        rows=[(one, standing(one)) for one in some],
        view=stands or "",
        page=page,
        pages=pages,
        standings=STANDINGS,
        marks=STANDING_MARKS,
        is_open=statement.accepts(now()),
        closed=closed,
        done=request.args.get("done", ""),
        number=request.args.get("number", 0, type=int),
        desk_nav=desk_nav("invitations"),
    )
    return (shown, 409) if closed else shown
