"""The exact headers of every answer (SECURITY: CSP and companions, caching by policy)."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from app.web.policy import POLICY, Access

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=63072000; includeSubDomains"
# What scripts of any page may read.
SHARED = (
    "data.signatories",
    "ledger.checkpoint",
    "ledger.policy",
    "ledger.tile",
    "ledger.vkey",
    "statement.revisions_data",
    "statement.text",
)
FRAMED = ("data.embed",)  # what other people's pages may show in a frame, and
FRAMING = ("statement.share",)  # what shows it in a frame itself
PUBLIC_CACHE = "public, max-age=30, stale-while-revalidate=30"


def init_headers(app: Flask) -> None:
    """Put them on every answer, errors included."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers.update(EVERYWHERE)
    if response.status_code < 400:
        _open_up(response)
    if current_app.config["HSTS"]:
        response.headers["Strict-Transport-Security"] = HSTS
    public = POLICY.get(request.endpoint or "") is Access.PUBLIC and response.status_code < 400
    if public:
        response.headers.setdefault("Cache-Control", PUBLIC_CACHE)  # files and stylesheets say their own
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def _open_up(response: Response) -> None:
    """The few answers that other people's pages may read or show."""
    if request.endpoint in SHARED:
        response.headers["Access-Control-Allow-Origin"] = "*"
    elif request.endpoint in FRAMED:
        response.headers["Content-Security-Policy"] = framed_policy(current_app.config["EMBED_ORIGINS"])
        del response.headers["X-Frame-Options"]  # it knows no list of origins
    elif request.endpoint in FRAMING:
        response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"


def framed_policy(origins: tuple[str, ...]) -> str:
    """The policy of a page without a form that these origins may frame; the site itself always may, to show it."""
    ancestors = "*" if origins == ("*",) else " ".join(("'self'", *(one for one in origins if one != "none")))
    policy = CONTENT_SECURITY_POLICY.replace("form-action 'self'", "form-action 'none'")
    return policy.replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}")
