"""What was observed about an endorsement; how names look; the network of a form for a day.

Revision: 0007
After: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("endorsement", sa.Column("source", sa.Text(), nullable=True))
    op.create_index("ix_endorsement_created", "endorsement", ["created_at"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('agreed', 'mailbox', 'domain', 'second_voice', 'dns', 'same_as', 'spoof', 'burst', 'robot')",
            name=op.f("ck_observation_kind"),
        ),
        sa.CheckConstraint("weight BETWEEN -3 AND 3", name=op.f("ck_observation_weight")),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_observation_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["endorsement.id"], name=op.f("fk_observation_other_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sqlite_strict=True,
    )
    op.create_index("ix_observation_endorsement", "observation", ["endorsement_id"], unique=False)
    op.create_index("ix_observation_other", "observation", ["other_id"], unique=False)
    op.create_table(
        "name_look",
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("look", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_name_look_endorsement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("endorsement_id", "look", name=op.f("pk_name_look")),
        sqlite_strict=True,
    )
    op.create_index("ix_name_look_look", "name_look", ["look"], unique=False)


def downgrade() -> None:
    op.drop_table("name_look")
    op.drop_table("observation")
    op.drop_index("ix_endorsement_created", table_name="endorsement")
    op.drop_column("endorsement", "source")
