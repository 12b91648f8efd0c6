"""The public ledger: its leaves, what opens them, the heads that were signed.

What is on the registers already is entered by `flask ledger begin`, which `serve --prepare` runs, and at the latest by
the first transaction that changes a register: none of it can be approved without a leaf.

Revision: 0019
After: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# name, table, event, where it is refused, words
TRIGGERS = (
    ("ledger_leaf_no_update", "ledger_leaf", "UPDATE", "TRUE", "the ledger is append-only"),
    ("ledger_leaf_no_delete", "ledger_leaf", "DELETE", "TRUE", "the ledger is append-only"),
    (
        "ledger_leaf_no_gap",
        "ledger_leaf",
        "INSERT",
        "NEW.idx <> (SELECT COALESCE(MAX(idx) + 1, 0) FROM ledger_leaf)",
        "the ledger has no gap",
    ),
    ("ledger_checkpoint_no_delete", "ledger_checkpoint", "DELETE", "TRUE", "a signed head stays"),
    ("ledger_checkpoint_no_update", "ledger_checkpoint", "UPDATE", "NEW.size <> OLD.size", "a signed head stays"),
)


def upgrade() -> None:
    op.create_table(
        "ledger_leaf",
        sa.Column("idx", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("idx >= 0", name=op.f("ck_ledger_leaf_idx")),
        sa.CheckConstraint("length(entry) < 65536", name=op.f("ck_ledger_leaf_entry")),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_ledger_leaf_hash")),
        sa.PrimaryKeyConstraint("idx", name=op.f("pk_ledger_leaf")),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_opening",
        sa.Column("idx", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(salt) = 32", name=op.f("ck_ledger_opening_salt")),
        sa.ForeignKeyConstraint(["idx"], ["ledger_leaf.idx"], name=op.f("fk_ledger_opening_idx")),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_ledger_opening_endorsement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("idx", name=op.f("pk_ledger_opening")),
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_opening_endorsement", "ledger_opening", ["endorsement_id"])
    op.create_table(
        "ledger_listing",
        sa.Column("leaf", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.Column("rebound", sa.Integer(), nullable=True),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["leaf"], ["ledger_leaf.idx"], name=op.f("fk_ledger_listing_leaf")),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_ledger_listing_endorsement_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("leaf", name=op.f("pk_ledger_listing")),
        sqlite_strict=True,
    )
    op.create_index("ix_ledger_listing_slug", "ledger_listing", ["slug"])
    op.create_index("uq_ledger_listing_endorsement", "ledger_listing", ["endorsement_id"], unique=True)
    op.create_table(
        "ledger_revision",
        sa.Column("revision_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("leaf", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_ledger_revision_revision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_ledger_revision")),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_ledger_checkpoint")),
        sqlite_strict=True,
    )
    op.create_table(
        "ledger_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vkey", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_key")),
        sa.UniqueConstraint("vkey", name=op.f("uq_ledger_key_vkey")),
        sqlite_strict=True,
    )
    op.create_table(
        "erasure_ledger",
        sa.Column("idx", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["idx"], ["ledger_leaf.idx"], name=op.f("fk_erasure_ledger_idx")),
        sa.PrimaryKeyConstraint("idx", name=op.f("pk_erasure_ledger")),
        sqlite_strict=True,
    )
    for trigger in TRIGGERS:
        refuse(*trigger)


def refuse(name: str, table: str, event: str, condition: str, words: str) -> None:
    """A trigger that refuses `event` on rows where `condition` holds, on either database."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    """Without a ledger nothing can be checked any more: only for a site that has not signed a head yet."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("erasure_ledger", "ledger_key", "ledger_checkpoint", "ledger_revision", "ledger_listing"):
        op.drop_table(table)
    op.drop_table("ledger_opening")
    op.drop_table("ledger_leaf")
    if postgresql:
        for name, *_ in TRIGGERS:
            op.execute(f"DROP FUNCTION {name}()")
