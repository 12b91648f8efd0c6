"""When an endorsement was withdrawn, and what its signatory says about why.

Revision: 0003
After: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
    op.add_column("endorsement", sa.Column("withdrawn_at", moment, nullable=True))
    op.add_column("endorsement", sa.Column("withdrawal_note", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE endorsement SET withdrawn_at = (SELECT max(event.at) FROM event "
        "WHERE event.endorsement_id = endorsement.id AND event.tag = 'endorsement:withdrawn') "
        "WHERE state = 'withdrawn'"
    )


def downgrade() -> None:
    op.drop_column("endorsement", "withdrawal_note")
    op.drop_column("endorsement", "withdrawn_at")
