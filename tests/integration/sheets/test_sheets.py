"""Every messy spreadsheet is read as a careful person reads it, and what is no list is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from tests.factories import an_endorsement
from tests.integration.sheets import cells, countries, forms, grown, headings, rows, text_files, workbooks
from tests.integration.sheets.expected import Sheet
from tests.integration.sheets.unreadable import UNREADABLE, bomb

SHEETS = [
    sheet for part in (text_files, headings, cells, countries, rows, workbooks, forms, grown) for sheet in part.FILES
]
FIELDS = {"record", "verdict", "organisation", "country", "website", "date", "same_as", "reasons"}


@pytest.fixture
def looked(app: Flask, appeal: Statement, write: Any, tmp_path: Path) -> Any:
    """What `flask signatories import --dry-run --json` came to, of a file of that name and content."""
    with write() as session:
        for name, state in zip(rows.REGISTERED, (State.APPROVED, State.PENDING), strict=True):
            an_endorsement(session, appeal, state=state, organisation=name)

    def look(name: str, content: bytes) -> Any:
        file = tmp_path / name
        file.write_bytes(content)
        command = ["signatories", "import", str(file), "--statement", "appeal", "--dry-run", "--json"]
        return app.test_cli_runner().invoke(args=command)

    return look


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_messy_sheet_is_read_as_a_careful_person_reads_it(sheet: Sheet, looked: Any) -> None:
    result = looked(sheet.name, sheet.content)
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert set(said) >= {"encoding", "sheet", "header_record", "columns", "records"}
    assert all(set(record) >= FIELDS for record in said["records"])
    assert sheet.wrong(said) == []


@pytest.mark.parametrize("name", [*UNREADABLE, "bomb.xlsx"])
def test_what_is_no_list_is_refused_in_one_line(name: str, looked: Any) -> None:
    result = looked(name, UNREADABLE[name] if name in UNREADABLE else bomb())
    assert result.exit_code not in (0, 2)
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.stderr
