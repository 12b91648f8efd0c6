"""The unit of work of a request that changes something: one commit, then the mail leaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.database import truncate_journal, writing
from app.documents.tidying import tidy
from app.extensions import db
from app.gate import GateBusy
from app.mail.delivery import deliver_soon
from app.signing.ledger import sign_if_needed


def now() -> datetime:
    """This moment, aware, in UTC: the only clock of the web."""
    return datetime.now(UTC)


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """A session to pass to one operation. State, event and message are committed together, or nothing is.

    After the commit a head over the ledger's new leaves is signed, where this process has the key, the mail is on its
    way without anybody waiting for it, and `db.session` reads what is new.
    """
    db.session.rollback()
    with writing() as session:
        yield session
    db.session.rollback()  # what was read inside, such as an id of a row, was read of the time before
    sign_if_needed(current_app._get_current_object())  # type: ignore[attr-defined]  # a LocalProxy
    deliver_soon(current_app._get_current_object())  # type: ignore[attr-defined]  # a LocalProxy


def leave_no_trace() -> None:
    """After an erasure: the name may be in documents that are kept, and in SQLite's journal until that is emptied.

    Where others keep the journal in use it stays there until `flask retention run` comes by.
    """
    db.session.rollback()
    tidy()
    try:
        emptied = truncate_journal()
    except GateBusy:
        emptied = False
    if not emptied:
        current_app.logger.warning("the journal could not be emptied after an erasure")
