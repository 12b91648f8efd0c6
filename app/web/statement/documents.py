"""The statement as a document, and as the picture of a shared link: files that were made before (app/documents)."""

from __future__ import annotations

from hashlib import sha256

from flask import render_template, send_file
from werkzeug.wrappers import Response

from app.documents.able import can_make_documents
from app.documents.kept import PDF, PNG
from app.documents.tidying import the_shelf
from app.domain.statements.snapshot import snapshot
from app.extensions import db
from app.web.statement.blueprint import bp
from app.web.work import now

TYPES = {PDF: "application/pdf", PNG: "image/png"}
TRY_AGAIN_AFTER = 10  # seconds
Answer = Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.get("/statements/<slug>/<locale:locale>.pdf")
def document(slug: str, locale: str) -> Answer:
    """Statement and register as a PDF; while the newest is being made, the last one that is still true."""
    return _file(slug, locale, PDF)


@bp.get("/statements/<slug>/<locale:locale>.png")
def picture(slug: str, locale: str) -> Answer:
    """What those show who share the address of the statement: its title and its number, 1200 × 630."""
    return _file(slug, locale, PNG)


def _file(slug: str, locale: str, kind: str) -> Answer:
    seen = snapshot(db.session(), slug, at=now())
    kept = the_shelf().to_show(db.session(), seen.version, locale, kind)
    if kept is not None:
        try:
            response = send_file(
                kept.path,
                TYPES[kind],
                download_name=f"{slug}-{locale}.{kind}",
                etag=sha256(kept.path.name.encode()).hexdigest()[:32],
                last_modified=kept.made_at,
                conditional=True,
            )
            for name in ("Cache-Control", "Expires"):  # headers.py says for how long
                response.headers.pop(name, None)
            response.headers["Content-Language"] = locale
            return response
        except FileNotFoundError:
            pass  # in this very moment a newer one took its place, or it had to go
    if not can_make_documents():
        return render_template("statement/no_document.html", slug=slug, why="unable"), 404
    page = render_template("statement/no_document.html", slug=slug, why="soon")
    return page, 503, {"Retry-After": str(TRY_AGAIN_AFTER)}
