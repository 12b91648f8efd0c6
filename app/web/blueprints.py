"""The journeys, each a blueprint of its own."""

from __future__ import annotations

from flask import Flask

from app.web.data import bp as data
from app.web.deliver import bp as deliver
from app.web.edit import bp as edit
from app.web.endorse import bp as endorse
from app.web.imports import bp as imports
from app.web.invite import bp as invite
from app.web.ledger import bp as ledger
from app.web.moderate import bp as moderate
from app.web.sign_in import bp as sign_in
from app.web.site import bp as site
from app.web.site.mailbox import bp as mailbox
from app.web.statement import bp as statement


def register(app: Flask) -> None:
    """Bind them all; the mailbox exists in development only."""
    for journey in (statement, data, endorse, moderate, edit, imports, deliver, invite, ledger, sign_in, site):
        app.register_blueprint(journey)
    if app.config["DEVELOPMENT"]:
        app.register_blueprint(mailbox)
