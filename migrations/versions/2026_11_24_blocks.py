"""Block lists, and endorsements that wait apart while a statement is under attack.

Revision: 0002
After: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def moment() -> sa.types.TypeEngine:
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("created_at", moment(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("last_hit_at", moment(), nullable=True),
        sa.CheckConstraint("kind IN ('address', 'domain', 'network')", name=op.f("ck_block_kind")),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderator.id"], name=op.f("fk_block_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("kind", "value", name=op.f("uq_block_kind_value")),
        sa.UniqueConstraint("public_id", name=op.f("uq_block_public_id")),
        sqlite_strict=True,
    )
    held = sa.Boolean().with_variant(sa.Integer(), "sqlite")
    op.add_column("endorsement", sa.Column("held", held, nullable=False, server_default=sa.false()))
    op.add_column("statement", sa.Column("careful_since", moment(), nullable=True))


def downgrade() -> None:
    op.drop_column("statement", "careful_since")
    op.drop_column("endorsement", "held")
    op.drop_table("block")
