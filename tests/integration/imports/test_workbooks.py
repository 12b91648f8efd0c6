"""XLSX: sheets, merged cells, formulas, numbers, dates; and how spreadsheets were really saved."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.integration.imports.conftest import rows, workbook

HEADER = ["Organisation", "Country", "Website", "Date"]


def edited(raw: bytes, part: str, change: Any) -> bytes:
    """The workbook with one of its parts changed."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as before, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            text = before.read(entry)
            after.writestr(entry.filename, change(text.decode()).encode() if entry.filename == part else text)
    return buffer.getvalue()


def test_rows_have_the_numbers_that_the_spreadsheet_shows(read_in: Any) -> None:
    content = rows(
        ["Signatories of the appeal"], [], HEADER, ["Peace House", "Armenia", "peace.am"], [], ["Open Door", "GE"]
    )
    read = read_in(content, filename="list.xlsx")
    assert read.verdicts == ["ignore", "ignore", "ignore", "new", "ignore", "new"]
    assert (read.all["encoding"], read.all["sheet"], read.all["header_record"]) == (None, "Sheet", 3)
    assert read.all["columns"] == {
        "Organisation": "organisation",
        "Country": "country",
        "Website": "website",
        "Date": "date",
    }


def test_the_country_of_a_merged_cell_is_proposed_and_not_filled_in(read_in: Any) -> None:
    def build(made: openpyxl.Workbook) -> None:
        sheet: Any = made.active
        sheet.append(["Joint appeal"])
        sheet.merge_cells("A1:C1")
        sheet.append(["Country", "Organisation", "Website"])
        sheet.append(["Armenia", "Peace House", "peace.am"])
        sheet.append([None, "Open Door", "door.am"])
        sheet.append([None, "Free Press", None])
        sheet.merge_cells("A3:A5")

    read = read_in(workbook(build), filename="list.xlsx")
    assert read.verdicts == ["ignore", "ignore", "new", "warn", "warn"]
    assert [record["country"] for record in read][2:] == ["AM", None, None]
    assert read[4]["proposed"] == {"country": "AM"}
    assert "country_proposed: AM" in read.why(5)


def test_a_name_merged_over_two_rows_is_proposed_for_the_second(read_in: Any) -> None:
    def build(made: openpyxl.Workbook) -> None:
        sheet: Any = made.active
        sheet.append(["Organisation", "Country", "Contact"])
        sheet.append(["Peace House", "Armenia", "Ani"])
        sheet.append([None, None, "Aram"])
        sheet.merge_cells("A2:A3")

    read = read_in(workbook(build), filename="list.xlsx")
    assert read.verdicts == ["ignore", "new", "fix"]
    assert read[3]["proposed"]["organisation"] == "Peace House"


def test_a_formula_without_a_value_must_be_mended_and_one_with_a_value_looked_at(read_in: Any) -> None:
    content = rows(HEADER, ['=A1&" House"', "AM"], ["Open Door", "GE"], ["#REF!", "GE"])
    with_value = edited(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r'<c r="A3"[^>]*>.*?</c>', '<c r="A3" t="str"><f>B3</f><v>Dawn House</v></c>', xml),
    )
    read = read_in(with_value, filename="list.xlsx")
    assert read.verdicts == ["ignore", "fix", "warn", "fix"]
    assert read[3]["organisation"] == "Dawn House"
    assert "formula" in read.why(2)
    assert "error_value" in read.why(4)


def test_numbers_stay_as_they_were_typed_and_dates_are_no_names(read_in: Any) -> None:
    read = read_in(
        rows(HEADER, [350, "US", "350.org"], [12.5, "US"], [date(2021, 3, 8), "AM"], [True, "AM"]), filename="l.xlsx"
    )
    assert read.verdicts == ["ignore", "warn", "warn", "fix", "fix"]
    assert read.names == ["350", "12.5", "2021-03-08", "TRUE"]


