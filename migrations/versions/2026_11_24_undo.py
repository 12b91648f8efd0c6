"""Decisions that can be undone, taken together, and that keep their words; the reasons become a list of the editors'.

Revision: 0004
After: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BUILT_IN = (
    ("not_an_organisation", '["decline"]'),
    ("duplicate", '["decline", "withdraw"]'),
    ("no_authority", '["decline", "reconsider"]'),
    ("not_genuine", '["decline", "reconsider"]'),
    ("out_of_scope", '["decline"]'),
    ("at_its_request", '["reconsider", "withdraw"]'),
    ("mistake", '["reconsider"]'),
    ("other", '["decline", "reconsider", "withdraw"]'),
)
ACTIONS = "action IN ('confirm', 'approve', 'decline', 'reconsider', 'withdraw', 'amend', 'undo')"
ACTIONS_BEFORE = "action IN ('confirm', 'approve', 'decline', 'reconsider', 'withdraw', 'amend')"
REASONS_BEFORE = (
    "reason IS NULL OR reason IN ('not_an_organisation', 'duplicate', "
    "'no_authority', 'not_genuine', 'out_of_scope', 'at_its_request', 'mistake', 'other')"
)
decision = sa.table("decision", sa.column("reason"))


def moment() -> sa.types.TypeEngine:
    """An aware datetime."""
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    reason = op.create_table(
        "reason",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", moment(), nullable=True),
        sa.CheckConstraint("length(code) BETWEEN 1 AND 40", name=op.f("ck_reason_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reason")),
        sqlite_strict=True,
    )
    op.bulk_insert(
        reason,
        [
            {"code": code, "actions": actions, "label": "", "words": "{}", "position": position}
            for position, (code, actions) in enumerate(BUILT_IN, start=1)
        ],
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("at", moment(), nullable=False),
        sa.Column("missed", sa.Text(), nullable=False),
        sa.Column("undone_at", moment(), nullable=True),
        sa.CheckConstraint("action IN ('approve', 'decline')", name=op.f("ck_batch_action")),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderator.id"], name=op.f("fk_batch_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_batch_public_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("decision", table_kwargs={"sqlite_strict": True}) as table:
        table.drop_constraint(op.f("ck_decision_action"), type_="check")
        table.drop_constraint(op.f("ck_decision_reason"), type_="check")
        table.create_check_constraint(op.f("ck_decision_action"), ACTIONS)
        table.add_column(sa.Column("words", sa.Text(), nullable=True))
        table.add_column(sa.Column("left_version", sa.Integer(), nullable=True))
        table.add_column(sa.Column("before", sa.Text(), nullable=True))
        table.add_column(sa.Column("undone_at", moment(), nullable=True))
        table.add_column(sa.Column("batch_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_decision_reason"), "reason", ["reason"], ["code"])
        table.create_foreign_key(op.f("fk_decision_batch_id"), "batch", ["batch_id"], ["id"])
    op.create_index("ix_decision_batch", "decision", ["batch_id"], unique=False)


def downgrade() -> None:
    """Reasons of an editor's own become `other`, what was undone stays a decision."""
    own = decision.c.reason.not_in([code for code, _ in BUILT_IN])
    op.execute(decision.update().where(own).values(reason="other"))
    op.drop_index("ix_decision_batch", "decision")
    with op.batch_alter_table("decision", table_kwargs={"sqlite_strict": True}) as table:
        table.drop_constraint(op.f("ck_decision_action"), type_="check")
        table.create_check_constraint(op.f("ck_decision_action"), ACTIONS_BEFORE)
        table.create_check_constraint(op.f("ck_decision_reason"), REASONS_BEFORE)
        table.drop_constraint(op.f("fk_decision_reason"), type_="foreignkey")
        table.drop_constraint(op.f("fk_decision_batch_id"), type_="foreignkey")
        for name in ("batch_id", "undone_at", "before", "left_version", "words"):
            table.drop_column(name)
    op.drop_table("batch")
    op.drop_table("reason")
