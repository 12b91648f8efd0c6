"""How often each moderator is told by mail that endorsements wait.

Revision: 0008
After: 0007
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE moderator ADD COLUMN digest TEXT DEFAULT 'hourly' NOT NULL "
        "CONSTRAINT ck_moderator_digest CHECK (digest IN ('immediately', 'hourly', 'daily', 'never'))"
    )


def downgrade() -> None:
    op.drop_column("moderator", "digest")
