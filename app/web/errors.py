"""Error pages: kind words, the right status, nothing of the inside."""

from __future__ import annotations

import secrets

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from app.domain.errors import NotFound, Overloaded, RateLimited
from app.gate import GateBusy

Answer = tuple[str, int, dict[str, str]]
PAGES = (400, 403, 404, 405, 409, 413, 429, 500, 503)
TRY_AGAIN_AFTER = 10  # seconds, when the database has no turn for us


def init_errors(app: Flask) -> None:
    """One page for every status that can happen."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _http_error)
    app.register_error_handler(SecurityError, _other_host)
    app.register_error_handler(NotFound, lambda error: _page(404))
    app.register_error_handler(RateLimited, lambda error: _page(429, retry_after=error.seconds))
    app.register_error_handler(GateBusy, _unavailable)
    app.register_error_handler(Overloaded, _unavailable)
    app.register_error_handler(OperationalError, _unavailable)
    app.register_error_handler(InternalServerError, _unexpected)


def _http_error(error: HTTPException) -> Answer:
    status = error.code or 500
    if status < 400:
        return error.get_response()  # type: ignore[return-value]  # a redirect that the routing asks for
    page = status if status in PAGES else (400 if status < 500 else 500)
    body, _, headers = _page(page)
    allow = error.get_response().headers.get("Allow")
    return body, status, headers | ({"Allow": allow} if allow else {})


def _other_host(_error: SecurityError) -> Answer:
    """Asked for by a name that is not this site's: no page, because no address can be made for one."""
    return _("This site has another name.") + "\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _unavailable(error: Exception) -> Answer:
    """The database cannot be written or read at this moment: nothing was changed, trying again is safe."""
    current_app.logger.error("database unavailable: %s", type(getattr(error, "orig", error)).__name__)
    return _page(503, retry_after=TRY_AGAIN_AFTER)


def _unexpected(error: InternalServerError) -> Answer:
    """What nobody foresaw; the reference ties the page to the log."""
    reference = secrets.token_hex(4)
    current_app.logger.error("reference %s: %s %s", reference, request.method, request.endpoint)
    return _page(500, reference=reference)


def _page(status: int, *, retry_after: int | None = None, reference: str | None = None) -> Answer:
    body = render_template(f"errors/{status}.html", retry_after=retry_after, reference=reference)
    return body, status, {"Retry-After": str(retry_after)} if retry_after else {}
