"""What stands before every view: who may come in, and that a form was really ours."""

from __future__ import annotations

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from app.domain.moderators.models import Role
from app.extensions import csrf
from app.web.policy import LARGE_BODIES, POLICY, Access
from app.web.sessions import signed_in_moderator
from app.web.shape import refuse_broken_request

A_CHUNK = 500_000  # bytes of a body with a file in it that are in memory at a time
LONG_FORMS = ("moderate.review", "moderate.decide_many")  # of whoever is signed in: two hundred rows and a note
SAFE = ("GET", "HEAD", "OPTIONS")


def init_guards(app: Flask) -> None:
    """Closed by default: nothing is reached that the policy table does not open."""
    app.before_request(refuse_broken_request)
    app.before_request(_guard)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # no such page; the 404 follows
    access = POLICY[request.endpoint]
    changes = request.method not in SAFE
    if changes and request.headers.get("Sec-Fetch-Site") == "cross-site":
        abort(403)
    if access in (Access.MODERATOR, Access.EDITOR):
        g.moderator = signed_in_moderator()
        if g.moderator is None:
            if changes:
                abort(403)
            return redirect(url_for("sign_in.sign_in", next=request.full_path.rstrip("?")), 303)
        if access is Access.EDITOR and g.moderator.role != Role.EDITOR:
            abort(403)
        if _lacks_factor():
            return redirect(url_for("sign_in.factor"), 303)
        if request.endpoint in LARGE_BODIES:  # only now that we know who sends it
            request.max_content_length = LARGE_BODIES[request.endpoint]
            request.max_form_memory_size = A_CHUNK
    if request.endpoint in LONG_FORMS:
        request.max_form_memory_size = current_app.config["MAX_CONTENT_LENGTH"]
    if changes and access is not Access.KEEPS_INPUT:
        csrf.protect()
    return None


def _lacks_factor() -> bool:
    """Where the site requires a second factor, an account without one can do nothing but set it up."""
    required = current_app.config["SECOND_FACTOR"] == "required"
    return required and not g.moderator.has_factor and request.endpoint not in ("sign_in.factor", "sign_in.sign_out")
