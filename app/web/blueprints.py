"""The journeys, each a blueprint of its own."""

from __future__ import annotations

from flask import Flask

from app.web import endorse, moderate, sign_in, site, statement


def register(app: Flask) -> None:
    """Bind them all; the mailbox exists in development only."""
    for journey in (statement, endorse, moderate, sign_in, site):
        app.register_blueprint(journey.bp)
    if app.config["DEVELOPMENT"]:
        app.register_blueprint(site.mailbox.bp)
