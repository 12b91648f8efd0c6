"""Two moderators over one file; what they mend, leave out and read anew; long files and old ones."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.import_drafts import ImportDraft
from app.domain.endorsements.models import Endorsement
from app.domain.events.models import Event
from app.imports import Code
from app.web.sheet_reasons import SENTENCES
from tests.integration.desk.sheets import BytesIO, csv, record, sent, verdicts, xlsx
from tests.page import Browser

pytestmark = pytest.mark.usefixtures("appeal")
TWO = csv("Organisation,Country", "Open Shelves,Armenia", "#REF!,Georgia")


@pytest.fixture
def names(read: Any) -> Any:
    """The names of all endorsements."""

    def look() -> set[str]:
        with read() as session:
            return set(session.scalars(sa.select(Endorsement.organisation)))

    return look


def test_of_two_who_fix_one_record_the_second_keeps_what_was_typed(moderator: Browser, colleague: Browser) -> None:
    page = sent(moderator, TWO)
    mine, theirs = moderator.visit(f"{page.path}?fix=3"), colleague.visit(f"{page.path}?fix=3")
    theirs.submit({"organisation": "Reading Rooms Union"}, button="Keep")
    late = mine.submit({"organisation": "Reading Room Union", "position": "Director"}, button="Keep", status=409)
    assert "Somebody changed this record a moment ago" in late.errors[0]
    assert "Reading Rooms Union" in record(late, 3)
    form = late.form("organisation")
    assert (form.value("organisation"), form.value("position")) == ("Reading Room Union", "Director")
    assert "Reading Room Union" in record(late.submit(button="Keep"), 3)


def test_two_who_fix_different_records_do_not_meet(moderator: Browser, colleague: Browser) -> None:
    page = sent(moderator, TWO)
    mine, theirs = moderator.visit(f"{page.path}?fix=2"), colleague.visit(f"{page.path}?fix=3")
    theirs.submit({"organisation": "Reading Rooms Union"}, button="Keep")
    both = mine.submit({"representative": "Anahit"}, button="Keep")
    assert verdicts(both) == {1: "no sign-on", 2: "new", 3: "new"}


def test_two_who_import_at_once_import_once(moderator: Browser, colleague: Browser, names: Any) -> None:
    page = sent(moderator, TWO)
    mine = page.follow("Import 1 organisation")
    theirs = colleague.visit(mine.path)
    mine.submit(button="Import 1 organisation")
    assert "1 organisation is imported" in theirs.submit(button="Import 1 organisation").text
    assert names() == {"Open Shelves"}


def test_what_a_colleague_fixed_meanwhile_is_shown_before_it_is_imported(
    moderator: Browser, colleague: Browser, names: Any
) -> None:
    page = sent(moderator, TWO)
    mine = page.follow("Import 1 organisation")
    colleague.visit(f"{page.path}?fix=3").submit({"organisation": "Reading Rooms Union"}, button="Keep")
    now = mine.submit(button="Import 1 organisation", status=409)
    assert names() == set()
    assert now.h1 == "Import 2 organisations"


def test_of_two_who_say_how_it_is_read_the_second_is_asked_again(moderator: Browser, colleague: Browser) -> None:
    page = sent(moderator, TWO)
    theirs = colleague.visit(page.path)
    page.submit({"column_1": "note"}, form="/settings")
    late = theirs.submit({"agreed": "by fax"}, form="/settings", status=409)
    assert "Somebody changed how this file is read" in late.errors[0]
    assert late.form("column_0").value("agreed") == "by fax"


def test_two_columns_cannot_be_the_same(moderator: Browser) -> None:
    page = sent(moderator, TWO)
    wrong = page.submit({"column_1": "organisation"}, form="/settings", status=400)
    assert wrong.errors == ["Two columns cannot both be “Name of the organisation”."]


def test_a_sign_on_taken_for_a_title_can_be_entered(moderator: Browser, names: Any) -> None:
    page = sent(moderator, csv("The Committee of the Title Line,", "Organisation,Country", "Open Shelves,Armenia"))
    assert verdicts(page)[1] == "no sign-on"
    fixing = moderator.visit(f"{page.path}?fix=1")
    page = fixing.submit({"organisation": "The Committee of the Title Line", "country": "GE"}, button="Keep")
    page.follow("Import 2 organisations").submit(button="Import 2 organisations")
    assert names() == {"Open Shelves", "The Committee of the Title Line"}


def test_what_is_wrong_with_a_correction_stands_beside_its_field(moderator: Browser) -> None:
    page = sent(moderator, TWO)
    fixing = moderator.visit(f"{page.path}?fix=3")
    wrong = fixing.submit({"organisation": "", "date": "some day", "email": "a@b"}, button="Keep", status=400)
    assert len(wrong.errors) == 3
    assert wrong.form("organisation").value("date") == "some day"


def test_left_out_is_left_out_until_somebody_says_otherwise(moderator: Browser, names: Any) -> None:
    page = sent(moderator, csv("Organisation", "Open Shelves Union", "Plain Pages Committee"))
    page = page.submit(button="Leave out record 2")
    confirm = page.follow("Import 1 organisation")
    assert "You or a colleague left them out (1)" in confirm.text
    confirm.submit(button="Import 1 organisation")
    assert names() == {"Plain Pages Committee"}


def test_every_sheet_of_a_workbook_is_a_list_of_its_own(moderator: Browser, names: Any) -> None:
    from openpyxl import load_workbook

    from tests.integration.desk.sheets import saved

    book = load_workbook(BytesIO(xlsx([["Organisation"], ["Open Shelves Union"], ["Plain Pages Committee"]])))
    other = book.create_sheet("Later")
    other.append(["Organisation"])
    other.append(["Reading Rooms Institute"])
    page = sent(moderator, saved(book), "two.xlsx")
    page.follow("Import 2 organisations").submit(button="Import 2 organisations")
    page = moderator.visit(page.path).submit({"sheet": "Later"}, form="/settings")
    assert verdicts(page) == {1: "no sign-on", 2: "new"}
    page.follow("Import 1 organisation").submit(button="Import 1 organisation")
    assert len(names()) == 3


def test_another_encoding_shows_other_letters(moderator: Browser) -> None:
    page = sent(moderator, csv("Организация;Страна", "Союз читателей;Армения", encoding="windows-1251"))
    page = page.submit({"encoding": "windows-1252"}, form="/settings")
    assert "Ñîþç" in page.text
    page = page.submit({"encoding": "windows-1251"}, form="/settings")
    assert "Союз читателей" in record(page, 2)


def test_five_thousand_records_are_turned_page_by_page_in_no_time(moderator: Browser) -> None:
    lines = [f"Reading Rooms Union of {places},Armenia" for places in ("Gyumri", "Vanadzor", "Kapan", "Goris") * 1250]
    page = sent(moderator, csv("Organisation,Country", *lines))
    assert "Records 1 to 100 of 5,001." in page.text
    start = time.perf_counter()
    last = moderator.visit(f"{page.path}?page=51")
    took = time.perf_counter() - start
    assert "Records 5,001 to 5,001 of 5,001." in last.text
    assert took < 5, "a second on a quiet machine; a page costs nothing that grows with the square of the list"


def test_a_file_is_forgotten_after_thirty_days_and_what_was_imported_stays(
    app: Flask, moderator: Browser, names: Any, read: Any, clock: Any
) -> None:
    page = sent(moderator, TWO)
    page.follow("Import 1 organisation").submit(button="Import 1 organisation")
    for days, left in ((29, 1), (2, 0)):
        clock.shift(timedelta(days=days))
        result = app.test_cli_runner().invoke(args=["retention", "run"])
        assert result.exit_code == 0, result.output
        with read() as session:
            assert session.scalar(sa.select(sa.func.count()).select_from(ImportDraft)) == left
    assert names() == {"Open Shelves"}


def test_every_act_leaves_a_trace_without_names(moderator: Browser, read: Any) -> None:
    page = sent(moderator, TWO)
    page = moderator.visit(f"{page.path}?fix=3").submit({"organisation": "Reading Rooms Union"}, button="Keep")
    page = page.submit(button="Leave out record 3")
    page.follow("Import 1 organisation").submit(button="Import 1 organisation").submit(button="Erase the file now")
    with read() as session:
        events = session.scalars(sa.select(Event).where(Event.tag.like("import:%")).order_by(Event.id)).all()
    assert [one.tag for one in events] == ["import:uploaded", "import:corrected", "import:chosen", "import:erased"]
    assert not any("Reading" in str(one.facts) for one in events)


def test_every_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Code)


def test_what_is_proposed_stands_in_the_form_and_is_taken_by_keeping_it(moderator: Browser) -> None:
    rows = [
        ["Organisation", "Country"],
        ["Readers Union", "Armenia"],
        ["Open Shelves Union", "Armenia"],
        [None, "Georgia"],
    ]
    page = sent(moderator, xlsx(rows, merged=["A3:A4"]), "list.xlsx")
    assert verdicts(page)[4] == "must be fixed"
    fixing = moderator.visit(f"{page.path}?fix=4")
    assert fixing.form("organisation").value("organisation") == "Open Shelves Union"
    assert verdicts(fixing.submit(button="Keep"))[4] == "perhaps here already"


def test_a_name_in_latin_script_alone_needs_no_fixing(moderator: Browser) -> None:
    lines = ("Organisation,Name in English,Country", "Ընթերցողներ,Readers Union,Armenia", ",Open Shelves Union,Armenia")
    page = sent(moderator, csv(*lines))
    assert verdicts(page)[3] == "new, with warnings"
    assert "Open Shelves Union" in record(page, 3)
