"""Statements are written at the desk: their time zone, planned publication, late endorsements, what is being written.

Revision: 0014
After: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

PLANNED = "publish_at IS NULL OR published_at IS NULL"
LATE = "late_until IS NULL OR late_since IS NOT NULL"


def moment() -> sa.types.TypeEngine:
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def add_checked(column: str, name: str, check: str) -> None:
    """A moment with its rule. SQLite takes a rule with a new column; otherwise it would rebuild the table for it."""
    if on_sqlite():
        op.execute(f"ALTER TABLE statement ADD COLUMN {column} TEXT CONSTRAINT {name} CHECK ({check})")
        return
    op.add_column("statement", sa.Column(column, moment(), nullable=True))
    op.create_check_constraint(op.f(name), "statement", check)


def add_filled(table: str, column: str, type_: sa.types.TypeEngine, value: str) -> None:
    """A column that every row has from the start."""
    op.add_column(table, sa.Column(column, type_, nullable=False, server_default=sa.text(value)))
    if not on_sqlite():  # which cannot take a default away without rebuilding the table
        op.alter_column(table, column, server_default=None)


def upgrade() -> None:
    add_filled("statement", "zone", sa.Text(), "'UTC'")
    add_filled("statement", "version", sa.Integer(), "1")
    op.add_column("statement", sa.Column("late_since", moment(), nullable=True))
    add_checked("publish_at", "ck_statement_planned_while_a_draft", PLANNED)
    add_checked("late_until", "ck_statement_late", LATE)
    where = sa.text("publish_at IS NOT NULL")
    op.create_index("ix_statement_planned", "statement", ["publish_at"], sqlite_where=where, postgresql_where=where)
    flag = sa.Boolean().with_variant(sa.Integer(), "sqlite")
    add_filled("endorsement", "late", flag, "0" if on_sqlite() else "false")
    op.create_table(
        "working_text",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("addressed_to", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_working_text_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "language", name=op.f("pk_working_text")),
        sa.UniqueConstraint("statement_id", "position", name=op.f("uq_working_text_statement_id_position")),
        sqlite_strict=True,
    )
    op.create_table(
        "saved_version",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", moment(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_saved_version_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "version", name=op.f("pk_saved_version")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """A plan is forgotten, and so is what was being written; late endorsements look as if they were in time."""
    op.drop_table("saved_version")
    op.drop_table("working_text")
    op.drop_column("endorsement", "late")
    op.drop_index("ix_statement_planned", "statement")
    if not on_sqlite():
        op.drop_constraint(op.f("ck_statement_late"), "statement", type_="check")
        op.drop_constraint(op.f("ck_statement_planned_while_a_draft"), "statement", type_="check")
    for column in ("late_until", "publish_at", "late_since", "version", "zone"):
        op.drop_column("statement", column)
