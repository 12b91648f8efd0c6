"""What may be done in one place only is done there only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import ROOT

OPERATIONS = ROOT / "app" / "domain" / "endorsements" / "operations.py"


def sources(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def targets(tree: ast.AST) -> Iterator[ast.expr]:
    """Everything that is assigned to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            yield from node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            yield node.target


VIEWS = [file for file in sources("app/web") if file.parent.name != "web"]


@pytest.mark.parametrize("file", sources("app", "tests"), ids=lambda file: str(file.relative_to(ROOT)))
def test_the_state_is_written_by_the_operations_alone(file: Path) -> None:
    tree = ast.parse(file.read_text())
    written = [one for one in targets(tree) if isinstance(one, ast.Attribute) and one.attr == "_state"]
    named = [one.arg for one in ast.walk(tree) if isinstance(one, ast.keyword) and one.arg == "_state"]
    by_name = re.search(r"""setattr\([^)]*["']_state["']""", file.read_text()) and file != Path(__file__)
    if file == OPERATIONS:
        assert written
    else:
        assert not written
        assert not named
        assert not by_name


@pytest.mark.parametrize("file", sources("app/domain"), ids=lambda file: str(file.relative_to(ROOT)))
def test_the_domain_never_commits_and_reads_no_clock(file: Path) -> None:
    """Time is an argument, and the unit of work commits once."""
    called = {one.func.attr for one in ast.walk(ast.parse(file.read_text())) if _is_method(one)}
    assert not called & {"commit", "rollback", "now", "today", "utcnow"}


@pytest.mark.parametrize("file", VIEWS, ids=lambda file: str(file.relative_to(ROOT)))
def test_views_write_no_sql_and_commit_nothing(file: Path) -> None:
    called = {one.func.attr for one in ast.walk(ast.parse(file.read_text())) if _is_method(one)}
    assert not called & {"commit", "rollback", "flush"}
    if file.name != "machines.py":  # /healthz asks the database whether it answers
        assert not called & {"execute", "scalar", "scalars"}


@pytest.mark.parametrize("file", VIEWS, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_view_has_fewer_than_20_lines(file: Path) -> None:
    for function in ast.walk(ast.parse(file.read_text())):
        if isinstance(function, ast.FunctionDef) and any("bp" in ast.unparse(one) for one in function.decorator_list):
            first = function.body[1] if ast.get_docstring(function) else function.body[0]
            assert (function.end_lineno or 0) - first.lineno < 20, function.name


@pytest.mark.parametrize("file", sources("app"), ids=lambda file: str(file.relative_to(ROOT)))
def test_nobody_says_that_text_is_safe_html_but_the_markdown_renderer(file: Path) -> None:
    if file.name != "markdown.py":
        assert not re.search(r"\bMarkup\(", file.read_text())


def _is_method(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
