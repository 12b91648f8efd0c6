"""Mails that tell signatories what a moderator changed, or answered to the change that they proposed.

Revision: 0013
After: 0012
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BEFORE = (
    "confirm", "already", "link", "approved", "declined", "withdrawn", "merged", "waiting", "second_voice",
    "invitation",
)  # fmt: skip
AFTER = (*BEFORE[:6], "amended", "amendment", *BEFORE[6:])


def upgrade() -> None:
    _kinds_of_message(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind IN ('amended', 'amendment')")
    _kinds_of_message(BEFORE)


def _kinds_of_message(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("message", table_kwargs={"sqlite_strict": True}) as table:
        table.drop_constraint(op.f("ck_message_kind"), type_="check")
        table.create_check_constraint(op.f("ck_message_kind"), f"kind IN ({listed})")
