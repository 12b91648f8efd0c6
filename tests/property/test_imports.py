"""Whatever somebody types into a spreadsheet: every record is there once, and no name says anything else."""

from __future__ import annotations

import csv
import json
import unicodedata
from io import BytesIO, StringIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.text.lines import without_unseen
from app.imports.columns import Columns, guess_columns
from app.imports.facts import Surroundings, facts_of
from app.imports.names import seen
from app.imports.reading import read
from app.imports.separated import records_of
from app.imports.sheet import Sheet, Unreadable

LETTERS = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff")
CELLS = st.text(LETTERS | st.sampled_from(list(',;"\t|\n()*?')), max_size=24)
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=12)


def written(table: list[list[str]], separator: str) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    return buffer.getvalue()


@given(TABLES, st.sampled_from(",;\t|"))
def test_what_a_spreadsheet_wrote_is_read_as_it_was(table: list[list[str]], separator: str) -> None:
    """Three columns in quotes, as every program writes them."""
    found = list(records_of(written(table, separator), separator))
    cells = [[cell.text for cell in record.cells] for record in found]
    assert cells == table
    assert [record.number for record in found] == list(range(1, len(table) + 1))


@given(st.text(st.characters(blacklist_categories=("Cs",)) | st.sampled_from(list(',;"\n\r\t')), max_size=200))
def test_no_text_is_lost_whatever_its_quotes(text: str) -> None:
    """Every letter and figure of every line stands in some record, in its order."""
    found = "".join(cell.text for record in records_of(text, ",") for cell in record.cells)
    assert [one for one in found if one.isalnum()] == [one for one in text if one.isalnum()]


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        sheet = read(raw, "list.csv")
    except Unreadable:
        return
    columns = guess_columns(sheet)
    assert [record.number for record in sheet.records] == list(range(1, len(sheet.records) + 1))
    assert Sheet.from_json(json.loads(json.dumps(sheet.as_json()))) == sheet
    assert Columns.from_json(json.loads(json.dumps(columns.as_json()))) == columns


@given(st.lists(CELLS, min_size=1, max_size=8))
@settings(max_examples=60)
def test_a_workbook_is_read_as_it_was(names: list[str]) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for place, name in enumerate(names, 1):
        cell = sheet.cell(place, 1, f"x{name}")
        cell.data_type = "s"
    buffer = BytesIO()
    made.save(buffer)
    found = read(buffer.getvalue(), "list.xlsx")
    assert [record.cell(0).text for record in found.records] == [f"x{name}" for name in names]


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=80))
def test_a_name_changes_by_trimming_composing_and_what_cannot_be_seen(text: str) -> None:
    name, reasons = seen(text, "organisation")
    line = " ".join(part for part in without_unseen(text)[0].split())
    assert unicodedata.normalize("NFC", line).split() == " ".join(name.split()).split() or reasons
    if not reasons:
        assert name == text
    assert seen(name, "organisation")[0] == name


@given(TABLES)
def test_every_cell_can_be_made_sense_of_or_is_said(table: list[list[str]]) -> None:
    sheet = read(("Organisation\tCountry\tDate\n" + written(table, "\t")).encode(), "list.tsv")
    columns = Columns(("organisation", "country", "date"), ("a", "b", "c"))
    for record in sheet.records:
        facts = facts_of(record, Surroundings(columns), {})
        assert facts.record == record.number
        assert facts.organisation or facts.reasons
