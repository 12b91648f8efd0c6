"""Files that are something else, too large, damaged, or made to do harm: refused kindly, or read as they stand."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from typing import Any

import pytest

from tests.integration.imports.conftest import rows

SHEET = "xl/worksheets/sheet1.xml"
GOOD = rows(["Organisation", "Country"], ["Peace House", "AM"])
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def repacked(raw: bytes, changes: dict[str, bytes]) -> bytes:
    """The workbook with these parts instead."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for name in dict.fromkeys([*before.namelist(), *changes]):
            after.writestr(name, changes.get(name, before.read(name) if name in before.namelist() else b""))
    return buffer.getvalue()


def archive(name: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(name, "<x/>")
    return buffer.getvalue()


def sheet_of(cells: bytes) -> bytes:
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return start + cells + b"</sheetData></worksheet>"


BOMB = sheet_of(b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"A" * 200_000_000 + b"</t></is></c></row>")
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + sheet_of(
    b"<row><c><v>&b;</v></c></row>"
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLD_EXCEL, "XLSX or CSV"),
        (b"%PDF-1.7 ...", "PDF"),
        (archive("word/document.xml"), "Word"),
        (archive("content.xml"), "OpenDocument"),
        (archive("photos/1.jpg"), "ZIP archive"),
        (b"<html><table><tr><td>Peace House</td></tr></table></html>", "web page"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08rest", "archive"),
        (b"", "nothing in it"),
        (b"\n\n  \n", "nothing in it"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (repacked(GOOD, {SHEET: b"<worksheet><row>"}), "damaged"),
        (repacked(GOOD, {SHEET: LAUGHS}), "no spreadsheet program"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"a,b\n" * 70_000, "more than 20000 records"),
        ((b"a," * 500 + b"\n") * 3, "more than 200 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_said_in_one_line(command: Any, content: bytes, said: str) -> None:
    result = command(content, "--dry-run")
    assert result.exit_code == 1
    assert said in result.output
    assert len(result.output.splitlines()) == 1


def test_a_small_file_with_a_huge_cell_is_refused_before_it_grows(command: Any) -> None:
    content = repacked(GOOD, {SHEET: BOMB})
    assert len(content) < 500_000
    started = time.process_time()
    result = command(content, "--dry-run")
    assert (result.exit_code, "unpacked" in result.output) == (1, True)
    assert time.process_time() - started < 2


def test_a_cell_far_away_makes_no_large_sheet(read_in: Any) -> None:
    far = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Peace House</t></is></c></row>'
    far += b'<row r="1048576"><c r="XFD1048576"/></row>'
    read = read_in(repacked(GOOD, {SHEET: sheet_of(far)}))
    assert read.names == ["Peace House"]


def test_merged_cells_without_end_cost_nothing(read_in: Any) -> None:
    merges = b"".join(b'<mergeCell ref="A1:XFD1048576"/>' for _ in range(500))
    content = sheet_of(b'<row r="1"><c r="A1" t="inlineStr"><is><t>Peace House</t></is></c></row>')
    content = content.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>")
    started = time.process_time()
    read_in(repacked(GOOD, {SHEET: content}))
    assert time.process_time() - started < 20


@pytest.mark.parametrize("line", ['"abc,def', '"a""b,c', '"', '","', '"a "b" c'])
def test_quotes_without_end_cost_little(read_in: Any, line: str) -> None:
    started = time.process_time()
    read = read_in("Organisation,Country\n" + f"{line}\n" * 3_000)
    assert sum(record["verdict"] is not None for record in read) > 30
    assert time.process_time() - started < 30


def test_text_for_the_terminal_is_harmless(command: Any) -> None:
    result = command("Organisation,Country\n\x1b[31mPeace\x07 House,AM\x1b]0;x\x07\n", "--dry-run")
    assert "\x1b" not in result.output
    assert "\x07" not in result.output


def test_an_encoding_that_is_none_is_refused(command: Any) -> None:
    for wrong in ("klingon", "hex", "rot13", "zip"):
        result = command("Organisation\nPeace House\n", "--dry-run", "--encoding", wrong)
        assert (result.exit_code, "no encoding" in result.output) == (1, True), wrong


def test_five_thousand_records_are_judged_in_seconds(read_in: Any) -> None:
    first = [f"{one}{two}" for one in ("Ar", "Bel", "Cor", "Dav", "Er") for two in ("van", "mir", "sen", "tal", "rok")]
    names = [
        f"{word}{end} {kind} for {what}"
        for word in first
        for end in ("ia", "ovo", "burg", "stan", "dale", "ano", "ur", "ek")
        for kind in ("Union", "Centre", "Forum", "League", "Society")
        for what in ("Peace", "Youth", "Archives", "Free Press", "Lawyers")
    ]
    lines = [f"{name},Armenia,org{place}.am,a@org{place}.am,29.07.2021\n" for place, name in enumerate(names)]
    assert len(names) == 5_000
    started = time.process_time()
    read = read_in("Organisation,Country,Website,E-mail,Date\n" + "".join(lines))
    assert time.process_time() - started < 40, "10 s on a machine that does nothing else"
    assert len(read.names) == 5_000
