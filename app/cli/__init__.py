"""Commands, nouns then verbs: each says what it did in one line and fails loudly."""

from __future__ import annotations

from flask import Flask

from app.cli import backup, mail, moderator, retention, serve, statement


def register(app: Flask) -> None:
    """Bind every command."""
    for command in (
        backup.backup,
        mail.mail,
        moderator.moderator,
        retention.retention,
        serve.serve,
        statement.statement,
    ):
        app.cli.add_command(command)
