"""A file is one subject, and none is a store-room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import ROOT

WALL = 250  # lines
STORE_ROOMS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared", "base_views"}
FILES = [ROOT / "config.py", ROOT / "make.py"]
FILES += [file for folder in ("app", "tests", "benchmarks", "migrations") for file in (ROOT / folder).rglob("*.py")]
TOOLS = list((ROOT / "tools").glob("*.py"))
ONE_FILE = ROOT / "tools" / "undersigned_verify.py"  # people copy it to another machine: it must be one
WRITTEN_BY_ALEMBIC_FIRST = ROOT / "migrations" / "versions"  # history is as long as it was


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_the_files_are_found() -> None:
    assert len(FILES) > 60


@pytest.mark.parametrize("file", [*FILES, *TOOLS], ids=named)
def test_a_file_has_at_most_250_lines(file: Path) -> None:
    if file.parent != WRITTEN_BY_ALEMBIC_FIRST and file != ONE_FILE:
        assert len(file.read_text().splitlines()) <= WALL


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_is_named_for_its_subject(file: Path) -> None:
    assert not {*file.relative_to(ROOT).parts[:-1], file.stem} & STORE_ROOMS
