"""Commands, nouns then verbs: each says what it did in one line and fails loudly."""

from __future__ import annotations

from flask import Flask

from app.cli.backup import backup
from app.cli.documents import documents
from app.cli.duplicates import duplicates
from app.cli.evidence import evidence
from app.cli.invitation import invitation
from app.cli.ledger import ledger
from app.cli.mail import mail
from app.cli.moderator import moderator
from app.cli.retention import retention
from app.cli.serve import serve
from app.cli.signatories import signatories
from app.cli.statement_times import statement


def register(app: Flask) -> None:
    """Bind every command."""
    nouns = (
        backup,
        documents,
        duplicates,
        evidence,
        invitation,
        ledger,
        mail,
        moderator,
        retention,
        serve,
        signatories,
        statement,
    )
    for command in nouns:
        app.cli.add_command(command)
