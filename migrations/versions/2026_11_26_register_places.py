"""Where each listed organisation stands on the register for readers of each alphabet.

Until `flask duplicates index` has sorted them, they stand as they did before, for every alphabet.

Revision: 0017
After: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COLLATIONS = ("root", "es", "hy", "ru", "ar")
ENDORSEMENT = sa.table(
    "endorsement",
    *(sa.column(name) for name in ("id", "statement_id", "state", "printed_position", "country", "search_name")),
    sa.column("sort_name", sa.Text()),
)
PLACE = sa.table(
    "register_place",
    *(
        sa.column(sa.sql.quoted_name(name, quote=True))  # to PostgreSQL "collation" is a word of its own
        for name in ("statement_id", "collation", "printed_position", "sort_key", "endorsement_id")
    ),
    *(sa.column(name) for name in ("country", "search_name")),
)

ON_POSTGRESQL = """
DO $$ BEGIN
    CREATE INDEX ix_register_place_search ON register_place USING gin (search_name gin_trgm_ops);
EXCEPTION WHEN undefined_object THEN
    RAISE NOTICE 'pg_trgm is not here: searches will read the rows';
END $$
"""


def upgrade() -> None:
    op.create_table(
        "register_place",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("collation", sa.Text(), nullable=False, quote=True),
        sa.Column("printed_position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sort_key", sa.LargeBinary(), nullable=False),
        sa.Column("endorsement_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("search_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorsement_id"], ["endorsement.id"], name=op.f("fk_register_place_endorsement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_register_place_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            *("statement_id", "collation", "printed_position", "sort_key", "endorsement_id"),
            name=op.f("pk_register_place"),
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_register_place_endorsement", "register_place", ["endorsement_id"], unique=False)
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    name = sa.func.substr(ENDORSEMENT.c.sort_name, 1, 900)
    sort_key = sa.func.convert_to(name, "UTF8") if on_postgresql else sa.cast(name, sa.LargeBinary)
    listed = ENDORSEMENT.c
    for collation in COLLATIONS:
        place = [listed.statement_id, sa.literal(collation), listed.printed_position, sort_key]
        known = sa.select(*place, listed.id, listed.country, listed.search_name).where(listed.state == "approved")
        op.execute(sa.insert(PLACE).from_select([column.name for column in PLACE.columns], known))
    if on_postgresql:
        op.execute(ON_POSTGRESQL)


def downgrade() -> None:
    op.drop_table("register_place")
