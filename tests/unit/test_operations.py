"""What people do to an endorsement, one act after another, with a bare session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements import operations
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.errors import NotFound, RevisionChanged, StaleDecision, StatementClosed, TransitionRefused
from app.domain.events.models import Event
from app.domain.outbox.models import Message, MessageKind
from app.domain.statements.models import Statement
from app.domain.statements.operations import close
from tests.factories import ADMINISTRATOR, a_moderator, a_statement, an_endorsement, some_details
from tests.revisions import a_revision

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def statement(session: Session) -> Statement:
    return a_statement(session, at=MORNING, closes_at=MORNING + 10 * DAY)


def endorse(
    session: Session, statement: Statement, *, form: str = "form", at: datetime = MORNING, **details: str
) -> None:
    """Send the form; `form` is its submission id."""
    said = some_details(**details)
    operations.endorse(session, statement, said, revision_seen=1, submission_id=form, locale="en", at=at)


def endorsements(session: Session) -> list[Endorsement]:
    return list(session.scalars(sa.select(Endorsement).order_by(Endorsement.id)))


def mails(session: Session) -> list[tuple[str, int]]:
    """Kind and version of every message, in order."""
    return [(one.kind, one.version) for one in session.scalars(sa.select(Message).order_by(Message.id))]


def events(session: Session) -> list[str]:
    return list(session.scalars(sa.select(Event.tag).where(Event.tag.like("endorsement:%")).order_by(Event.id)))


class TestEndorsing:
    def test_it_waits_for_its_mailbox_and_the_link_is_on_its_way(self, session: Session, statement: Statement) -> None:
        endorse(session, statement, organisation="Ժողովրդավարության կենտրոն", email="ani@center.am")
        (endorsement,) = endorsements(session)
        assert endorsement.state is State.UNCONFIRMED
        assert endorsement.organisation == "Ժողովրդավարության կենտրոն"
        assert endorsement.revision_id == statement.revisions[0].id
        assert mails(session) == [(MessageKind.CONFIRM, endorsement.version)]
        assert events(session) == ["endorsement:endorsed"]
        assert statement.register_version == 1  # readers see nothing of it

    def test_the_same_form_twice_is_one_endorsement_and_one_mail(self, session: Session, statement: Statement) -> None:
        for _ in range(2):
            endorse(session, statement, email="ani@center.am")
        assert len(endorsements(session)) == len(mails(session)) == 1

    def test_a_second_form_from_the_same_mailbox_says_what_is_meant_now(
        self, session: Session, statement: Statement
    ) -> None:
        endorse(session, statement, form="first", organisation="Center", email="ani@center.am")
        endorse(session, statement, form="second", organisation="Centre", email="Ani@CENTER.am")
        (endorsement,) = endorsements(session)
        assert endorsement.organisation == "Centre"
        assert mails(session) == [(MessageKind.CONFIRM, 1), (MessageKind.CONFIRM, 2)]  # the first link is dead
        assert events(session) == ["endorsement:endorsed", "endorsement:endorsed_again"]

    def test_a_mailbox_gets_three_mails_a_day_from_strangers(self, session: Session, statement: Statement) -> None:
        for number in range(6):
            endorse(session, statement, form=f"form {number}", organisation=f"Name {number}", email="ani@center.am")
        assert len(mails(session)) == 3
        assert endorsements(session)[0].organisation == "Name 2"  # nothing changes behind the back of a mailed link
        endorse(session, statement, form="tomorrow", organisation="Tomorrow", email="ani@center.am", at=MORNING + DAY)
        assert len(mails(session)) == 4

    @pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
    def test_a_mailbox_that_has_endorsed_is_told_so_and_nothing_changes(
        self, session: Session, statement: Statement, state: State
    ) -> None:
        first = an_endorsement(
            session, statement, state=state, email="ani@center.am", organisation="Center", at=MORNING
        )
        version = first.version
        endorse(session, statement, organisation="Centre", email="ani@center.am")
        assert (first.organisation, first.version, len(endorsements(session))) == ("Center", version, 1)
        assert mails(session)[-1] == (MessageKind.ALREADY, version)

    @pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
    def test_what_is_over_does_not_stand_in_the_way_of_a_new_one(
        self, session: Session, statement: Statement, state: State
    ) -> None:
        an_endorsement(session, statement, state=state, email="ani@center.am", at=MORNING)
        endorse(session, statement, email="ani@center.am")
        assert [one.state for one in endorsements(session)] == [state, State.UNCONFIRMED]

    def test_two_mailboxes_of_one_organisation_may_both_endorse(self, session: Session, statement: Statement) -> None:
        for person in ("ani", "aram"):
            endorse(session, statement, form=person, organisation="Center", email=f"{person}@center.am")
        assert len(endorsements(session)) == 2

    def test_one_mailbox_may_endorse_two_statements(self, session: Session, statement: Statement) -> None:
        other = a_statement(session, at=MORNING)
        for one in (statement, other):
            endorse(session, one, form=one.slug, email="ani@center.am")
        assert [one.statement_id for one in endorsements(session)] == [statement.id, other.id]

    def test_a_text_that_changed_meanwhile_must_be_read_first(self, session: Session, statement: Statement) -> None:
        a_revision(session, statement.slug, at=MORNING)
        with pytest.raises(RevisionChanged) as refusal:
            endorse(session, statement)
        assert (refusal.value.seen, refusal.value.current) == (1, 2)
        assert endorsements(session) == []

    def test_it_is_refused_before_opening_and_from_the_moment_of_closing(self, session: Session) -> None:
        statement = a_statement(session, at=MORNING, opens_at=MORNING + HOUR, closes_at=MORNING + DAY)
        for at in (MORNING, MORNING + DAY):
            with pytest.raises(StatementClosed):
                endorse(session, statement, at=at)
        for at in (MORNING + HOUR, MORNING + DAY - timedelta(microseconds=1)):
            endorse(session, statement, form=str(at), at=at)
        assert len(endorsements(session)) == 2

    def test_a_draft_takes_none(self, session: Session) -> None:
        with pytest.raises(StatementClosed):
            endorse(session, a_statement(session, at=MORNING, published=False))


class TestConfirming:
    def test_it_waits_for_the_moderators_who_are_told(self, session: Session, statement: Statement) -> None:
        a_moderator(session, password_hash="…")
        endorsement = an_endorsement(session, statement, state=State.UNCONFIRMED, at=MORNING)
        assert operations.confirm(session, endorsement.public_id, version=1, at=MORNING + HOUR)
        assert (endorsement.state, endorsement.confirmed_at) == (State.PENDING, MORNING + HOUR)
        assert events(session) == ["endorsement:endorsed", "endorsement:confirmed"]
        assert mails(session)[-1] == (MessageKind.WAITING, 0)

    def test_twice_is_as_good_as_once(self, session: Session, statement: Statement) -> None:
        endorsement = an_endorsement(session, statement, at=MORNING)
        version = endorsement.version
        assert not operations.confirm(session, endorsement.public_id, version=1, at=MORNING + HOUR)
        assert (endorsement.version, endorsement.confirmed_at) == (version, MORNING)
        assert events(session).count("endorsement:confirmed") == 1

    @pytest.mark.parametrize("state", [State.APPROVED, State.DECLINED])
    def test_after_the_decision_it_says_that_it_was_done(
        self, session: Session, statement: Statement, state: State
    ) -> None:
        endorsement = an_endorsement(session, statement, state=state, at=MORNING)
        assert not operations.confirm(session, endorsement.public_id, version=1, at=MORNING)
        assert endorsement.state is state

    def test_a_link_from_before_the_details_changed_signs_nothing(self, session: Session, statement: Statement) -> None:
        endorse(session, statement, form="first", organisation="Center", email="ani@center.am")
        endorse(session, statement, form="second", organisation="Another", email="ani@center.am")
        (endorsement,) = endorsements(session)
        with pytest.raises(StaleDecision):
            operations.confirm(session, endorsement.public_id, version=1, at=MORNING)
        assert endorsement.state is State.UNCONFIRMED

    def test_what_was_withdrawn_cannot_be_signed(self, session: Session, statement: Statement) -> None:
        endorsement = an_endorsement(session, statement, state=State.WITHDRAWN, at=MORNING)
        with pytest.raises(TransitionRefused):
            operations.confirm(session, endorsement.public_id, version=endorsement.version, at=MORNING)

    def test_there_is_a_day_after_closing_for_those_who_came_in_time(
        self, session: Session, statement: Statement
    ) -> None:
        early, late = (an_endorsement(session, statement, state=State.UNCONFIRMED, at=MORNING) for _ in range(2))
        close(session, statement.slug, by=ADMINISTRATOR, at=MORNING + HOUR)
        last_moment = MORNING + HOUR + DAY - timedelta(microseconds=1)
        assert operations.confirm(session, early.public_id, version=1, at=last_moment)
        with pytest.raises(StatementClosed):
            operations.confirm(session, late.public_id, version=1, at=MORNING + HOUR + DAY)
        assert late.state is State.UNCONFIRMED

    def test_an_unknown_one_is_not_found(self, session: Session) -> None:
        with pytest.raises(NotFound):
            operations.confirm(session, "nothing", version=1, at=MORNING)


class TestWithdrawing:
    @pytest.mark.parametrize("state", [State.UNCONFIRMED, State.PENDING, State.APPROVED])
    def test_it_is_final_and_confirmed_by_mail(self, session: Session, statement: Statement, state: State) -> None:
        endorsement = an_endorsement(session, statement, state=state, at=MORNING)
        assert operations.withdraw(session, endorsement.public_id, at=MORNING)
        assert endorsement.state is State.WITHDRAWN
        assert endorsement.listed_at is None
        assert mails(session)[-1][0] == MessageKind.WITHDRAWN
        assert events(session)[-1] == "endorsement:withdrawn"

    def test_twice_is_as_good_as_once(self, session: Session, statement: Statement) -> None:
        endorsement = an_endorsement(session, statement, state=State.WITHDRAWN, at=MORNING)
        before = (endorsement.version, len(mails(session)))
        assert not operations.withdraw(session, endorsement.public_id, at=MORNING)
        assert (endorsement.version, len(mails(session))) == before

    def test_what_was_declined_is_not_there_to_withdraw(self, session: Session, statement: Statement) -> None:
        endorsement = an_endorsement(session, statement, state=State.DECLINED, at=MORNING)
        with pytest.raises(TransitionRefused):
            operations.withdraw(session, endorsement.public_id, at=MORNING)

    def test_readers_are_told_only_of_what_they_saw(self, session: Session, statement: Statement) -> None:
        for state, changes in ((State.PENDING, 0), (State.APPROVED, 1)):
            endorsement = an_endorsement(session, statement, state=state, at=MORNING)
            version = statement.register_version
            operations.withdraw(session, endorsement.public_id, at=MORNING)
            assert statement.register_version == version + changes
