"""An outbox with mails in it, and a mail server to take them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.outbox.models import Message
from tests.factories import a_statement, an_endorsement
from tests.postbox import Postbox, open_postbox


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A mail server on loopback."""
    with open_postbox() as postbox:
        yield postbox


@pytest.fixture
def mailing_app(make_app: Callable[..., Flask], postbox: Postbox) -> Flask:
    """The application, with that postbox as its mail server."""
    return make_app(mail_url=f"smtp://127.0.0.1:{postbox.port}")


@pytest.fixture
def outbox(read: Any) -> Callable[[], list[Message]]:
    """`outbox()`: every message as it is at this moment, in the order in which they were queued."""

    def look() -> list[Message]:
        with read() as session:
            return list(session.scalars(sa.select(Message).order_by(Message.id)))

    return look


@pytest.fixture
def queue_mails(write: Any, outbox: Callable[[], list[Message]]) -> Callable[..., list[Message]]:
    """`queue_mails(3)` queues a mail *confirm* to each of three signatories, and returns the whole outbox."""

    def queue(number: int, **details: Any) -> list[Message]:
        with write() as session:
            statement = a_statement(session)
            for _ in range(number):
                an_endorsement(session, statement, state=State.UNCONFIRMED, **details)
        return outbox()

    return queue
