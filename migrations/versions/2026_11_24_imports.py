"""Which file an imported endorsement came from, and which record of it.

Revision: 0005
After: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "actor_kind IN ('signatory', 'moderator', 'administrator', 'system')",
            name=op.f("ck_import_batch_actor_kind"),
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_import_batch_sha256")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_import_batch_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sqlite_strict=True,
        sqlite_autoincrement=True,  # the audit trail names ids, and outlives the rows
    )
    op.create_index("ix_import_batch_file", "import_batch", ["statement_id", "sha256"], unique=False)
    op.create_table(
        "imported_record",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_imported_record_batch_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["endorsement_id"],
            ["endorsement.id"],
            name=op.f("fk_imported_record_endorsement_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("batch_id", "record", name=op.f("pk_imported_record")),
        sqlite_strict=True,
    )
    op.create_index("ix_imported_record_endorsement", "imported_record", ["endorsement_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_imported_record_endorsement", table_name="imported_record")
    op.drop_table("imported_record")
    op.drop_index("ix_import_batch_file", table_name="import_batch")
    op.drop_table("import_batch")
