"""Invitations with their personal links, the lists that they are sent from, and their mails.

Revision: 0015
After: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KINDS_BEFORE = (
    "confirm", "already", "link", "approved", "declined", "withdrawn", "amended", "amendment", "merged", "waiting",
    "second_voice", "invitation",
)  # fmt: skip
KINDS = (*KINDS_BEFORE, "asked", "reminder")
ONE_SUBJECT_BEFORE = "(endorsement_id IS NULL) <> (moderator_id IS NULL)"
ONE_SUBJECT = " + ".join(
    f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in ("endorsement_id", "moderator_id", "invitation_id")
)
REMINDED_ONCE = "OLD.reminded_at IS NOT NULL AND (NEW.reminded_at IS NULL OR NEW.reminded_at <> OLD.reminded_at)"
WORDS = "nobody is reminded twice"


def moment() -> sa.types.TypeEngine:
    """An aware datetime."""
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("touched_at", moment(), nullable=False),
        sa.Column("sent_at", moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("corrections", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("sent_at IS NULL OR raw IS NULL", name=op.f("ck_mailing_sent_keeps_no_list")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_mailing_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mailing_public_id")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mailing_statement", "mailing", ["statement_id", "sent_at"])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("organisation_latin", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.Text(), nullable=False),
        sa.Column("organisation_hash", sa.Text(), nullable=False),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("sent_at", moment(), nullable=True),
        sa.Column("reminded_at", moment(), nullable=True),
        sa.Column("answered_at", moment(), nullable=True),
        sa.Column("changed_at", moment(), nullable=False),
        sa.Column("erased_at", moment(), nullable=True),
        sa.CheckConstraint(
            "state IN ('prepared', 'sent', 'yes', 'no', 'withdrawn', 'bounced')", name=op.f("ck_invitation_state")
        ),
        sa.CheckConstraint("(state IN ('yes', 'no')) = (answered_at IS NOT NULL)", name=op.f("ck_invitation_answered")),
        sa.CheckConstraint("erased_at IS NULL OR email IS NULL", name=op.f("ck_invitation_erased")),
        sa.CheckConstraint("country IS NULL OR length(country) = 2", name=op.f("ck_invitation_country")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_invitation_statement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["mailing_id"], ["mailing.id"], name=op.f("fk_invitation_mailing_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_invitation_endorsement_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitation_public_id")),
        sa.UniqueConstraint("statement_id", "address_hash", name=op.f("uq_invitation_statement_id_address_hash")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitation_organisation", "invitation", ["statement_id", "organisation_hash"])
    op.create_index("ix_invitation_mailing", "invitation", ["mailing_id"])
    op.create_index("ix_invitation_endorsement", "invitation", ["endorsement_id"])
    remind_once()
    with op.batch_alter_table("message", table_kwargs={"sqlite_strict": True}) as table:
        table.add_column(sa.Column("invitation_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_message_invitation_id"), "invitation", ["invitation_id"], ["id"], ondelete="CASCADE"
        )
        table.drop_constraint(op.f("ck_message_one_subject"), type_="check")
        table.create_check_constraint(op.f("ck_message_one_subject"), f"{ONE_SUBJECT} = 1")
        replace_kinds(table, KINDS)
    op.create_index("uq_message_invitation", "message", ["invitation_id", "kind"], unique=True)


def remind_once() -> None:
    """A trigger on either database."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER invitation_reminded_once BEFORE UPDATE ON invitation "
            f"WHEN {REMINDED_ONCE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION invitation_reminded_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {REMINDED_ONCE} THEN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER invitation_reminded_once BEFORE UPDATE ON invitation "
        "FOR EACH ROW EXECUTE FUNCTION invitation_reminded_once()"
    )


def replace_kinds(table: object, kinds: tuple[str, ...]) -> None:
    """The CHECK on the kinds of message."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    table.drop_constraint(op.f("ck_message_kind"), type_="check")  # type: ignore[attr-defined]  # Alembic's batch
    table.create_check_constraint(op.f("ck_message_kind"), f"kind IN ({listed})")  # type: ignore[attr-defined]


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE invitation_id IS NOT NULL")
    op.drop_index("uq_message_invitation", "message")
    with op.batch_alter_table("message", table_kwargs={"sqlite_strict": True}) as table:
        replace_kinds(table, KINDS_BEFORE)
        table.drop_constraint(op.f("ck_message_one_subject"), type_="check")
        table.create_check_constraint(op.f("ck_message_one_subject"), ONE_SUBJECT_BEFORE)
        table.drop_constraint(op.f("fk_message_invitation_id"), type_="foreignkey")
        table.drop_column("invitation_id")
    op.drop_table("invitation")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION invitation_reminded_once()")
    op.drop_table("mailing")
