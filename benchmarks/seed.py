"""A site with the founding statement, and as many organisations on its register as asked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from app import create_app
from app.cli.duplicates import index_names
from app.cli.statement import import_files
from app.database import writing
from app.domain.base import public_id
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from config import Config

STATEMENT = Path(__file__).parent.parent / "statements" / "security-council-and-osce.md"
SLUG = STATEMENT.stem
COUNTRIES = ("AM", "GE", "FR", "DE", "KE", "UG", "BR", "IN", "VN", "LB")


def seeded(database: Path, signatories: int, environment: dict[str, str]) -> Flask:
    """Make the database and fill it; rows are written past the operations, for speed alone."""
    app = create_app(Config.from_env({**environment, "DATABASE_URL": f"sqlite:///{database}"}))
    with app.app_context():
        flask_migrate.upgrade()
        import_files([STATEMENT], publish=True)
        now = datetime.now(UTC)
        with writing() as session:
            statement = session.scalars(sa.select(Statement)).one()
            row = {
                "statement_id": statement.id, "revision_id": statement.revisions[0].id, "_state": State.APPROVED,
                "version": 3, "locale": "en", "created_at": now, "confirmed_at": now,
                "queued_at": now, "listed_at": now,
                "organisation_latin": "", "also_known_as": "", "website": "", "representative": "", "position": "",
                "mandate": "", "note": "", "show_representative": False, "printed_position": 1_000_000,
                "link_version": 1,
            }  # fmt: skip
            for start in range(9, signatories, 5000):
                session.execute(
                    sa.insert(Endorsement),
                    [
                        row
                        | {
                            "public_id": public_id(),
                            "organisation": f"Open Society Forum number {number} for Rights",
                            "organisation_key": f"open society forum number {number} for rights",
                            "sort_name": f"open society forum number {number} for rights",
                            "search_name": f"open society forum number {number} for rights",
                            "country": COUNTRIES[number % len(COUNTRIES)],
                        }
                        for number in range(start, min(start + 5000, signatories))
                    ],
                )
            statement.register_version += 1
        index_names()
    return app
