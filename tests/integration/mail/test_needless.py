"""A mail that is no longer true, or that a newer one has replaced, is not written."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.endorsements import decisions, operations
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import Reason, State
from app.domain.moderators.models import Moderator
from app.domain.outbox.models import Message
from app.extensions import READER, db
from app.mail.compose import compose
from tests.factories import a_verdict, some_details
from tests.integration.mail.cases import AT, invitation, signed, waiting


def composed(app: Flask) -> list[tuple[str, bool]]:
    """The kind of every message in the outbox, and whether it still says something."""
    with app.app_context(), Session(db.engines[READER]) as session:
        messages = session.scalars(sa.select(Message).order_by(Message.id)).all()
        return [(message.kind, compose(message, session) is not None) for message in messages]


def test_who_endorses_again_before_the_mail_left_gets_the_newer_mail_only(app: Flask, write: Any) -> None:
    with write() as session:
        statement = signed(session).statement
        again = some_details(email="anahit@example.org")
        operations.endorse(session, statement, again, revision_seen=1, submission_id="again", locale="en", at=AT)
    assert composed(app) == [("confirm", False), ("confirm", True)]


def test_a_link_leads_to_the_details_as_they_are_when_the_mail_leaves(app: Flask, write: Any) -> None:
    with write() as session:
        endorsement = signed(session)
        endorsement.note = "changed by a moderator, before the mail left"
    assert composed(app) == [("confirm", True)]


def test_what_is_no_longer_true_is_not_written(app: Flask, write: Any) -> None:
    with write() as session:
        endorsement = signed(session, State.APPROVED)
        verdict = a_verdict(session, endorsement, at=AT, reason=Reason.MISTAKE)
        decisions.reconsider(session, endorsement.public_id, verdict)
    assert composed(app) == [("confirm", False), ("approved", False)]


def test_moderators_are_not_called_when_nothing_waits_any_more(app: Flask, write: Any) -> None:
    with write() as session:
        waiting(session)
        endorsement = session.scalars(sa.select(Endorsement)).one()
    assert composed(app) == [("confirm", False), ("waiting", True)]
    with write() as session:
        operations.withdraw(session, endorsement.public_id, at=AT)
    assert composed(app)[1] == ("waiting", False)


def test_an_invitation_that_was_used_or_taken_back_is_not_sent(app: Flask, write: Any) -> None:
    with write() as session:
        invitation(session)
    assert composed(app) == [("invitation", True)]
    with write() as session:
        session.scalars(sa.select(Moderator)).one().link_version += 1
    assert composed(app) == [("invitation", False)]


def test_nobody_writes_to_a_moderator_who_has_left(app: Flask, write: Any) -> None:
    with write() as session:
        waiting(session)
        session.scalars(sa.select(Moderator)).first().retired_at = AT  # type: ignore[union-attr]
    assert composed(app)[-1] == ("waiting", False)
