"""The rules that the database itself keeps, tried in plain SQL on a migrated database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR
from app.domain.invitations.operations import remind
from tests.factories import a_moderator, a_statement, an_endorsement, an_invitation
from tests.migrations.schema import triggers

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
REFUSED = (sa.exc.IntegrityError, sa.exc.DatabaseError)

TRIGGERS = {
    "event_no_delete",
    "event_no_update",
    "invitation_reminded_once",
    "ledger_checkpoint_no_delete",
    "ledger_checkpoint_no_update",
    "ledger_leaf_no_delete",
    "ledger_leaf_no_gap",
    "ledger_leaf_no_update",
    "revision_no_delete",
    "revision_no_update",
    "revision_text_no_delete",
    "revision_text_no_insert",
    "revision_text_no_update",
}
CHECKS = {
    "amendment": {"outcome", "resolved"},
    "batch": {"action"},
    "decision": {"action"},
    "endorsement": {"confirmed_first", "country", "country_known", "listed", "organisation", "state"},
    "event": {"actor_kind", "moderator", "tag"},
    "invitation": {"answered", "country", "erased", "state"},
    "mailing": {"sent_keeps_no_list"},
    "message": {"kind", "one_end", "one_subject"},
    "moderator": {"role"},
    "reason": {"code"},
    "asking": {"answer", "answered"},
    "revision": {"digest", "first", "kind", "number"},
    "statement": {"opens_before_it_closes"},
}
PARTIAL_INDEXES = {
    "amendment": {"uq_amendment_open"},
    "endorsement": {"ix_endorsement_register", "uq_endorsement_listed_organisation", "uq_endorsement_live_email"},
    "message": {"ix_message_waiting"},
}


@pytest.fixture
def filled(session: Session) -> Session:
    """A published statement, a draft, an endorsement in every state, and two organisations that were reminded."""
    statement = a_statement(session, at=MORNING, slug="published")
    a_statement(session, at=MORNING, slug="draft", published=False)
    a_moderator(session)
    for state in State:
        an_endorsement(session, statement, state=state, at=MORNING)
    for _ in range(2):
        an_invitation(session, statement, at=MORNING)
    remind(session, statement, by=ADMINISTRATOR, at=MORNING)
    session.commit()
    return session


def test_every_trigger_is_there(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert set(triggers(connection)) >= TRIGGERS


@pytest.mark.parametrize("table", CHECKS)
def test_every_check_is_there(engine: sa.Engine, table: str) -> None:
    found = {str(one["name"]) for one in sa.inspect(engine).get_check_constraints(table)}
    assert found >= {f"ck_{table}_{name}" for name in CHECKS[table]}


@pytest.mark.parametrize("table", PARTIAL_INDEXES)
def test_every_partial_index_is_there_and_partial(engine: sa.Engine, table: str) -> None:
    indexes = {str(one["name"]): one.get("dialect_options", {}) for one in sa.inspect(engine).get_indexes(table)}
    for name in PARTIAL_INDEXES[table]:
        assert any(option.endswith("_where") for option in indexes[name]), name


@pytest.mark.parametrize(
    "sql",
    [
        # the audit trail only grows
        "UPDATE event SET tag = 'endorsement:nothing'",
        "DELETE FROM event",
        # a published text stays as it was signed
        "UPDATE revision SET digest = digest WHERE published_at IS NOT NULL",
        "UPDATE revision SET published_at = NULL WHERE published_at IS NOT NULL",
        "DELETE FROM revision WHERE published_at IS NOT NULL",
        "DELETE FROM statement WHERE slug = 'published'",
        "UPDATE revision_text SET body = body || '.' WHERE revision_id = 1",
        "DELETE FROM revision_text WHERE revision_id = 1",
        "INSERT INTO revision_text VALUES (1, 'hy', 1, 'x', 'x', 'x')",
        # nobody is listed or refused who never confirmed
        "UPDATE endorsement SET state = 'approved', listed_at = created_at WHERE state = 'unconfirmed'",
        "UPDATE endorsement SET state = 'pending' WHERE state = 'unconfirmed'",
        "UPDATE endorsement SET listed_at = NULL WHERE state = 'approved'",
        "UPDATE endorsement SET state = 'nothing'",
        "UPDATE endorsement SET country = NULL",
        "UPDATE endorsement SET country = 'ARM'",
        "UPDATE endorsement SET organisation = ''",
        "UPDATE endorsement SET organisation = NULL",
        "UPDATE endorsement SET revision_id = 999",
        # one mailbox endorses once, one organisation is listed once
        "UPDATE endorsement SET email_key = 'one@example.org'",
        "UPDATE endorsement SET submission_id = 'one'",
        "UPDATE endorsement SET public_id = 'one'",
        # what was decided has a moderator behind it
        "DELETE FROM moderator",
        "UPDATE decision SET action = 'burn'",
        "UPDATE decision SET reason = 'mood'",
        "UPDATE moderator SET role = 'king'",
        "INSERT INTO event (id, at, tag, actor_kind, facts) VALUES (999, '2026-11-23', 'x:y', 'moderator', '{}')",
        "INSERT INTO event (id, at, tag, actor_kind, facts) VALUES (999, '2026-11-23', 'x', 'system', '{}')",
        # a mail is about one thing and ends in one way
        "UPDATE message SET sent_at = created_at, failed_at = created_at",
        "UPDATE message SET endorsement_id = NULL",
        "UPDATE message SET kind = 'advertisement'",
        "UPDATE statement SET opens_at = created_at, closes_at = created_at",
        # nobody is asked, reminded or mailed twice, and what was erased stays so
        "UPDATE invitation SET reminded_at = NULL WHERE reminded_at IS NOT NULL",
        "UPDATE invitation SET reminded_at = '2026-12-01T00:00:00+00:00' WHERE reminded_at IS NOT NULL",
        "UPDATE invitation SET address_hash = 'one'",
        "UPDATE message SET kind = 'asked' WHERE kind = 'reminder'",
        "UPDATE invitation SET state = 'yes'",
        "UPDATE invitation SET erased_at = created_at",
    ],
)
def test_the_database_refuses(filled: Session, sql: str) -> None:
    with pytest.raises(REFUSED):
        filled.execute(sa.text(sql))


def test_a_refused_write_to_the_trail_says_why(filled: Session) -> None:
    with pytest.raises(sa.exc.DatabaseError, match="event is append-only"):
        filled.execute(sa.text("DELETE FROM event"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE revision SET digest = digest WHERE published_at IS NULL",
        "UPDATE revision_text SET body = 'x' WHERE revision_id = 2",
        "INSERT INTO revision_text VALUES (2, 'hy', 1, 'x', 'x', 'x')",
        "DELETE FROM revision_text WHERE revision_id = 2",
    ],
)
def test_a_draft_may_still_change(filled: Session, sql: str) -> None:
    assert filled.execute(sa.text(sql)).rowcount


def test_on_sqlite_a_wrong_type_is_an_error_too(filled: Session) -> None:
    """On PostgreSQL it always was."""
    with pytest.raises(REFUSED):
        filled.execute(sa.text("UPDATE statement SET register_version = 'many'"))


def test_erasing_an_endorsement_takes_its_own_and_leaves_the_trail(filled: Session) -> None:
    before = rows(filled)
    filled.execute(sa.text("DELETE FROM endorsement WHERE state = 'declined'"))
    after = rows(filled)
    assert after["event"] == before["event"]
    assert all(after[table] < before[table] for table in ("message", "decision", "endorsement"))


def rows(session: Session) -> dict[str, int]:
    tables = ("event", "message", "decision", "endorsement")
    return {table: session.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0 for table in tables}
