"""Asking those who signed an earlier text, and taking their answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.askings import Asking, Standing
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.operations import list_founder
from app.domain.endorsements.rebinding import number_to_ask, stand_by, stay
from app.domain.endorsements.states import State
from app.domain.errors import (
    NotFound,
    ReasonRequired,
    RebindingRefused,
    RevisionChanged,
    StatementRefused,
    TransitionRefused,
)
from app.domain.events.models import Event
from app.domain.events.operations import ADMINISTRATOR, SIGNATORY, Actor
from app.domain.outbox.models import Message, MessageKind
from app.domain.outbox.operations import may_be_mailed
from app.domain.statements.draft import Founder
from app.domain.statements.models import RevisionKind, Statement
from app.domain.text import InvalidText
from tests.factories import a_moderator, a_statement, an_endorsement
from tests.revisions import a_revision

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
LATER = MORNING + timedelta(days=2)


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=MORNING, slug="archives")


@pytest.fixture
def listed(session: Session, statement: Statement) -> Endorsement:
    return an_endorsement(session, statement, state=State.APPROVED, at=MORNING, locale="hy")


@pytest.fixture
def founder(session: Session, statement: Statement) -> Endorsement:
    one = Founder(name="Zeppelin", country="AM", agreed="by letter")
    list_founder(session, statement, one, place=0, locale="en", by=ADMINISTRATOR, at=MORNING)
    return session.scalars(sa.select(Endorsement).where(Endorsement.agreed.is_not(None))).one()


def mails(session: Session) -> list[Message]:
    wanted = sa.select(Message).where(Message.kind == MessageKind.REVISED).order_by(Message.id)
    return list(session.scalars(wanted))


def tags(session: Session, endorsement: Endorsement) -> list[str]:
    wanted = sa.select(Event.tag).where(Event.endorsement_id == endorsement.id).order_by(Event.id)
    return [tag.removeprefix("endorsement:") for tag in session.scalars(wanted)]


class TestAsking:
    def test_the_register_and_who_waits_confirmed_are_asked(self, session: Session, statement: Statement) -> None:
        found = {state: an_endorsement(session, statement, state=state, at=MORNING) for state in State}
        assert number_to_ask(session, statement.id) == 2
        a_revision(session, "archives", at=LATER)
        asked = [found[State.PENDING], found[State.APPROVED]]
        assert [mail.endorsement_id for mail in mails(session)] == [one.id for one in asked]
        assert {(one.endorsement_id, one.asked_at, one.answer) for one in session.scalars(sa.select(Asking))} == {
            (one.id, LATER, None) for one in asked
        }

    def test_each_in_its_language_about_that_revision(self, session: Session, listed: Endorsement) -> None:
        a_revision(session, "archives", at=LATER)
        (mail,) = mails(session)
        assert (mail.recipient, mail.locale, mail.about, mail.version) == (listed.email, "hy", "2", listed.version)

    def test_nobody_is_asked_about_a_correction(self, session: Session, listed: Endorsement) -> None:
        a_revision(session, "archives", kind=RevisionKind.CORRECTION, at=LATER)
        assert mails(session) == []
        assert listed.revision.number == 1

    def test_whoever_has_no_address_is_not_asked(self, session: Session, founder: Endorsement) -> None:
        a_revision(session, "archives", at=LATER)
        assert mails(session) == []

    def test_hundreds_are_asked_in_few_statements(self, session: Session, statement: Statement) -> None:
        for _ in range(40):
            an_endorsement(session, statement, state=State.APPROVED, at=MORNING)
        statements: list[str] = []
        note = lambda _c, _cursor, sql, *_: statements.append(sql)  # noqa: E731  # one listener
        sa.event.listen(session.get_bind(), "before_cursor_execute", note)
        a_revision(session, "archives", at=LATER)
        sa.event.remove(session.get_bind(), "before_cursor_execute", note)
        assert len(mails(session)) == 40
        assert len(statements) < 20

    def test_strangers_do_not_use_up_these_mails_nor_they_theirs(self, session: Session, listed: Endorsement) -> None:
        for _ in range(5):
            a_revision(session, "archives", at=LATER)
        assert len(mails(session)) == 5
        assert may_be_mailed(session, listed.email or "", at=LATER)

    def test_what_was_done_is_one_event(self, session: Session, listed: Endorsement) -> None:
        a_revision(session, "archives", at=LATER)
        facts = session.scalars(sa.select(Event.facts).where(Event.tag == "statement:revised")).one()
        assert facts == {"revision": 2, "kind": "substantive", "asked": 1}


class TestNotes:
    @pytest.mark.parametrize("note", ["", "  "])
    def test_a_revision_says_why(self, session: Session, statement: Statement, note: str) -> None:
        with pytest.raises(StatementRefused, match="no_note"):
            a_revision(session, "archives", note=note)

    @pytest.mark.parametrize("note", ["x" * 1001, "\u202eturned"])
    def test_in_a_few_words(self, session: Session, statement: Statement, note: str) -> None:
        with pytest.raises(InvalidText):
            a_revision(session, "archives", note=note)


class TestAnswers:
    @pytest.fixture(autouse=True)
    def revised(self, session: Session, listed: Endorsement) -> None:
        a_revision(session, "archives", at=LATER)

    def test_yes_binds_the_signature_to_the_new_text(self, session: Session, listed: Endorsement) -> None:
        before, seen = listed.version, listed.statement.register_version
        assert stand_by(session, listed.public_id, 2, by=SIGNATORY, at=LATER)
        assert listed.revision.number == 2
        assert (listed.version, listed.statement.register_version) == (before + 1, seen + 1)
        event = session.scalars(sa.select(Event).where(Event.tag == "endorsement:stood_by")).one()
        assert event.facts == {"signed": 1, "revision": 2, "version": listed.version}

    def test_yes_again_changes_nothing(self, session: Session, listed: Endorsement) -> None:
        assert [stand_by(session, listed.public_id, 2, by=SIGNATORY, at=LATER) for _ in range(3)] == [
            True,
            False,
            False,
        ]
        assert tags(session, listed).count("stood_by") == 1

    def test_no_is_kept_and_moves_nothing(self, session: Session, listed: Endorsement) -> None:
        assert [stay(session, listed.public_id, 2, at=LATER) for _ in range(2)] == [True, False]
        assert listed.revision.number == 1
        assert tags(session, listed).count("stayed") == 1
        asking = session.scalars(sa.select(Asking)).one()
        assert (asking.answer, asking.answered_at) == (Standing.STAYS, LATER)

    def test_a_no_can_become_a_yes_and_not_the_other_way_round(self, session: Session, listed: Endorsement) -> None:
        stay(session, listed.public_id, 2, at=LATER)
        assert stand_by(session, listed.public_id, 2, by=SIGNATORY, at=LATER)
        assert not stay(session, listed.public_id, 2, at=LATER)
        assert session.scalars(sa.select(Asking)).one().answer == Standing.STANDS

    @pytest.mark.parametrize("answer", [stay, stand_by])
    def test_a_text_that_nobody_read_is_not_answered_for(
        self, session: Session, listed: Endorsement, answer: Any
    ) -> None:
        a_revision(session, "archives", at=LATER)
        by = {"by": SIGNATORY} if answer is stand_by else {}
        for number in (2, 4):
            with pytest.raises(RevisionChanged) as refusal:
                answer(session, listed.public_id, number, at=LATER, **by)
            assert (refusal.value.seen, refusal.value.current) == (number, 3)
        assert listed.revision.number == 1

    @pytest.mark.parametrize("state", [State.UNCONFIRMED, State.DECLINED, State.WITHDRAWN])
    def test_only_what_is_signed_and_stands_is_answered_for(
        self, session: Session, statement: Statement, state: State
    ) -> None:
        other = a_statement(session, at=MORNING, slug="other")
        one = an_endorsement(session, other, state=state, at=MORNING)
        a_revision(session, "other", at=LATER)
        with pytest.raises(TransitionRefused):
            stand_by(session, one.public_id, 2, by=SIGNATORY, at=LATER)

    def test_nobody_is_there(self, session: Session) -> None:
        with pytest.raises(NotFound):
            stand_by(session, "nobody", 2, by=SIGNATORY, at=LATER)


class TestModerators:
    def test_they_note_who_agreed_without_an_address_and_how(self, session: Session, founder: Endorsement) -> None:
        a_revision(session, "archives", at=LATER)
        by = Actor.moderator(a_moderator(session).id)
        with pytest.raises(ReasonRequired):
            stand_by(session, founder.public_id, 2, by=by, at=LATER)
        assert stand_by(session, founder.public_id, 2, by=by, at=LATER, how="by letter of 25 November")
        asking = session.scalars(sa.select(Asking)).one()
        assert (asking.moderator_id, asking.how, asking.asked_at) == (by.moderator_id, "by letter of 25 November", None)
        assert founder.revision.number == 2

    def test_who_has_an_address_answers_for_itself(self, session: Session, listed: Endorsement) -> None:
        a_revision(session, "archives", at=LATER)
        by = Actor.moderator(a_moderator(session).id)
        with pytest.raises(RebindingRefused, match="has_address"):
            stand_by(session, listed.public_id, 2, by=by, at=LATER, how="by telephone")
