"""What browsers, robots and monitors ask for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import cache

import sqlalchemy as sa
from flask import Response, abort, current_app, render_template, url_for

from app.domain.statements.queries import published_slugs
from app.extensions import db
from app.web.caching import Kept, answer, as_kept
from app.web.site.blueprint import bp
from app.web.templating import stylesheet as whole_stylesheet
from app.web.work import now

FOR_EVER = "public, max-age=31536000, immutable"
TEXT = "text/plain; charset=utf-8"
MOST_IN_SITEMAP = 10_000
SECURITY_KEPT = timedelta(days=180)
CLOSED_TO_ROBOTS = ("/moderation", "/sign-in", "/sign-out", "/account", "/mailbox", "/*/endorsements/")


@bp.get("/style.<digest>.css")
def stylesheet(digest: str) -> Response:
    """The one stylesheet; its name changes with its content."""
    current, kept = _stylesheet(str(current_app.static_folder))
    if digest != current:
        abort(404)
    response = answer(kept, kind="text/css; charset=utf-8")
    response.headers["Cache-Control"] = FOR_EVER
    return response


@bp.get("/robots.txt")
def robots() -> Response:
    """What robots need not see; they find everything else by the site map."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS), f"Sitemap: {_absolute('sitemap')}"]
    return answer(as_kept(("\n".join(lines) + "\n").encode()), kind=TEXT)


@bp.get("/.well-known/security.txt")
def security() -> Response:
    """Whom to tell about a weakness (RFC 9116)."""
    contact = parseaddr(current_app.config["MAIL_FROM"])[1]
    expires = datetime.combine((now() + SECURITY_KEPT).date(), datetime.min.time(), UTC)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(current_app.config['LOCALES'])}",
        f"Canonical: {_absolute('security')}",
    ]
    return answer(as_kept(("\n".join(lines) + "\n").encode()), kind=TEXT)


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page that is for everybody, in every language."""
    base, locales = current_app.config["BASE_URL"], current_app.config["LOCALES"]
    paths = [url_for("statement.index", locale=locale) for locale in locales]
    for slug in published_slugs(db.session(), most=MOST_IN_SITEMAP // len(locales)):
        paths += [url_for("statement.show", locale=locale, slug=slug) for locale in locales]
    body = render_template("site/sitemap.xml", addresses=[base + path for path in paths])
    return answer(as_kept(body.encode()), kind="application/xml; charset=utf-8")


@bp.get("/healthz")
def health() -> Response:
    """Whether this worker answers and its database does; 503 otherwise (app/web/errors.py)."""
    db.session.execute(sa.select(sa.literal(1)))
    return Response("ok\n", headers={"Content-Type": TEXT, "Cache-Control": "no-store"})


def _absolute(page: str) -> str:
    return str(current_app.config["BASE_URL"]) + url_for(f"site.{page}")


@cache
def _stylesheet(static_folder: str) -> tuple[str, Kept]:
    digest, content = whole_stylesheet(static_folder)
    return digest, as_kept(content)
