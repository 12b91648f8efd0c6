"""A statement, and the command that reads a file for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from flask import Flask

from app.domain.statements.models import Statement

Command = Callable[..., Result]


@pytest.fixture
def command(app: Flask, appeal: Statement, tmp_path: Path) -> Command:
    """`command("name;country\\n…", "--dry-run", filename="list.csv")` imports what a file with that in it holds."""

    def run(content: bytes | str, *options: str, filename: str = "list.csv") -> Result:
        file = tmp_path / filename
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        arguments = ["signatories", "import", str(file), "--statement", appeal.slug, *options]
        return app.test_cli_runner().invoke(args=arguments)

    return run


class Read:
    """What `--json` printed: `.verdicts`, and records by their number."""

    def __init__(self, printed: str) -> None:
        self.all: dict[str, Any] = json.loads(printed)
        numbers = [record["record"] for record in self.all["records"]]
        assert numbers == list(range(1, len(numbers) + 1)), "every record is there, once"

    def __getitem__(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.all["records"][number - 1]
        return found

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.all["records"])

    @property
    def verdicts(self) -> list[str]:
        """In the order of the records; `warn` for what is new with warnings, `same?` for a suspected duplicate."""
        short = {"new_with_warnings": "warn", "suspected_duplicate": "same?", "duplicate": "same", "fix_needed": "fix"}
        return [short.get(record["verdict"], record["verdict"]) for record in self]

    @property
    def names(self) -> list[str | None]:
        """The organisations that are no part of the frame."""
        return [record["organisation"] for record in self if record["verdict"] != "ignore"]

    def why(self, number: int) -> str:
        """The reasons for the verdict on that record."""
        return "; ".join(self[number]["reasons"])


@pytest.fixture
def read_in(command: Command) -> Callable[..., Read]:
    """`read_in(content)`: what a dry run says of every record."""

    def reading(content: bytes | str, *options: str, filename: str = "list.csv") -> Read:
        result = command(content, "--dry-run", "--json", *options, filename=filename)
        assert result.exit_code == 0, result.output
        return Read(result.stdout)

    return reading


def workbook(build: Callable[[openpyxl.Workbook], None]) -> bytes:
    """An XLSX file, as openpyxl writes it."""
    made = openpyxl.Workbook()
    build(made)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def rows(*lines: list[Any], title: str = "Sheet") -> bytes:
    """A workbook with one sheet of these rows."""

    def build(made: openpyxl.Workbook) -> None:
        sheet = made.active
        assert sheet is not None
        sheet.title = title
        for line in lines:
            sheet.append(line)

    return workbook(build)
