"""A revision says what it is to the one before, and why; who signed an earlier text is asked, and answers.

Revision: 0018
After: 0017

Of revisions that are there already nobody said that the meaning stayed the same. They count as substantive: readers
go on seeing who signed another text than the newest, as they did before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KINDS_BEFORE = (
    "confirm", "already", "link", "approved", "declined", "withdrawn", "amended", "amendment", "merged", "waiting",
    "second_voice", "invitation", "asked", "reminder",
)  # fmt: skip
KINDS = (*KINDS_BEFORE, "revised")
KIND = "kind IN ('first', 'correction', 'substantive')"
FIRST = "(kind = 'first') = (number = 1)"


def moment() -> sa.types.TypeEngine:
    """An aware datetime."""
    return sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def upgrade() -> None:
    let_published_ones_change()
    if on_sqlite():  # which takes a rule with a new column, and would otherwise rebuild the table for it
        op.execute(
            "ALTER TABLE revision ADD COLUMN kind TEXT NOT NULL DEFAULT 'substantive' "
            f"CONSTRAINT ck_revision_kind CHECK ({KIND})"
        )
    else:
        op.add_column("revision", sa.Column("kind", sa.Text(), nullable=False, server_default="substantive"))
        op.create_check_constraint(op.f("ck_revision_kind"), "revision", KIND)
        op.alter_column("revision", "kind", server_default=None)
    op.execute("UPDATE revision SET kind = 'first' WHERE number = 1")
    if on_sqlite():
        op.execute(
            "ALTER TABLE revision ADD COLUMN note TEXT NOT NULL DEFAULT '' "
            f"CONSTRAINT ck_revision_first CHECK ({FIRST})"
        )
    else:
        op.add_column("revision", sa.Column("note", sa.Text(), nullable=False, server_default=""))
        op.create_check_constraint(op.f("ck_revision_first"), "revision", FIRST)
        op.alter_column("revision", "note", server_default=None)
    let_published_ones_change_no_more()
    op.create_table(
        "asking",
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", moment(), nullable=True),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_asking_answered")),
        sa.CheckConstraint("answer IS NULL OR answer IN ('stands', 'stays')", name=op.f("ck_asking_answer")),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_asking_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_asking_revision_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["moderator.id"], name=op.f("fk_asking_moderator_id")),
        sa.PrimaryKeyConstraint("endorsement_id", "revision_id", name=op.f("pk_asking")),
        sqlite_strict=True,
    )
    op.create_index("ix_asking_revision", "asking", ["revision_id", "answer"])
    kinds_of_message(KINDS)


def let_published_ones_change() -> None:
    """For a moment: the trigger of the first migration forbids it."""
    if on_sqlite():
        op.execute("DROP TRIGGER revision_no_update")
    else:
        op.execute("ALTER TABLE revision DISABLE TRIGGER revision_no_update")


def let_published_ones_change_no_more() -> None:
    """The same trigger, word for word."""
    if on_sqlite():
        op.execute(
            "CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision WHEN OLD.published_at IS NOT NULL "
            "BEGIN SELECT RAISE(ABORT, 'a published revision never changes'); END"
        )
    else:
        op.execute("ALTER TABLE revision ENABLE TRIGGER revision_no_update")


def kinds_of_message(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("message", table_kwargs={"sqlite_strict": True}) as table:
        table.drop_constraint(op.f("ck_message_kind"), type_="check")
        table.create_check_constraint(op.f("ck_message_kind"), f"kind IN ({listed})")


def downgrade() -> None:
    """What a revision is, and what was answered, is forgotten; every signature stays with the text it is bound to."""
    op.execute("DELETE FROM message WHERE kind = 'revised'")
    kinds_of_message(KINDS_BEFORE)
    op.drop_table("asking")
    if not on_sqlite():
        op.drop_constraint(op.f("ck_revision_first"), "revision", type_="check")
        op.drop_constraint(op.f("ck_revision_kind"), "revision", type_="check")
    op.drop_column("revision", "note")
    op.drop_column("revision", "kind")
