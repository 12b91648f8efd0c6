"""What an editor does to a statement, with a bare session; founding signatories; the columns' own types."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.base import Day, Flag, Json, UTCDateTime, migration_type, public_id
from app.domain.endorsements.operations import list_founder
from app.domain.endorsements.queries import public_register, register_count
from app.domain.endorsements.states import State
from app.domain.errors import AlreadyEndorsed, NotFound, StatementRefused
from app.domain.events.models import Event
from app.domain.statements.draft import Founder, TextDraft
from app.domain.statements.models import RevisionKind, Statement
from app.domain.statements.operations import close, publish, revise
from app.domain.statements.queries import current_revision, published, published_revision, published_statements
from tests.factories import ADMINISTRATOR, a_draft, a_statement, an_endorsement
from tests.revisions import a_revision

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_draft_is_nobodys_business_until_it_is_published(session: Session) -> None:
    statement = a_statement(session, at=MORNING, published=False)
    with pytest.raises(NotFound):
        published(session, statement.slug)
    with pytest.raises(NotFound):
        current_revision(session, statement.id)
    assert publish(session, statement.slug, by=ADMINISTRATOR, at=MORNING)
    assert not publish(session, statement.slug, by=ADMINISTRATOR, at=MORNING)
    assert published(session, statement.slug) is statement
    assert published_revision(session, statement.slug, 1).published_at == MORNING


def test_an_edit_makes_the_next_revision_and_leaves_the_one_before(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives", body="First")
    before = statement.revisions[0].digest
    revision = a_revision(session, "archives", body="Second", at=MORNING)
    assert (revision.number, revision.text_in("en").body) == (2, "Second")
    assert statement.revisions[0].digest == before != revision.digest
    assert current_revision(session, statement.id) is revision


def test_an_edit_that_changes_nothing_is_none(session: Session) -> None:
    a_statement(session, at=MORNING, slug="archives", title="Archives", body="First")
    same = a_draft(slug="archives", title="Archives", body="First")
    assert revise(session, same, kind=RevisionKind.CORRECTION, note="", by=ADMINISTRATOR, at=MORNING) is None


def test_an_endorsement_stays_with_the_text_that_was_signed(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives")
    endorsement = an_endorsement(session, statement, state=State.APPROVED, at=MORNING)
    a_revision(session, "archives", body="Second", at=MORNING)
    assert endorsement.revision.number == 1
    assert [row.revision for row in public_register(session, statement.id)] == [1]


def test_a_draft_is_not_revised_nor_a_text_turned_into_another_language(session: Session) -> None:
    a_statement(session, at=MORNING, slug="draft", published=False)
    a_statement(session, at=MORNING, slug="archives")
    with pytest.raises(StatementRefused, match="not_published"):
        a_revision(session, "draft")
    armenian = TextDraft(language="hy", title="Արխիվներ", addressed_to="", body="Բացե՛ք")
    with pytest.raises(StatementRefused, match="other_language"):
        a_revision(session, "archives", texts=(armenian,))


def test_closing_is_done_once_and_also_before_the_opening(session: Session) -> None:
    statement = a_statement(session, at=MORNING, slug="archives")
    future = a_statement(session, at=MORNING, slug="future", opens_at=MORNING + 9 * HOUR)
    for slug in ("archives", "future"):
        assert close(session, slug, by=ADMINISTRATOR, at=MORNING + HOUR)
        assert not close(session, slug, by=ADMINISTRATOR, at=MORNING + 2 * HOUR)
    assert statement.closes_at == future.closes_at == MORNING + HOUR
    assert not future.is_open(MORNING + 10 * HOUR)


def test_the_open_ones_come_first(session: Session) -> None:
    for slug, closes_at in (("open", None), ("over", MORNING + HOUR)):
        a_statement(session, at=MORNING, slug=slug, closes_at=closes_at)
    listed = published_statements(session, at=MORNING + 2 * HOUR)
    assert [one.slug for one in listed] == ["open", "over"]


def test_every_act_of_an_editor_is_in_the_trail(session: Session) -> None:
    a_statement(session, at=MORNING, slug="archives")
    a_revision(session, "archives", body="Second", at=MORNING)
    close(session, "archives", by=ADMINISTRATOR, at=MORNING)
    tags = session.scalars(sa.select(Event.tag).order_by(Event.id)).all()
    assert tags == ["statement:stored", "statement:published", "statement:revised", "statement:closed"]


class TestFounders:
    @pytest.fixture
    def statement(self, session: Session) -> Statement:
        return a_statement(session, at=MORNING)

    @staticmethod
    def enter(session: Session, statement: Statement, *names: str) -> None:
        for place, name in enumerate(names):
            founder = Founder(name=name, country="AM" if place else None, agreed="by e-mail")
            list_founder(session, statement, founder, place=place, locale="en", by=ADMINISTRATOR, at=MORNING)

    def test_they_stand_as_printed_before_everybody_else(self, session: Session, statement: Statement) -> None:
        an_endorsement(session, statement, state=State.APPROVED, organisation="Aardvark", at=MORNING)
        self.enter(session, statement, "Zeppelin", "Մարդու իրավունքներ")
        rows = public_register(session, statement.id)
        assert [row.name for row in rows] == ["Zeppelin", "Մարդու իրավունքներ", "Aardvark"]
        assert [row.founding for row in rows] == [True, True, False]
        assert register_count(session, statement.id, country="AM").organisations == 2

    def test_one_is_not_entered_twice(self, session: Session, statement: Statement) -> None:
        with pytest.raises(AlreadyEndorsed):
            self.enter(session, statement, "Zeppelin", "ZEPPELIN")

    def test_nobody_endorses_beside_itself_as_a_founder(self, session: Session, statement: Statement) -> None:
        self.enter(session, statement, "Zeppelin")
        with pytest.raises(AlreadyEndorsed):
            an_endorsement(session, statement, state=State.APPROVED, organisation="Zeppelin", at=MORNING)


def test_a_moment_without_a_time_zone_is_refused(session: Session) -> None:
    with pytest.raises(sa.exc.StatementError, match="without a time zone"):
        a_statement(session, at=datetime(2026, 11, 23, 8))  # noqa: DTZ001  # that is the point


def test_a_moment_of_another_zone_is_the_same_moment(session: Session) -> None:
    yerevan = MORNING.astimezone(timezone(timedelta(hours=4)))
    statement = a_statement(session, at=yerevan)
    session.flush()
    session.expire(statement)
    assert statement.created_at == MORNING
    assert statement.created_at.utcoffset() == timedelta(0)


def test_public_names_are_told_apart_and_can_be_read_aloud() -> None:
    names = {public_id() for _ in range(1000)}
    assert len(names) == 1000
    assert not set("".join(names)) & set("01liou")


def test_a_migration_names_our_types_in_plain_sqlalchemy() -> None:
    for own in (UTCDateTime(), Day(), Flag(), Json()):
        written = migration_type("type", own, None)
        assert isinstance(written, str)
        assert "app" not in written
        assert isinstance(eval(written, {"sa": sa}), sa.types.TypeEngine)  # noqa: S307  # what Alembic would write
    assert migration_type("type", sa.Text(), None) is False
    assert migration_type("index", UTCDateTime(), None) is False