def test_every_kind_of_date_in_one_column(read_in: Any) -> None:
    days: list[Any] = [
        date(2021, 7, 29),
        datetime.combine(date(2021, 7, 29), time(14, 5)),
        44406,
        44406.6,
        "44406",
        "29.07.2021",
        "2021-07-29",
        "07/29/2021",
        "29 July 2021",
        "29 հուլիսի 2021",
        "29 июля 2021 г.",
        "7/29/2021 14:05:11",
    ]
    lines = [[f"Organisation number {number}", "AM", None, day] for number, day in enumerate(days)]
    read = read_in(rows(HEADER, *lines), filename="list.xlsx")
    assert {record["date"] for record in read} == {None, "2021-07-29"}
    assert [record["date"] for record in read].count(None) == 1


def test_a_workbook_that_counts_from_1904(read_in: Any) -> None:
    def build(made: openpyxl.Workbook) -> None:
        made.epoch = CALENDAR_MAC_1904
        sheet: Any = made.active
        sheet.append(HEADER)
        sheet.append(["Peace House", "AM", "peace.am", date(2021, 7, 29)])

    assert read_in(workbook(build), filename="list.xlsx")[2]["date"] == "2021-07-29"


def several(made: openpyxl.Workbook) -> None:
    sheet: Any = made.active
    sheet.title = "Read me"
    sheet.append(["Ask Ani before you change anything here"])
    listed: Any = made.create_sheet("Signed")
    for line in (["Organisation", "Country"], ["Peace House", "AM"], ["Open Door", "GE"]):
        listed.append(line)
    old: Any = made.create_sheet("Old")
    old.sheet_state = "hidden"
    for number in range(9):
        old.append([f"Organisation of old {number}", "AM"])


def test_the_sheet_with_the_organisations_is_read_and_the_others_are_named(read_in: Any) -> None:
    read = read_in(workbook(several), filename="list.xlsx")
    assert (read.all["sheet"], read.names) == ("Signed", ["Peace House", "Open Door"])
    assert read.all["other_sheets"] == ["Read me", "Old"]


def test_another_sheet_can_be_asked_for(read_in: Any, command: Any) -> None:
    read = read_in(workbook(several), "--sheet", "Old", filename="list.xlsx")
    assert len(read.names) == 9
    missing = command(workbook(several), "--dry-run", "--sheet", "New", filename="list.xlsx")
    assert missing.exit_code == 1
    assert "Read me, Signed, Old" in missing.output


def test_a_website_behind_a_link_formula_is_found(read_in: Any) -> None:
    content = rows(HEADER, ["Peace House", "AM", '=HYPERLINK("https://peace.am/","site")'], ["Open Door", "AM"])
    assert read_in(content, filename="list.xlsx")[2]["website"] == "https://peace.am"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            "xl/workbook.xml",
            'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
            'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"',
        ),
        ("xl/styles.xml", "<fills", "<odd/><fills"),
        ("xl/worksheets/sheet1.xml", '<row r="2">', "<row>"),
        ("xl/worksheets/sheet1.xml", 'r="A2" ', ""),
    ],
)
def test_what_other_programs_write_is_read_too(read_in: Any, part: str, old: str, new: str) -> None:
    content = edited(rows(HEADER, ["Peace House", "AM"]), part, lambda xml: xml.replace(old, new))
    assert read_in(content, filename="list.xlsx")[2]["organisation"] == "Peace House"


def test_rich_text_and_escapes_are_text(read_in: Any) -> None:
    rich = "<is><r><t>Peace </t></r><r><rPr><b/></rPr><t>House_x000D_</t></r><rPh><t>reading</t></rPh></is>"
    content = edited(
        rows(HEADER, ["x", "AM"]),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r'<c r="A2"[^>]*>.*?</c>', f'<c r="A2" t="inlineStr">{rich}</c>', xml),
    )
    assert read_in(content, filename="list.xlsx")[2]["organisation"] == "Peace House"
