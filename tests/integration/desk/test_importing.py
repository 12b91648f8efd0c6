"""From a spreadsheet as it was sent to the queue, through the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements.evidence.models import Observation
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.web.imports import confirming
from tests.integration.desk.sheets import csv, record, sent, verdicts, xlsx
from tests.page import Browser

MESSY = xlsx(
    [
        ["Joint statement: who signed", None, None, None],
        [None, None, None, None],
        ["Name of organisation", "Country", "Website", "Date"],
        ["Open Shelves Union", "Armenia", "shelves.example", date(2026, 7, 28)],
        ["Helsinki Committee of Gyumri (agreed by phone)", None, "www.hcgyumri.example", "29.07.2026"],
        ["#REF!", "Georgia", "", ""],
        [None, None, None, None],
        ["Open Shelves Union NGO", "Armenia", "", ""],
        ["Total: 4", None, None, None],
    ],
    merged=["B4:B5"],
)


@pytest.fixture
def everybody(read: Any) -> Any:
    """Every endorsement, by name."""

    def look() -> dict[str, Endorsement]:
        with read() as session:
            return {one.organisation: one for one in session.scalars(sa.select(Endorsement))}

    return look


@pytest.mark.usefixtures("appeal")
def test_a_messy_workbook_goes_into_the_queue(moderator: Browser, everybody: Any) -> None:
    page = sent(moderator, MESSY, "who signed.xlsx")
    assert page.h1 == "who signed.xlsx"
    assert verdicts(page) == {
        1: "no sign-on",
        2: "no sign-on",
        3: "no sign-on",
        4: "new",
        5: "new, with warnings",
        6: "must be fixed",
        7: "no sign-on",
        8: "here already",
        9: "no sign-on",
    }
    assert "The country may be Armenia" in record(page, 5)
    assert everybody() == {}, "nothing is imported by being shown"

    page = page.submit(form="/countries", button="Take Armenia")
    fixing = moderator.visit(f"{page.path.split('?')[0]}?fix=5")
    page = fixing.submit({"organisation": "Helsinki Committee of Gyumri", "agreed": "by phone"}, button="Keep")
    assert verdicts(page)[5] == "new", record(page, 5)
    page = moderator.visit(f"{page.path.split('?')[0]}?fix=6").submit(
        {"organisation": "Georgian Readers' Union"}, button="Keep"
    )
    assert verdicts(page)[6] == "new", record(page, 6)

    confirm = page.follow("Import 3 organisations")
    assert "They are here already (1)" in confirm.text
    result = confirm.submit(button="Import 3 organisations")
    assert "3 organisations are imported and wait in the queue." in result.text
    assert verdicts(result)[8] == "here already"

    found = everybody()
    assert {one.state for one in found.values()} == {State.PENDING}
    assert found["Open Shelves Union"].agreed == "by e-mail, 28 July, 2026-07-28"
    assert found["Helsinki Committee of Gyumri"].agreed == "by phone, 2026-07-29"
    assert found["Helsinki Committee of Gyumri"].country == "AM"
    queue = result.follow("To the queue")
    assert all(name in queue.text for name in found)
    listed = queue.follow("Helsinki Committee of Gyumri")
    assert "Imported from who signed.xlsx, record 5, Lusine Sargsyan" in listed.text
    assert "by phone, 2026-07-29" in listed.text
    assert listed.follow("record 5").h1 == "who signed.xlsx"


@pytest.mark.usefixtures("appeal")
def test_a_text_file_in_windows_1251(moderator: Browser, everybody: Any) -> None:
    raw = csv(
        "Организация;Страна;Сайт",
        "Правозащитный центр «Память»;Россия;memory.example.org",
        "Союз читателей;Армения;",
        "Итого: 2;;",
        encoding="windows-1251",
    )
    page = sent(moderator, raw, "список.csv")
    assert "windows-1251 (a guess)" in page.text
    assert list(verdicts(page).values()) == ["no sign-on", "new", "new", "no sign-on"]
    page.follow("Import 2 organisations").submit(button="Import 2 organisations")
    assert {name: one.country for name, one in everybody().items()} == {
        "Правозащитный центр «Память»": "RU",
        "Союз читателей": "AM",
    }


@pytest.mark.usefixtures("appeal")
def test_columns_can_be_corrected_and_the_header_too(moderator: Browser, everybody: Any) -> None:
    page = sent(
        moderator,
        csv("Who,Where,What else", "Open Shelves,Armenia,Readers' Union", "Plain Pages,Georgia,Clerks' Union"),
    )
    page = page.submit({"header": "1"}, form="/settings")
    assert page.form("column_0").value("header") == "1"
    other = {"column_0": "also_known_as", "column_1": "country", "column_2": "organisation"}
    page = page.submit(other, form="/settings")
    page.follow("Import 2 organisations").submit(button="Import 2 organisations")
    assert {name: one.also_known_as for name, one in everybody().items()} == {
        "Readers' Union": "Open Shelves",
        "Clerks' Union": "Plain Pages",
    }


@pytest.mark.usefixtures("appeal")
def test_the_same_file_twice_adds_nothing(moderator: Browser, editor: Browser, everybody: Any) -> None:
    raw = csv("Organisation,Country", "Open Shelves,Armenia", "Plain Pages,Georgia")
    first = sent(moderator, raw)
    confirm = first.follow("Import 2 organisations")
    confirm.submit(button="Import 2 organisations")
    assert "2 organisations are imported" in confirm.submit(button="Import 2 organisations").text, "the button twice"
    again = sent(editor, raw)
    assert "This file is here already." in again.text
    assert "Nothing of this file is ready to be imported." in again.text
    again.submit(button="Erase the file now")
    third = sent(editor, raw)
    assert list(verdicts(third).values()) == ["no sign-on", "here already", "here already"]
    assert len(everybody()) == 2


@pytest.mark.usefixtures("appeal")
def test_who_was_imported_is_looked_at_however_many_came(
    moderator: Browser, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "LOOKED_AT_ONCE", 2)
    later: list[Any] = []
    monkeypatch.setattr(confirming.courier, "call", lambda app, errand: later.append(lambda: errand(app)))
    rows = ("Ararat Press Club", "Youth of Tatev", "Lawyers' Union", "Sevan Water Watch", "Open Archives")
    page = sent(moderator, csv("Organisation,Country", *(f"{row},Armenia" for row in rows)))
    page.follow("Import 5 organisations").submit(button="Import 5 organisations")

    def looked_at() -> int:
        with read() as session:
            return len(set(session.scalars(sa.select(Observation.endorsement_id))))

    assert looked_at() == 2, "those at the front of the queue, before the page is there"
    (errand,) = later
    errand()
    assert looked_at() == 5


def test_a_suspected_duplicate_is_imported_only_when_somebody_says_so(
    moderator: Browser, waiting: Any, everybody: Any
) -> None:
    there = waiting(organisation="Journalists' Club Asparez", country="AM")
    page = sent(moderator, csv("Organisation,Country", "Asparez Journalist Club,Armenia"))
    assert verdicts(page)[2] == "perhaps here already"
    assert page.link("Here already").endswith(there)
    assert "Journalists' Club Asparez" in record(page, 2)
    assert "Nothing of this file is ready" in page.text
    page = page.submit(button="It is another one: import")
    page.follow("Import 1 organisation").submit(button="Import 1 organisation")
    assert len(everybody()) == 2


def test_what_changed_on_the_register_meanwhile_is_shown_and_not_imported(
    moderator: Browser, waiting: Any, everybody: Any, appeal: Statement
) -> None:
    page = sent(moderator, csv("Organisation,Country", "Open Shelves,Armenia", "Plain Pages,Georgia"))
    confirm = page.follow("Import 2 organisations")
    waiting(organisation="Open Shelves", country="AM")
    refused = confirm.submit(button="Import 2 organisations", status=409)
    assert "Nothing was imported" in refused.errors[0]
    assert "Record 2: Open Shelves – here already." in refused.text
    assert set(everybody()) == {"Open Shelves"}
    refused.submit(button="Import 1 organisation")
    assert set(everybody()) == {"Open Shelves", "Plain Pages"}


def test_somebody_who_signs_meanwhile_and_is_in_no_record_stops_nothing(
    moderator: Browser, waiting: Any, everybody: Any
) -> None:
    confirm = sent(moderator, csv("Organisation,Country", "Open Shelves,Armenia")).follow("Import 1 organisation")
    waiting(organisation="Quite Another Committee", country="GE")
    confirm.submit(button="Import 1 organisation")
    assert set(everybody()) == {"Open Shelves", "Quite Another Committee"}
