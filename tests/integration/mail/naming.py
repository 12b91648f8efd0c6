"""How the tests of the mail call a moment and a message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.domain.outbox.models import Message

NOW = datetime.now(UTC) + timedelta(days=1)  # whatever a test queues is due, however long the tests run


def ids(messages: list[Message]) -> list[str]:
    """The Message-ID of each."""
    return [f"<{message.public_id}@sign.example.org>" for message in messages]
