"""The ledger as C2SP tlog-tiles: heads, tiles and entries, as far as a signed head covers them."""

from __future__ import annotations

from flask import Response, abort, request

from app.domain.ledger.policy import written
from app.domain.ledger.queries import entries, known_keys, newest_head, signed_size
from app.domain.ledger.strict import Malformed
from app.domain.ledger.tiles import bundle, tile_at
from app.extensions import db
from app.signing import witnesses
from app.signing.ledger import tree
from app.web.ledger.blueprint import bp

TEXT = "text/plain; charset=utf-8"
SOON = "public, max-age=5"
FOR_EVER = "public, max-age=31536000, immutable"


@bp.get("/ledger/checkpoint")
def checkpoint() -> Response:
    """The newest signed head, with the signatures of those who saw it."""
    note = newest_head(db.session())
    if note is None:
        abort(404)
    return _file(str(note).encode(), TEXT, SOON)


@bp.get("/ledger/tile/<path:path>")
def tile(path: str) -> Response:
    """Hashes of the tree, or entries; the same for ever."""
    try:
        wanted = tile_at(path)
    except Malformed:
        abort(404)
    session = db.session()
    if not wanted.is_in(signed_size(session)):
        abort(404)
    if wanted.level is None:
        content = bundle(entries(session, wanted.first, wanted.first + wanted.width))
    else:
        with tree() as hashes:
            content = b"".join(hashes.tile(wanted.level, wanted.number, wanted.width))
    return _file(content, "application/octet-stream", FOR_EVER)


@bp.get("/ledger/vkey")
def vkey() -> Response:
    """The public key of the ledger; below it, where it was changed, those before."""
    keys = known_keys(db.session())
    if not keys:
        abort(404)
    return _file("".join(f"{one.vkey}\n" for one in keys).encode(), TEXT, SOON)


@bp.get("/ledger/policy")
def policy() -> Response:
    """Whom to believe, as a file for verifiers (C2SP tlog-policy). Keep it: one fetched later says what it likes."""
    keys = known_keys(db.session())
    if not keys:
        abort(404)
    return _file(written(keys, witnesses.configured()).encode(), TEXT, SOON)


def _file(content: bytes, kind: str, cache: str) -> Response:
    response = Response(content, content_type=kind)
    response.headers["Cache-Control"] = cache
    response.add_etag()
    response.make_conditional(request.environ)
    return response
