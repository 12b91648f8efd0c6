"""Second voices, and the mail that asks them.

Revision: 0006
After: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('confirm', 'already', 'link', 'approved', 'declined', 'withdrawn', 'waiting', 'invitation')"
AFTER = (
    "kind IN ('confirm', 'already', 'link', 'approved', 'declined', 'withdrawn', 'waiting', 'second_voice', "
    "'invitation')"
)


def moment() -> sa.types.TypeEngine:
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "voice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", moment(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_voice_answered")),
        sa.CheckConstraint("answer IS NULL OR answer IN ('yes', 'no')", name=op.f("ck_voice_answer")),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_voice_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderator.id"], name=op.f("fk_voice_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice")),
        sa.UniqueConstraint("public_id", name=op.f("uq_voice_public_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_voice_endorsement", "voice", ["endorsement_id"])
    with op.batch_alter_table("message", table_kwargs={"sqlite_strict": True}) as message:
        message.add_column(sa.Column("about", sa.Text(), nullable=True))
        message.drop_constraint(op.f("ck_message_kind"), type_="check")
        message.create_check_constraint(op.f("ck_message_kind"), AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind = 'second_voice'")
    with op.batch_alter_table("message", table_kwargs={"sqlite_strict": True}) as message:
        message.drop_constraint(op.f("ck_message_kind"), type_="check")
        message.create_check_constraint(op.f("ck_message_kind"), BEFORE)
        message.drop_column("about")
    op.drop_table("voice")
