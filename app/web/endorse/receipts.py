"""The receipts of a signatory's endorsement, to take away."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort

from app.domain.endorsements.models import Endorsement
from app.domain.ledger.queries import known_keys
from app.extensions import db
from app.mail.compose import speaking
from app.mail.receipts import sheet, sheet_name
from app.signing.receipts import File, Waiting, receipts_of
from app.web.endorse import links
from app.web.endorse.blueprint import bp


def of(endorsement: Endorsement) -> Sequence[File] | None:
    """What the own page offers: none yet where no head covers the entry, None where there is nothing to wait for."""
    found = receipts_of(db.session(), endorsement.id)
    if isinstance(found, Waiting):
        return () if found is Waiting.NOT_SIGNED else None
    return found


@bp.get("/<locale:locale>/endorsements/<link>/receipts/<int:leaf>/<any(receipt,sheet):kind>")
def receipt(locale: str, link: str, leaf: int, kind: str) -> Response:
    """One receipt, or the sheet beside it, as a file."""
    endorsement = links.managed(link)
    found = next((one for one in of(endorsement) or () if one.receipt.index == leaf), None)
    if found is None:
        abort(404)
    if kind == "sheet":
        with speaking(locale):
            content, name = sheet(found, endorsement, known_keys(db.session()), locale), sheet_name(found)
    else:
        content, name = found.content, found.name
    response = Response(content.encode(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
