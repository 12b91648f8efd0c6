"""Searches of names read an index, not the rows.

SQLite reads through an index that holds the names themselves. PostgreSQL looks up three letters at a time, where its
extension pg_trgm may be made; elsewhere it reads the rows as before. These indexes are in no model.

Revision: 0012
After: 0011
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ON_POSTGRESQL = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX ix_endorsement_search ON endorsement USING gin (search_name gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm cannot be made here: searches will read the rows';
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ON_POSTGRESQL)
        return
    op.execute(
        "CREATE INDEX ix_endorsement_search ON endorsement "
        "(statement_id, state, printed_position, sort_name, id, country, search_name)"
    )
    op.execute(
        "CREATE INDEX ix_endorsement_desk_search ON endorsement (state, queued_at, id, held, statement_id, search_name)"
    )


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_endorsement_desk_search")
    op.execute("DROP INDEX IF EXISTS ix_endorsement_search")
