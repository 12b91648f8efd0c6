"""What was delivered: the record of each pack, and the digest of its file.

Revision: 0016
After: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FROZEN = " AND ".join(
    f"({name} IS NULL) = (sha256 IS NULL)"
    for name in ("frozen_at", "revision", "register_version", "organisations", "countries", "size", "event_id")
)


def moment() -> sa.types.TypeEngine:
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("frozen_at", moment(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("register_version", sa.Integer(), nullable=True),
        sa.Column("organisations", sa.Integer(), nullable=True),
        sa.Column("countries", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(FROZEN, name=op.f("ck_delivery_frozen")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_delivery_sha256")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_delivery_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("public_id", name=op.f("uq_delivery_public_id")),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_statement_id", "delivery", ["statement_id", "id"])


def downgrade() -> None:
    op.drop_table("delivery")
