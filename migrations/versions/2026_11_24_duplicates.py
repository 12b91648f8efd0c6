"""How likely duplicates are found, and what moderators and organisations teach of names; the mail of a merge.

The marks of endorsements that are there already are written by `flask duplicates index`.

Revision: 0009
After: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS_BEFORE = (
    *("confirm", "already", "link", "approved", "declined", "withdrawn"),
    *("waiting", "second_voice", "invitation"),
)
KINDS = (*KINDS_BEFORE[:6], "merged", *KINDS_BEFORE[6:])


def upgrade() -> None:
    op.create_table(
        "name_mark",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_name_mark_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_name_mark_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "mark", "endorsement_id", name=op.f("pk_name_mark")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_mark_endorsement", "name_mark", ["endorsement_id"], unique=False)
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("joined", sa.Boolean().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.CheckConstraint("one <= other", name=op.f("ck_alias_in_order")),
        sa.CheckConstraint("(moderator_id IS NULL) = (other_id IS NULL)", name=op.f("ck_alias_taught_by")),
        sa.CheckConstraint("joined OR moderator_id IS NOT NULL", name=op.f("ck_alias_kept_apart")),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_alias_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderator.id"], name=op.f("fk_alias_moderator_id")),
        sa.ForeignKeyConstraint(["other_id"], ["endorsement.id"], name=op.f("fk_alias_other_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sqlite_strict=True,
    )
    op.create_index("ix_alias_one", "alias", ["one"], unique=False)
    op.create_index("ix_alias_other", "alias", ["other"], unique=False)
    op.create_index("ix_alias_endorsement", "alias", ["endorsement_id"], unique=False)
    op.create_index("ix_alias_other_endorsement", "alias", ["other_id"], unique=False)
    op.add_column("endorsement", sa.Column("marks_version", sa.Integer(), nullable=False, server_default="0"))
    _kinds_of_message(KINDS)


def downgrade() -> None:
    """A mail of a merge that still waits says no more than that the endorsement was declined or withdrawn."""
    op.execute(
        "UPDATE message SET kind = endorsement.state FROM endorsement WHERE endorsement.id = message.endorsement_id "
        "AND message.kind = 'merged' AND endorsement.state IN ('declined', 'withdrawn')"
    )
    op.execute("DELETE FROM message WHERE kind = 'merged'")
    _kinds_of_message(KINDS_BEFORE)
    op.drop_column("endorsement", "marks_version")
    op.drop_table("alias")
    op.drop_table("name_mark")


def _kinds_of_message(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("message", table_kwargs={"sqlite_strict": True}) as table:
        table.drop_constraint(op.f("ck_message_kind"), type_="check")
        table.create_check_constraint(op.f("ck_message_kind"), f"kind IN ({listed})")
