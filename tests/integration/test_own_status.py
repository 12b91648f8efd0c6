"""What the own page says of waiting, of decisions, and of one's own name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.endorsements.amendments import amend
from app.domain.endorsements.decisions import approve, reconsider, withdraw_for_signatory
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import Reason, State
from app.domain.events.operations import SIGNATORY
from app.domain.statements.models import Statement
from app.web.waiting import rounded_up
from tests.conftest import MORNING
from tests.factories import a_verdict, an_endorsement
from tests.page import Browser

Own = Any
HOUR = timedelta(hours=1)
SHOW, HIDE = "Show my name and position", "Hide my name and position"
REGISTER = "/en/statements/appeal"


@pytest.fixture
def decided(write: Any, appeal: Statement) -> Any:
    """`decided(5, hours=9)`: so many endorsements that waited so long."""

    def make(number: int, *, hours: int) -> None:
        with write() as session:
            for _ in range(number):
                statement = session.get_one(Statement, appeal.id)
                one = an_endorsement(session, statement, at=MORNING)
                approve(session, one.public_id, a_verdict(session, one, at=MORNING + hours * HOUR))

    return make


@pytest.mark.usefixtures("clock")
def test_with_few_decisions_nothing_is_promised(reader: Browser, own: Own, decided: Any) -> None:
    decided(4, hours=9)
    page = reader.visit(own(State.PENDING)[0])
    assert "It has waited for 1 minute. How long it takes cannot be said yet" in page.text


def test_the_typical_wait_is_said_and_who_waits_longer_is_told_so(
    clock: Any, reader: Browser, own: Own, decided: Any
) -> None:
    decided(5, hours=9)
    address, _ = own(State.PENDING)
    usual = "Half of the last 5 were decided within 9 hours."
    assert f"It has waited for 1 minute. {usual} You are told" in reader.visit(address).text
    clock.shift(9 * HOUR)
    assert f"It has waited for 9 hours. {usual} You are told" in reader.visit(address).text
    clock.shift(HOUR)
    assert f"10 hours. {usual} Yours has waited longer than that already" in reader.visit(address).text
    assert usual in reader.visit(f"{REGISTER}/endorse/sent").text


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(0), "1 minute"),
        (timedelta(seconds=61), "2 minutes"),
        (timedelta(minutes=60), "60 minutes"),
        (timedelta(minutes=61), "2 hours"),
        (timedelta(hours=48), "48 hours"),
        (timedelta(hours=48, seconds=1), "3 days"),
        (timedelta(days=90), "90 days"),
    ],
)
def test_no_wait_sounds_shorter_than_it_was(app: Any, time: timedelta, words: str) -> None:
    with app.test_request_context():
        assert rounded_up(time) == words


def test_one_that_was_taken_back_to_the_queue_is_looked_at_again(reader: Browser, own: Own, write: Any) -> None:
    address, public_id = own(State.APPROVED)
    with write() as session:
        verdict = a_verdict(session, the(session, public_id), reason=Reason.MISTAKE)
        reconsider(session, public_id, verdict)
    assert "A moderator looks at it again" in reader.visit(address).text


def test_one_that_a_moderator_withdrew_says_so_and_why(reader: Browser, own: Own, write: Any) -> None:
    address, public_id = own(State.APPROVED)
    with write() as session:
        verdict = a_verdict(session, the(session, public_id), reason=Reason.AT_ITS_REQUEST, note="As you wrote.")
        withdraw_for_signatory(session, public_id, verdict)
    page = reader.visit(address)
    assert "A moderator has withdrawn this endorsement. Your organisation asked us to. As you wrote." in page.text


def test_why_it_is_taken_back_is_for_the_moderators_alone(
    reader: Browser, moderator: Browser, own: Own, read: Any
) -> None:
    address, public_id = own(State.APPROVED, organisation="Asparez Club")
    page = reader.visit(f"{address}/withdraw")
    wrong = page.submit({"why": "x" * 501}, status=400)
    assert wrong.errors == ["This is too long: shorten it to 500 characters or fewer."]
    wrong.submit({"why": "They came to our office.\n\n<b>Please</b> ask no more."})
    with read() as session:
        assert the(session, public_id).state is State.WITHDRAWN
    seen = moderator.visit(f"/moderation/endorsements/{public_id}")
    assert "They came to our office. <b>Please</b> ask no more." in seen.text
    for path in (REGISTER, f"{REGISTER}/signatories", f"{REGISTER}/revisions"):
        assert "They came" not in reader.visit(path).text


def test_the_name_is_shown_and_hidden_at_once_and_twice_does_no_harm(reader: Browser, own: Own) -> None:
    address, _ = own(State.APPROVED, representative="Rosa Vardanyan", position="Chair")
    assert "Rosa" not in reader.visit(REGISTER).text
    page = reader.visit(address)
    shown = page.submit(button=SHOW)
    assert "Rosa Vardanyan" in reader.visit(REGISTER).text
    page.submit(button=SHOW)
    assert "A change waits" not in reader.visit(address).text
    shown.submit(button=HIDE)
    assert "Rosa" not in reader.visit(REGISTER).text
    shown.submit(button=HIDE)
    assert reader.visit(address).form(button=SHOW)


def test_a_name_that_no_moderator_has_seen_waits_for_one_even_if_it_was_hidden_first(reader: Browser, own: Own) -> None:
    address, _ = own(State.APPROVED, representative="Rosa Vardanyan")
    form = reader.visit(f"{address}/amend")
    form.submit({"representative": "Somebody Else"})
    after = reader.visit(address).submit(button=SHOW)
    assert "A change waits for a moderator" in after.text
    assert "Somebody" not in reader.visit(REGISTER).text
    after.submit(button=HIDE)
    assert "A change waits" not in reader.visit(address).text


def test_hiding_leaves_another_change_waiting(reader: Browser, own: Own, write: Any) -> None:
    address, public_id = own(State.APPROVED, organisation="Asparez", show_representative=True)
    reader.visit(f"{address}/amend").submit({"organisation": "Asparez Club", "representative": "Rosa Vardanyan"})
    reader.visit(address).submit(button=HIDE)
    with write() as session:
        one = the(session, public_id)
        assert one.open_amendment is not None
        assert one.open_amendment.after == {"organisation": "Asparez Club"}
        assert (one.show_representative, one.representative) == (False, "Rosa Vardanyan")
    assert "Rosa" not in reader.visit(REGISTER).text


@pytest.mark.parametrize("show", [None, "", "maybe", ["yes", "no"]], ids=range(4))
def test_what_the_button_does_not_say_is_not_done(reader: Browser, own: Own, read: Any, show: Any) -> None:
    address, public_id = own(State.APPROVED)
    reader.visit(address).submit(button=SHOW, tamper={"show": show})
    with read() as session:
        assert not the(session, public_id).show_representative


def test_what_is_over_shows_no_name(reader: Browser, own: Own, write: Any, read: Any) -> None:
    address, public_id = own(State.PENDING)
    page = reader.visit(address)
    with write() as session:
        verdict = a_verdict(session, the(session, public_id), reason=Reason.AT_ITS_REQUEST)
        withdraw_for_signatory(session, public_id, verdict)
    assert "Withdrawn" in page.submit(button=SHOW).text
    with read() as session:
        assert not the(session, public_id).show_representative


def test_a_new_link_is_mailed_and_the_old_ones_die(clock: Any, reader: Browser, own: Own, sent: Any) -> None:
    address, _ = own(State.DECLINED, email="levon@asparez.am")
    page = reader.visit(address).submit(button="Send me a new link")
    assert page.h1 == "Look into your mailbox"
    reader.visit(address, status=404)
    assert sent[-1].kind == "link"
    assert "Not accepted" in reader.visit(sent[-1].link).text


def test_three_mails_a_day_are_enough(clock: Any, reader: Browser, own: Own, sent: Any) -> None:
    address, _ = own(State.PENDING, email="levon@asparez.am")
    for _ in range(2):
        reader.visit(address).submit(button="Send me a new link")
        address = sent[-1].link
    page = reader.visit(address).submit(button="Send me a new link", status=429)
    assert "This was not done Your address got as many mails today" in page.text
    assert reader.visit(address).h1 == "Your endorsement", "the link that one has still works"


def test_amending_keeps_a_hidden_name_hidden(write: Any, own: Own, reader: Browser) -> None:
    """Two steps through the form are no way around the moderators either."""
    _address, public_id = own(State.APPROVED)
    for changes in ({"representative": "Somebody Else"}, {"show_representative": True}):
        with write() as session:
            one = the(session, public_id)
            amend(
                session,
                public_id,
                replace(one.details, **changes),
                version=one.version,
                by=SIGNATORY,
                at=MORNING,
            )
    assert "Somebody" not in reader.visit(REGISTER).text
