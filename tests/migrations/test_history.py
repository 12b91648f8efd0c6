"""The migrations as files: one line of history that anybody can read, and that does not depend on today's code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from tests.databases import ROOT

SCRIPTS = ScriptDirectory(str(ROOT / "migrations"))
FILES = sorted((ROOT / "migrations" / "versions").glob("*.py"))


def test_there_is_one_head() -> None:
    assert len(SCRIPTS.get_heads()) == 1
    assert len(SCRIPTS.get_bases()) == 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_migration_is_named_for_its_day_and_matter(file: Path) -> None:
    assert re.fullmatch(r"\d{4}_\d{2}_\d{2}_[a-z0-9_]+", file.stem)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_migration_speaks_plain_sqlalchemy(file: Path) -> None:
    """Models change; what was migrated once must migrate again next year."""
    imported = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            imported |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported <= {"__future__", "sqlalchemy", "alembic"}


@pytest.mark.parametrize("script", list(SCRIPTS.walk_revisions()), ids=lambda script: script.revision)
def test_a_migration_goes_both_ways_and_says_what_it_does(script) -> None:  # type: ignore[no-untyped-def]  # Alembic's Script
    assert script.doc
    for way in ("upgrade", "downgrade"):
        function = next(
            node
            for node in ast.parse(Path(script.path).read_text()).body
            if isinstance(node, ast.FunctionDef) and node.name == way
        )
        assert not isinstance(function.body[0], ast.Pass)
