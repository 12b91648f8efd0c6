"""What commands that stay have in common: when to end, and what was planned for a moment."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event

from flask import Flask
from sqlalchemy.orm import Session

from app.database import writing
from app.domain.statements import schedule
from app.extensions import READER, db


def told_to_end() -> Event:
    """Set by SIGTERM or Ctrl-C; what is being done at that moment is finished first."""
    ended = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
    return ended


def publish_what_is_due() -> Sequence[str]:
    """Publish what was planned for now or before; the slugs. Who else does the same at this moment finds it done.

    A reader is asked first, so that nobody waits for a turn to write in order to learn that there is nothing to do.
    """
    if seconds_to_next(longest=1.0) > 0:
        return ()
    with writing() as session:
        return schedule.publish_due(session, at=datetime.now(UTC))


def seconds_to_next(*, longest: float) -> float:
    """How long until the next planned publication, from 0 to `longest`."""
    with Session(db.engines[READER]) as session:
        due = schedule.next_publication(session)
    if due is None:
        return longest
    return min(longest, max(0.0, (due - datetime.now(UTC)).total_seconds()))


def watch_plans(app: Flask, ended: Event, *, every: float) -> float:
    """One look of somebody who stays and outlives a database that is busy or away; the seconds until the next look."""
    try:
        for slug in publish_what_is_due():
            app.logger.warning("statement %s was published as planned", slug)
        return 0.0 if ended.is_set() else max(0.1, seconds_to_next(longest=every))
    except Exception as error:
        app.logger.error("planned statements were not published: %s", type(error).__name__)
        return every
