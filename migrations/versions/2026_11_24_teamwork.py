"""Who has taken what, who looks at what, notes between moderators; and by when the queue is read.

Revision: 0011
After: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UNKNOWN = "1970-01-01T00:00:00.000000+00:00"


def moment() -> sa.types.TypeEngine:
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "assignment",
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("at", moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_assignment_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderator.id"], name=op.f("fk_assignment_moderator_id")),
        sa.PrimaryKeyConstraint("endorsement_id", name=op.f("pk_assignment")),
        sqlite_strict=True,
    )
    op.create_index("ix_assignment_moderator", "assignment", ["moderator_id"])
    op.create_table(
        "look",
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("since", moment(), nullable=False),
        sa.Column("seen_at", moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_look_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderator.id"], name=op.f("fk_look_moderator_id")),
        sa.PrimaryKeyConstraint("endorsement_id", "moderator_id", name=op.f("pk_look")),
        sqlite_strict=True,
    )
    op.create_index("ix_look_seen", "look", ["seen_at"])
    op.create_table(
        "colleague_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", moment(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 2000", name=op.f("ck_colleague_note_text")),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_colleague_note_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderator.id"], name=op.f("fk_colleague_note_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague_note")),
        sqlite_strict=True,
    )
    op.create_index("ix_colleague_note_endorsement", "colleague_note", ["endorsement_id"])
    op.add_column("endorsement", sa.Column("queued_at", moment(), nullable=False, server_default=UNKNOWN))
    op.execute("UPDATE endorsement SET queued_at = coalesce(confirmed_at, created_at)")
    if op.get_bind().dialect.name != "sqlite":  # which cannot take a default away without rebuilding the table
        op.alter_column("endorsement", "queued_at", server_default=None)
    op.drop_index("ix_endorsement_queue", "endorsement")
    op.create_index("ix_endorsement_queue", "endorsement", ["state", "queued_at", "id", "held"])
    op.create_index(
        "ix_endorsement_statement_queue", "endorsement", ["statement_id", "state", "queued_at", "id", "held"]
    )


def downgrade() -> None:
    op.drop_index("ix_endorsement_statement_queue", "endorsement")
    op.drop_index("ix_endorsement_queue", "endorsement")
    op.create_index("ix_endorsement_queue", "endorsement", ["state", "confirmed_at", "id"])
    op.drop_column("endorsement", "queued_at")
    op.drop_table("colleague_note")
    op.drop_table("look")
    op.drop_table("assignment")
