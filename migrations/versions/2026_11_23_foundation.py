"""Statements, endorsements, moderators, the outbox, the audit trail and what keeps them honest.

Revision: 0001
After: nothing
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# (name, table, event, condition under which it is refused, what is said)
PUBLISHED_TEXT = "EXISTS (SELECT 1 FROM revision WHERE revision.id = {row}.revision_id AND published_at IS NOT NULL)"
TRIGGERS = (
    ("event_no_update", "event", "UPDATE", "TRUE", "event is append-only"),
    ("event_no_delete", "event", "DELETE", "TRUE", "event is append-only"),
    (
        "revision_no_update",
        "revision",
        "UPDATE",
        "OLD.published_at IS NOT NULL",
        "a published revision never changes",
    ),
    (
        "revision_no_delete",
        "revision",
        "DELETE",
        "OLD.published_at IS NOT NULL",
        "a published revision never changes",
    ),
    (
        "revision_text_no_insert",
        "revision_text",
        "INSERT",
        PUBLISHED_TEXT.format(row="NEW"),
        "a published revision never changes",
    ),
    (
        "revision_text_no_update",
        "revision_text",
        "UPDATE",
        PUBLISHED_TEXT.format(row="OLD"),
        "a published revision never changes",
    ),
    (
        "revision_text_no_delete",
        "revision_text",
        "DELETE",
        PUBLISHED_TEXT.format(row="OLD"),
        "a published revision never changes",
    ),
)


def moment() -> sa.types.TypeEngine:
    """An aware datetime."""
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def day() -> sa.types.TypeEngine:
    """A calendar date."""
    return sa.Date().with_variant(sa.Text(), "sqlite")


def flag() -> sa.types.TypeEngine:
    """True or false."""
    return sa.Boolean().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", moment(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("endorsement_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.CheckConstraint("(actor_kind = 'moderator') = (moderator_id IS NOT NULL)", name=op.f("ck_event_moderator")),
        sa.CheckConstraint(
            "actor_kind IN ('signatory', 'moderator', 'administrator', 'system')",
            name=op.f("ck_event_actor_kind"),
        ),
        sa.CheckConstraint("tag LIKE '%:%'", name=op.f("ck_event_tag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sqlite_strict=True,
    )
    op.create_index("ix_event_endorsement", "event", ["endorsement_id", "id"], unique=False)

    op.create_table(
        "limit_window",
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", moment(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_limit_window")),
        sqlite_strict=True,
    )
    op.create_index("ix_limit_window_expires", "limit_window", ["expires_at"], unique=False)

    op.create_table(
        "moderator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("factor_secret", sa.Text(), nullable=True),
        sa.Column("factor_step", sa.Integer(), nullable=False),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("retired_at", moment(), nullable=True),
        sa.CheckConstraint("role IN ('moderator', 'editor')", name=op.f("ck_moderator_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderator")),
        sa.UniqueConstraint("email_key", name=op.f("uq_moderator_email_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_moderator_public_id")),
        sqlite_strict=True,
        sqlite_autoincrement=True,  # the audit trail names ids, and outlives the rows
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("issued", day(), nullable=False),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("published_at", moment(), nullable=True),
        sa.Column("opens_at", moment(), nullable=True),
        sa.Column("closes_at", moment(), nullable=True),
        sa.Column("register_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at",
            name=op.f("ck_statement_opens_before_it_closes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("slug", name=op.f("uq_statement_slug")),
        sqlite_strict=True,
        sqlite_autoincrement=True,  # the audit trail names ids, and outlives the rows
    )
    op.create_table(
        "moderator_session",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("seen_at", moment(), nullable=False),
        sa.Column("awaits_factor", flag(), nullable=False),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["moderator.id"],
            name=op.f("fk_moderator_session_moderator_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_moderator_session")),
        sqlite_strict=True,
    )
    op.create_index("ix_moderator_session_moderator", "moderator_session", ["moderator_id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("published_at", moment(), nullable=True),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_revision_digest")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revision_number")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_revision_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("statement_id", "number", name=op.f("uq_revision_statement_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "statement_section",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_section_statement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", "position", name=op.f("pk_statement_section")),
        sqlite_strict=True,
    )
    op.create_index("ix_statement_section_name", "statement_section", ["name"], unique=False)

    op.create_table(
        "endorsement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("organisation_key", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.Text(), nullable=False),
        sa.Column("search_name", sa.Text(), nullable=False),
        sa.Column("organisation_latin", sa.Text(), nullable=False),
        sa.Column("also_known_as", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("representative", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_key", sa.Text(), nullable=True),
        sa.Column("show_representative", flag(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("printed_position", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("suspicion", sa.Text(), nullable=True),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("confirmed_at", moment(), nullable=True),
        sa.Column("amended_at", moment(), nullable=True),
        sa.Column("decided_at", moment(), nullable=True),
        sa.Column("listed_at", moment(), nullable=True),
        sa.CheckConstraint(
            "agreed IS NOT NULL OR state IN ('unconfirmed', 'withdrawn') OR confirmed_at IS NOT NULL",
            name=op.f("ck_endorsement_confirmed_first"),
        ),
        sa.CheckConstraint("state <> 'approved' OR listed_at IS NOT NULL", name=op.f("ck_endorsement_listed")),
        sa.CheckConstraint(
            "state IN ('unconfirmed', 'pending', 'approved', 'declined', 'withdrawn')",
            name=op.f("ck_endorsement_state"),
        ),
        sa.CheckConstraint("agreed IS NOT NULL OR country IS NOT NULL", name=op.f("ck_endorsement_country_known")),
        sa.CheckConstraint("country IS NULL OR length(country) = 2", name=op.f("ck_endorsement_country")),
        sa.CheckConstraint("length(organisation) BETWEEN 1 AND 200", name=op.f("ck_endorsement_organisation")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_endorsement_revision_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_endorsement_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
        sa.UniqueConstraint("public_id", name=op.f("uq_endorsement_public_id")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_endorsement_submission_id")),
        sqlite_strict=True,
        sqlite_autoincrement=True,  # the audit trail names ids, and outlives the rows
    )
    op.create_index("ix_endorsement_key", "endorsement", ["organisation_key"], unique=False)
    op.create_index("ix_endorsement_queue", "endorsement", ["state", "confirmed_at", "id"], unique=False)
    op.create_index(
        "ix_endorsement_register",
        "endorsement",
        ["statement_id", "printed_position", "sort_name", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'approved'"),
        postgresql_where=sa.text("state = 'approved'"),
    )
    op.create_index("ix_endorsement_revision", "endorsement", ["revision_id"], unique=False)
    op.create_index(
        "uq_endorsement_listed_organisation",
        "endorsement",
        ["statement_id", "organisation_key"],
        unique=True,
        sqlite_where=sa.text("state = 'approved'"),
        postgresql_where=sa.text("state = 'approved'"),
    )
    op.create_index(
        "uq_endorsement_live_email",
        "endorsement",
        ["statement_id", "email_key"],
        unique=True,
        sqlite_where=sa.text("state IN ('unconfirmed', 'pending', 'approved')"),
        postgresql_where=sa.text("state IN ('unconfirmed', 'pending', 'approved')"),
    )

    op.create_table(
        "revision_text",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("addressed_to", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_text_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", "language", name=op.f("pk_revision_text")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_revision_text_revision_id_position")),
        sqlite_strict=True,
    )
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("proposed_at", moment(), nullable=False),
        sa.Column("resolved_at", moment(), nullable=True),
        sa.CheckConstraint("(outcome = 'open') = (resolved_at IS NULL)", name=op.f("ck_amendment_resolved")),
        sa.CheckConstraint("outcome IN ('open', 'accepted', 'refused', 'replaced')", name=op.f("ck_amendment_outcome")),
        sa.ForeignKeyConstraint(
            ["endorsement_id"],
            ["endorsement.id"],
            name=op.f("fk_amendment_endorsement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sqlite_strict=True,
    )
    op.create_index("ix_amendment_endorsement", "amendment", ["endorsement_id"], unique=False)
    op.create_index(
        "uq_amendment_open",
        "amendment",
        ["endorsement_id"],
        unique=True,
        sqlite_where=sa.text("outcome = 'open'"),
        postgresql_where=sa.text("outcome = 'open'"),
    )

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", moment(), nullable=False),
        sa.CheckConstraint(
            "action IN ('confirm', 'approve', 'decline', 'reconsider', 'withdraw', 'amend')",
            name=op.f("ck_decision_action"),
        ),
        sa.CheckConstraint(
            "reason IS NULL OR reason IN ('not_an_organisation', 'duplicate', "
            "'no_authority', 'not_genuine', 'out_of_scope', 'at_its_request', 'mistake', 'other')",
            name=op.f("ck_decision_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["endorsement_id"],
            ["endorsement.id"],
            name=op.f("fk_decision_endorsement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderator.id"], name=op.f("fk_decision_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_strict=True,
    )
    op.create_index("ix_decision_endorsement", "decision", ["endorsement_id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("recipient_key", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=True),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("next_attempt_at", moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", moment(), nullable=True),
        sa.Column("sent_at", moment(), nullable=True),
        sa.Column("failed_at", moment(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('confirm', 'already', 'link', 'approved', 'declined', 'withdrawn', 'waiting', 'invitation')",
            name=op.f("ck_message_kind"),
        ),
        sa.CheckConstraint("(endorsement_id IS NULL) <> (moderator_id IS NULL)", name=op.f("ck_message_one_subject")),
        sa.CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name=op.f("ck_message_one_end")),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_message_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"], ["moderator.id"], name=op.f("fk_message_moderator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("public_id", name=op.f("uq_message_public_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_message_endorsement", "message", ["endorsement_id"], unique=False)
    op.create_index("ix_message_recipient", "message", ["recipient_key", "created_at"], unique=False)
    op.create_index(
        "ix_message_waiting",
        "message",
        ["next_attempt_at"],
        unique=False,
        sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
    )
    for trigger in TRIGGERS:
        refuse(*trigger)


def refuse(name: str, table: str, event: str, condition: str, words: str) -> None:
    """A trigger that refuses `event` on rows where `condition` holds, on either database."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, table, *_ in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgresql else ""))
        if postgresql:
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("message")
    op.drop_table("decision")
    op.drop_table("amendment")
    op.drop_table("revision_text")
    op.drop_table("endorsement")
    op.drop_table("statement_section")
    op.drop_table("revision")
    op.drop_table("moderator_session")
    op.drop_table("statement")
    op.drop_table("moderator")
    op.drop_table("limit_window")
    op.drop_table("event")
