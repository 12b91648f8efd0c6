"""What an import writes: pending endorsements that say how they agreed, all of them or none, once."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements.imported import ImportBatch, ImportedRecord, batches
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.statements.models import Statement
from tests import accounts
from tests.factories import a_statement, an_endorsement

LISTED = (
    "Organisation,Country,Website,Contact,E-mail,Date,Agreed how\n"
    "Peace House,Armenia,peace.am,Ani Petrosyan,ani@peace.am,28.07.2021,by phone\n"
    "Open Door (TBC),Georgia,,,,,\n"
    "Peace Hous,Armenia,,,,,\n"
    "=A1,Armenia,,,,,\n"
    "peace house,Armenia,,,,,\n"
    ",,,,,,\n"
)


@pytest.fixture
def stored(read: Any) -> Any:
    def found() -> dict[str, Endorsement]:
        with read() as session:
            return {one.organisation: one for one in session.scalars(sa.select(Endorsement).order_by(Endorsement.id))}

    return found


def test_new_ones_wait_for_a_moderator_and_say_how_they_agreed(command: Any, stored: Any, sent: Any) -> None:
    result = command(LISTED, "--agreed", "by e-mail")
    assert result.exit_code == 0, result.output
    assert "2 imported" in result.output
    found = stored()
    assert set(found) == {"Peace House", "Open Door (TBC)"}
    one, other = found["Peace House"], found["Open Door (TBC)"]
    assert (one.state, one.is_founding, one.was_entered) == (State.PENDING, False, True)
    assert (one.agreed, other.agreed) == ("by phone, 2021-07-28", "by e-mail")
    assert (one.country, one.website, one.representative) == ("AM", "https://peace.am", "Ani Petrosyan")
    assert (one.email, one.confirmed_at, other.email) == ("ani@peace.am", None, None)
    assert not sent.to("ani@peace.am"), "nobody who was imported is mailed"


def test_the_moderators_are_told_that_somebody_waits(command: Any, moderator: Any, sent: Any) -> None:
    assert moderator
    command(LISTED, "--agreed", "by e-mail")
    assert len(sent.to(accounts.MODERATOR.email)) == 1


def test_the_same_file_twice_adds_nothing(command: Any, stored: Any) -> None:
    command(LISTED, "--agreed", "by e-mail")
    before = stored()
    again = command(LISTED, "--agreed", "by e-mail")
    assert (again.exit_code, "0 imported" in again.output) == (0, True)
    assert stored().keys() == before.keys()


def test_not_even_where_one_was_renamed_or_erased_meanwhile(command: Any, write: Any, read: Any, stored: Any) -> None:
    command(LISTED, "--agreed", "by e-mail")
    with write() as session:
        renamed = session.scalars(sa.select(Endorsement).where(Endorsement.organisation == "Peace House")).one()
        renamed.organisation, renamed.organisation_key = "House of Stones", "house of stones"
        session.flush()
        session.execute(sa.delete(Endorsement).where(Endorsement.organisation == "Open Door (TBC)"))
    again = json.loads(command(LISTED, "--agreed", "by e-mail", "--json").stdout)
    verdicts = [record["verdict"] for record in again["records"]]
    assert verdicts[1:4] + verdicts[5:6] == ["duplicate", "duplicate", "suspected_duplicate", "duplicate"]
    assert again["imported"] == {}
    assert set(stored()) == {"House of Stones"}


def test_a_suspected_duplicate_is_imported_only_by_its_number(command: Any, stored: Any) -> None:
    command(LISTED, "--agreed", "by e-mail", "--with-suspected", "4", "--skip", "3")
    assert set(stored()) == {"Peace House", "Peace Hous"}


@pytest.mark.parametrize("number", ["5", "6", "7", "99"])
def test_nothing_else_can_be_asked_for_and_then_nothing_is_written(command: Any, stored: Any, number: str) -> None:
    refused = command(LISTED, "--agreed", "by e-mail", "--with-suspected", number)
    assert refused.exit_code == 1
    assert number in refused.output
    assert stored() == {}


def test_who_says_nothing_of_how_it_agreed_agreed_on_the_list(command: Any, stored: Any) -> None:
    result = command(LISTED)
    assert result.exit_code == 0, result.output
    assert sorted(one.agreed for one in stored().values()) == ["by phone, 2021-07-28", "on the list list.csv"]


def test_a_dry_run_changes_nothing(command: Any, stored: Any, read: Any) -> None:
    result = command(LISTED, "--dry-run", "--agreed", "by e-mail")
    assert "2 would be imported" in result.output
    with read() as session:
        assert session.scalars(sa.select(ImportBatch)).all() == []
    assert stored() == {}


def test_where_each_came_from_is_remembered(command: Any, read: Any, appeal: Statement) -> None:
    command(LISTED, "--agreed", "by e-mail")
    with read() as session:
        (batch,) = batches(session, appeal.id)
        records = session.scalars(sa.select(ImportedRecord.record).order_by(ImportedRecord.record)).all()
        tags = session.scalars(sa.select(Event.tag).where(Event.tag.endswith("imported"))).all()
    assert (batch.filename, len(batch.sha256), batch.counts["imported"], records) == ("list.csv", 64, 2, [2, 3])
    assert sorted(tags) == ["endorsement:imported", "endorsement:imported", "statement:signatories_imported"]


def test_one_address_is_not_used_twice_at_a_statement(command: Any, write: Any, appeal: Statement, stored: Any) -> None:
    with write() as session:
        an_endorsement(session, appeal, email="ani@peace.am", organisation="Quite Another Union", website="")
    command(LISTED, "--agreed", "by e-mail", "--with-suspected", "2")
    assert stored()["Peace House"].email is None


def test_proposed_countries_are_taken_when_asked_for(command: Any, stored: Any) -> None:
    listed = "Country,Organisation\nArmenia,Peace House\n,Open Door\n,Free Press\n"
    command(listed, "--agreed", "by e-mail", "--proposed-countries")
    assert {one.country for one in stored().values()} == {"AM"}


def test_a_draft_takes_nobody(command: Any, app: Any, write: Any, tmp_path: Any) -> None:
    with write() as session:
        a_statement(session, slug="draft", published=False)
    file = tmp_path / "list.csv"
    file.write_text(LISTED)
    arguments = ["signatories", "import", str(file), "--statement", "draft", "--agreed", "x"]
    refused = app.test_cli_runner().invoke(args=arguments)
    assert (refused.exit_code, "draft" in refused.output) == (1, True)


def test_the_register_is_listed_without_anybodys_address(command: Any, app: Any, appeal: Statement) -> None:
    command(LISTED, "--agreed", "by e-mail")
    listing = ["signatories", "list", "--statement", appeal.slug]
    assert json.loads(app.test_cli_runner().invoke(args=[*listing, "--json"]).stdout) == []
    waiting = app.test_cli_runner().invoke(args=[*listing, "--json", "--state", "pending"]).stdout
    assert [one["organisation"] for one in json.loads(waiting)] == ["Open Door (TBC)", "Peace House"]
    assert "ani@" not in waiting
    assert "Peace House" in app.test_cli_runner().invoke(args=[*listing, "--state", "all"]).stdout


def test_at_the_desk_an_imported_one_can_be_corrected_and_approved(command: Any, moderator: Any, stored: Any) -> None:
    command("Organisation\nPeace House\n", "--agreed", "by e-mail")
    one = stored()["Peace House"]
    page = moderator.visit(f"/moderation/endorsements/{one.public_id}")
    assert "by e-mail" in page.text
    assert "imported it from a spreadsheet" in page.text
    moderator.visit(f"/moderation/endorsements/{one.public_id}/amend").submit({"organisation": "Peace House NGO"})
    assert stored()["Peace House NGO"].country is None
