"""Declined and withdrawn endorsements, and contact data: gone at their hour and none before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.domain.endorsements import retention, second_voice
from app.domain.endorsements.amendments import amend
from app.domain.endorsements.colleague_notes import ColleagueNote, leave_note
from app.domain.endorsements.models import Amendment, Endorsement
from app.domain.endorsements.new_links import send_new_link
from app.domain.endorsements.queries import public_register, the
from app.domain.endorsements.states import State
from app.domain.endorsements.voices import Answer, Voice
from app.domain.errors import NotFound
from app.domain.events.operations import SIGNATORY
from app.domain.outbox.models import Message
from app.domain.statements.models import Statement
from app.web.work import now
from tests.conftest import MORNING
from tests.factories import a_statement, an_endorsement, some_moderator
from tests.page import Browser

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
CONTACTS_GO = 10 * DAY + retention.CONTACTS_KEPT  # the statement closes on the tenth day

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def run(clock: Any, app: Flask) -> Any:
    """`run("--dry-run")` runs the command."""

    def run(*arguments: str) -> Result:
        result = app.test_cli_runner().invoke(args=["retention", "run", *arguments])
        assert result.exit_code == 0, result.output
        return result

    return run


@pytest.fixture
def made(clock: Any, write: Any) -> Any:
    """`made(State.DECLINED)`: the public id of an endorsement of a statement that closes on the tenth day."""

    def make(state: State, **details: Any) -> str:
        with write() as session:
            found = session.scalars(sa.select(Statement).where(Statement.slug == "appeal")).one_or_none()
            statement = found or a_statement(session, slug="appeal", at=MORNING, closes_at=MORNING + 10 * DAY)
            return an_endorsement(session, statement, state=state, at=MORNING, **details).public_id

    return make


@pytest.fixture
def row(read: Any) -> Any:
    def look(public_id: str) -> Endorsement | None:
        with read() as session:
            return session.scalar(sa.select(Endorsement).where(Endorsement.public_id == public_id))

    return look


@pytest.mark.parametrize(
    ("state", "kept", "word"),
    [
        (State.DECLINED, retention.DECLINED_KEPT, "1 declined"),
        (State.WITHDRAWN, retention.WITHDRAWN_KEPT, "1 withdrawn"),
    ],
)
def test_what_is_over_is_erased_after_ninety_days_and_not_before(
    made: Any, row: Any, run: Any, clock: Any, state: State, kept: timedelta, word: str
) -> None:
    over, listed = made(state), made(State.APPROVED)
    clock.shift(kept - SECOND)
    run()
    assert row(over) is not None
    clock.shift(SECOND)
    assert word in run("--dry-run").output
    assert row(over) is not None
    assert word in run().output
    assert row(over) is None
    assert row(listed) is not None
    assert word not in run().output


def test_a_declined_one_that_is_decided_anew_begins_its_time_anew(
    made: Any, row: Any, run: Any, clock: Any, write: Any
) -> None:
    from app.domain.endorsements.decisions import decline, reconsider
    from app.domain.endorsements.states import Reason
    from tests.factories import a_verdict

    public_id = made(State.DECLINED)
    clock.shift(80 * DAY)
    with write() as session:
        one = the(session, public_id)
        reconsider(session, public_id, a_verdict(session, one, at=now(), reason=Reason.MISTAKE))
        decline(session, public_id, a_verdict(session, one, at=now(), reason=Reason.OTHER))
    clock.shift(80 * DAY)
    run()
    assert row(public_id) is not None


def test_contact_data_goes_180_days_after_the_statement_closed_and_the_list_stays_as_it_is(
    made: Any, row: Any, run: Any, clock: Any, read: Any
) -> None:
    hidden = made(State.APPROVED, organisation="Asparez", email="ani@asparez.am", note="Hello")
    shown = made(State.APPROVED, organisation="Center", representative="Rosa V.", show_representative=True)
    before = register(read)
    clock.shift(CONTACTS_GO - SECOND)
    run()
    assert row(hidden).email == "ani@asparez.am"
    clock.shift(SECOND)
    counted = run("--dry-run").output
    assert "the contact data of 2" in counted
    assert run().output == counted.replace("Would erase", "Erased")
    for name, person in ((hidden, ""), (shown, "Rosa V.")):
        one = row(name)
        assert (one.email, one.email_key, one.note, one.mandate, one.withdrawal_note) == (None, None, "", "", "")
        assert (one.representative, one.state) == (person, State.APPROVED)
    assert register(read) == before
    assert "the contact data of 0" in run().output
    with read() as session:
        assert session.scalars(sa.select(Message)).all() == []


def test_afterwards_no_link_opens_and_none_can_be_had(
    made: Any, row: Any, run: Any, clock: Any, reader: Browser, app: Flask, write: Any
) -> None:
    from app.links import Purpose, sign

    public_id = made(State.APPROVED)
    clock.shift(CONTACTS_GO)
    with app.app_context():
        link = sign(Purpose.MANAGE, public_id, row(public_id).link_version)
    reader.visit(f"/en/endorsements/{link}")
    run()
    reader.visit(f"/en/endorsements/{link}", status=404)
    with write() as session, pytest.raises(NotFound):
        send_new_link(session, public_id, at=now())


def test_what_was_proposed_for_the_person_goes_too_and_what_for_the_organisation_stays(
    made: Any, run: Any, clock: Any, write: Any, read: Any
) -> None:
    from dataclasses import replace

    both, person = made(State.APPROVED), made(State.APPROVED)
    with write() as session:
        for name, changes in ((both, {"organisation": "Center"}), (person, {})):
            one = the(session, name)
            details = replace(one.details, representative="Rosa V.", show_representative=True, **changes)
            amend(session, name, details, version=one.version, by=SIGNATORY, at=MORNING)
    clock.shift(CONTACTS_GO)
    run()
    with read() as session:
        found = session.scalars(sa.select(Amendment).order_by(Amendment.id)).all()
    assert [(one.after, one.outcome) for one in found] == [({"organisation": "Center"}, "open"), ({}, "replaced")]


def test_the_address_of_a_second_person_goes_and_what_they_said_of_the_organisation_stays(
    made: Any, run: Any, clock: Any, write: Any, read: Any
) -> None:
    public_id = made(State.PENDING, website="https://asparez.am")
    with write() as session:
        moderator = some_moderator(session)
        asked = second_voice.ask(session, public_id, "board@asparez.am", moderator_id=moderator.id, at=MORNING)
        version = the(session, public_id).version
        second_voice.answer(session, asked.public_id, Answer.YES, version=version, note="", at=MORNING)
    clock.shift(CONTACTS_GO)
    run()
    with read() as session:
        assert [(one.email, one.answer) for one in session.scalars(sa.select(Voice))] == [("", "yes")]
        assert session.scalars(sa.select(Message).where(Message.endorsement_id.is_not(None))).all() == []


def test_what_moderators_noted_goes_too_even_where_there_is_no_other_contact_data(
    run: Any, made: Any, write: Any, clock: Any, read: Any
) -> None:
    public_id = made(State.APPROVED)
    clock.shift(CONTACTS_GO)
    run()
    with write() as session:
        leave_note(session, public_id, "Ask for Levon.", moderator_id=some_moderator(session).id, at=now())
    assert "the contact data of 1," in run().output
    assert "the contact data of 0," in run().output
    with read() as session:
        assert session.scalars(sa.select(ColleagueNote)).all() == []


def test_while_a_statement_is_open_contact_data_stays(run: Any, clock: Any, write: Any, row: Any) -> None:
    with write() as session:
        public_id = an_endorsement(session, a_statement(session, at=MORNING), state=State.APPROVED).public_id
    clock.shift(timedelta(days=2000))
    assert "the contact data of 0" in run().output
    assert row(public_id).email


def test_an_older_copy_that_is_restored_forgets_again(
    app: Flask, made: Any, write: Any, run: Any, clock: Any, row: Any, tmp_path: Any
) -> None:
    """As docs/deploy.md says: the list of what was erased is played to the copy that knows nothing of it."""
    erased, kept = made(State.UNCONFIRMED), made(State.APPROVED)
    listed = tmp_path / "erased.txt"
    listed.write_text(f"{erased}\nnobody-knows-me\n{erased}\n\n")
    result = app.test_cli_runner().invoke(args=["retention", "replay", str(listed)])
    assert (result.exit_code, result.output) == (0, "Erased 1 endorsements and 0 invitations again.\n")
    assert (row(erased), bool(row(kept))) == (None, True)
    names = app.test_cli_runner().invoke(args=["retention", "erased"]).output
    assert names == f"{erased}\n"


def test_a_backup_keeps_the_names_of_the_erased_beside_itself(
    app: Flask, made: Any, run: Any, clock: Any, tmp_path: Any
) -> None:
    erased = made(State.UNCONFIRMED)
    backup = ["backup", str(tmp_path / "night.backup")]
    assert app.test_cli_runner().invoke(args=backup).exit_code == 0
    assert not (tmp_path / "erased.txt").exists()
    clock.shift(7 * DAY)
    run()
    (tmp_path / "erased.txt").write_text("an-older-one\n")
    for _ in range(2):
        assert app.test_cli_runner().invoke(args=[*backup, "--yes"]).exit_code == 0
    assert (tmp_path / "erased.txt").read_text() == f"an-older-one\n{erased}\n"
    assert (tmp_path / "erased.txt").stat().st_mode & 0o777 == 0o600


def test_the_privacy_page_says_the_same_figures(reader: Browser) -> None:
    text = reader.visit("/privacy").text
    assert "It is erased 90 days after the decision." in text
    assert "It is erased 90 days after it was withdrawn" in text
    assert "are erased 180 days after the statement was closed" in text


def register(read: Any) -> list[object]:
    with read() as session:
        statement = session.scalars(sa.select(Statement).where(Statement.slug == "appeal")).one()
        return list(public_register(session, statement.id))
