"""Every mail that there is, and what leads to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import amendments, decisions, merging, operations
from app.domain.endorsements import second_voice as second_voices
from app.domain.endorsements.details import EndorsementDetails
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.new_links import send_new_links
from app.domain.endorsements.states import Reason, State
from app.domain.events.operations import ADMINISTRATOR, SIGNATORY, Actor
from app.domain.invitations import operations as invitations
from app.domain.invitations.invitee import Letter
from app.domain.moderators.models import Role
from app.domain.outbox.models import MessageKind
from app.domain.outbox.operations import queue
from app.domain.statements.models import Statement
from tests.conftest import MORNING
from tests.factories import (
    a_moderator,
    a_statement,
    a_verdict,
    an_endorsement,
    an_invitation,
    some_details,
    some_moderator,
)
from tests.revisions import a_revision

AT = MORNING


def signed(session: Session, state: State = State.UNCONFIRMED, **details: Any) -> Endorsement:
    """An endorsement in that state, and with it the mails that led there."""
    statement = a_statement(session, at=AT, slug="archives", title="For open archives")
    details = {
        "organisation": "Ժուռնալիստների «Ասպարեզ» ակումբ",
        "email": "anahit@example.org",
        "website": "https://example.org",
    } | details
    return an_endorsement(session, statement, state=state, at=AT, **details)


def confirm(session: Session) -> None:
    signed(session)


def already(session: Session) -> None:
    statement = signed(session, State.PENDING).statement
    again = some_details(email="anahit@example.org")
    operations.endorse(session, statement, again, revision_seen=1, submission_id="again", locale="en", at=AT)


def already_listed(session: Session) -> None:
    statement = signed(session, State.APPROVED).statement
    again = some_details(email="anahit@example.org")
    operations.endorse(session, statement, again, revision_seen=1, submission_id="again", locale="en", at=AT)


def link(session: Session) -> None:
    signed(session, State.PENDING)
    send_new_links(session, "anahit@example.org", at=AT)


def approved(session: Session) -> None:
    signed(session, State.APPROVED)


def declined(session: Session) -> None:
    endorsement = signed(session, State.PENDING)
    note = "Please write to us from the address on your website.\n\nThen we shall gladly list you."
    verdict = a_verdict(session, endorsement, at=AT, reason=Reason.NO_AUTHORITY, note=note)
    decisions.decline(session, endorsement.public_id, verdict)


def declined_for_another_reason(session: Session) -> None:
    endorsement = signed(session, State.PENDING)
    decisions.decline(session, endorsement.public_id, a_verdict(session, endorsement, at=AT, reason=Reason.OTHER))


def withdrawn(session: Session) -> None:
    signed(session, State.WITHDRAWN)


def withdrawn_by_a_moderator(session: Session) -> None:
    endorsement = signed(session, State.APPROVED)
    verdict = a_verdict(session, endorsement, at=AT, reason=Reason.AT_ITS_REQUEST, note="As you wrote on Monday.")
    decisions.withdraw_for_signatory(session, endorsement.public_id, verdict)


def amended(session: Session) -> None:
    endorsement = signed(session, State.APPROVED, website="https://example.org")
    better = replace(endorsement.details, organisation="«Ասպարեզ» ակումբ", website="", country="GE", note="For you.")
    correct(session, endorsement, better)


def amended_before_it_is_listed(session: Session) -> None:
    endorsement = signed(session, State.PENDING)
    correct(session, endorsement, replace(endorsement.details, position="Chair", show_representative=True))


def correct(
    session: Session, endorsement: Endorsement, details: EndorsementDetails, *, by: Actor | None = None
) -> None:
    by = by or Actor.moderator(some_moderator(session).id)
    amendments.amend(session, endorsement.public_id, details, version=endorsement.version, by=by, at=AT)


def amendment_accepted(session: Session) -> None:
    endorsement = signed(session, State.APPROVED)
    correct(session, endorsement, replace(endorsement.details, organisation_latin="Asparez Club"), by=SIGNATORY)
    amendments.accept_amendment(session, endorsement.public_id, a_verdict(session, endorsement, at=AT))


def amendment_refused(session: Session) -> None:
    endorsement = signed(session, State.APPROVED)
    correct(session, endorsement, replace(endorsement.details, organisation="The Only Club"), by=SIGNATORY)
    amendments.refuse_amendment(session, endorsement.public_id, a_verdict(session, endorsement, at=AT))


def second_voice(session: Session) -> None:
    endorsement = signed(session, State.PENDING, website="https://example.org")
    moderator_id = a_moderator(session).id
    second_voices.ask(session, endorsement.public_id, "board@example.org", moderator_id=moderator_id, at=AT)


def merged(session: Session) -> None:
    """With one that was listed before."""
    gone = signed(session, State.PENDING)
    kept = an_endorsement(
        session, gone.statement, state=State.APPROVED, at=AT, organisation="Asparez Journalists’ Club"
    )
    merging.merge(session, gone.public_id, kept.public_id, a_verdict(session, gone, at=AT), other_version=kept.version)


def merged_with_one_that_waits(session: Session) -> None:
    kept = signed(session, State.PENDING)
    gone = an_endorsement(
        session, kept.statement, at=AT, organisation="Asparez Journalists’ Club", email="vahe@example.org"
    )
    merging.merge(session, gone.public_id, kept.public_id, a_verdict(session, gone, at=AT), other_version=kept.version)


def waiting(session: Session) -> None:
    a_moderator(session, email="lusine@example.org", password_hash="set")
    signed(session, State.PENDING)


def waiting_many(session: Session) -> None:
    waiting(session)
    for _ in range(2):
        an_endorsement(session, signed_statement(session), at=AT + timedelta(hours=1))


def signed_statement(session: Session) -> Any:
    return session.scalars(sa.select(Endorsement)).first().statement  # type: ignore[union-attr]


def invitation(session: Session, role: Role = Role.MODERATOR) -> None:
    moderator = a_moderator(session, email="lusine@example.org", role=role)
    queue(session, MessageKind.INVITATION, moderator.email, locale="en", at=AT, moderator_id=moderator.id, version=1)


def invitation_of_an_editor(session: Session) -> None:
    invitation(session, Role.EDITOR)


def asked(session: Session, *, delivered: bool = False, **letter: str) -> Statement:
    statement = a_statement(
        session, at=AT, slug="archives", title="For open archives", closes_at=AT + timedelta(days=30)
    )
    an_invitation(
        session,
        statement,
        at=AT,
        organisation="Ժուռնալիստների «Ասպարեզ» ակումբ",
        email="anahit@example.org",
        contact="Anahit Grigoryan",
        letter=Letter(**letter),
        delivered=delivered,
    )
    return statement


def asked_in_own_words(session: Session) -> None:
    asked(session, subject="Your voice is missing", note="We met in Yerevan.\n\nIt would mean much to us.")


def reminder(session: Session) -> None:
    statement = asked(session, delivered=True, subject="Your voice is missing")
    invitations.remind(session, statement, by=ADMINISTRATOR, at=AT)


def revised(session: Session) -> None:
    signed(session, State.APPROVED)
    a_revision(session, "archives", title="For open archives", note="The deadline is now the end of March.", at=AT)


def revised_before_it_is_listed(session: Session) -> None:
    signed(session, State.PENDING)
    a_revision(session, "archives", title="For open archives", note="The deadline is now the end of March.", at=AT)


CASES: list[Callable[[Session], Any]] = [
    confirm,
    already,
    already_listed,
    link,
    approved,
    declined,
    declined_for_another_reason,
    withdrawn,
    withdrawn_by_a_moderator,
    merged,
    merged_with_one_that_waits,
    amended,
    amended_before_it_is_listed,
    amendment_accepted,
    amendment_refused,
    second_voice,
    waiting,
    waiting_many,
    invitation,
    invitation_of_an_editor,
    asked,
    asked_in_own_words,
    reminder,
    revised,
    revised_before_it_is_listed,
]
