"""The deliveries of a statement, one more of them, and their files."""

from __future__ import annotations

from typing import NamedTuple

from flask import redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from app.documents.able import can_make_documents
from app.documents.tidying import the_shelf
from app.domain.deliveries.models import Delivery
from app.domain.deliveries.operations import deliver
from app.domain.deliveries.queries import by_public_id, deliveries_of, to_be_forgotten
from app.domain.errors import NotFound
from app.domain.events.operations import Actor
from app.domain.moderators.queries import names
from app.domain.statements.queries import current_revision, published
from app.extensions import db
from app.web.deliver.blueprint import bp
from app.web.desk import desk_nav
from app.web.forms import Form
from app.web.sessions import still_in
from app.web.work import now, unit_of_work

Page = str | Response | tuple[str, int]


class Row(NamedTuple):
    """A delivery, who asked for it, and whether its file is there."""

    delivery: Delivery
    who: str
    is_there: bool


@bp.route("/", methods=["GET", "POST"])
def index(slug: str) -> Page:
    """What was delivered, and the button that delivers the present moment."""
    statement = published(db.session(), slug)
    form = Form()
    if form.validate_on_submit() and can_make_documents():
        with unit_of_work() as session:
            deliver(session, slug, by=Actor.moderator(still_in(session).id), at=now())
        return redirect(url_for("deliver.index", slug=slug), 303)
    rows = _rows(statement.id)
    page = render_template(
        "deliver/index.html",
        statement=statement,
        text=current_revision(db.session(), statement.id).text_in(statement.language),
        form=form,
        rows=rows,
        waits=any(not row.delivery.is_made for row in rows),
        desk_nav=desk_nav("statements"),
    )
    return page, 400 if form.is_submitted() else 200


@bp.get("/<public_id>.zip")
def pack(slug: str, public_id: str) -> Response:
    """The file, byte for byte as it was made. Raises NotFound where it is gone, or not made yet."""
    delivery = by_public_id(db.session(), public_id)
    path = the_shelf().pack(public_id)
    if delivery.statement.slug != slug or not _is_there(delivery, to_be_forgotten(db.session())):
        raise NotFound(public_id)
    try:
        name = f"{slug}-{delivery.frozen_at:%Y-%m-%d}.zip"
        return send_file(path, "application/zip", as_attachment=True, download_name=name, etag=str(delivery.sha256))
    except FileNotFoundError:  # removed in this very moment
        raise NotFound(public_id) from None


def _rows(statement_id: int) -> list[Row]:
    found = deliveries_of(db.session(), statement_id)
    who, forgotten = names(db.session()), to_be_forgotten(db.session())
    return [Row(one, who.get(one.moderator_id, ""), _is_there(one, forgotten)) for one in found]


def _is_there(delivery: Delivery, forgotten: set[str]) -> bool:
    return delivery.is_made and delivery.public_id not in forgotten and the_shelf().pack(delivery.public_id).exists()
