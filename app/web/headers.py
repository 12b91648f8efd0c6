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
SHARED = ("data.signatories",)  # what scripts of any page may read
PUBLIC_CACHE = "public, max-age=30, stale-while-revalidate=30"


def init_headers(app: Flask) -> None:
    """Put them on every answer, errors included."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers.update(EVERYWHERE)
    if current_app.config["HSTS"]:
        response.headers["Strict-Transport-Security"] = HSTS
    if request.endpoint in SHARED and response.status_code < 400:
        response.headers["Access-Control-Allow-Origin"] = "*"
    public = POLICY.get(request.endpoint or "") is Access.PUBLIC and response.status_code < 400
    if public:
        response.headers.setdefault("Cache-Control", PUBLIC_CACHE)  # files and stylesheets say their own
    else:
        response.headers["Cache-Control"] = "no-store"
    return response
