"""The signatory's own page: where it stands, correcting it, taking it back."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.amendments import accept_amendment, amend
from app.domain.endorsements.decisions import decline
from app.domain.endorsements.models import Endorsement, Outcome
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import Action, Reason, State, actions_for
from app.domain.events.models import ActorKind, Event
from app.domain.events.operations import SIGNATORY
from app.domain.outbox.models import Message
from app.web.work import now
from tests.factories import a_verdict, some_details
from tests.page import Browser

Own = Any


def row(read: Any, public_id: str) -> Endorsement:
    with read() as session:
        endorsement = the(session, public_id)
        _ = endorsement.amendments, endorsement.decisions
        return endorsement


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.UNCONFIRMED, "Not signed yet"),
        (State.PENDING, "Signed; a moderator looks at it"),
        (State.APPROVED, "Approved, and on the public list"),
        (State.DECLINED, "Not accepted"),
        (State.WITHDRAWN, "Withdrawn"),
    ],
)
def test_it_says_where_it_stands_and_offers_what_can_be_done(
    reader: Browser, own: Own, state: State, words: str
) -> None:
    page = reader.visit(own(state, organisation="Asparez Club")[0])
    assert words in page.text
    assert "Asparez Club" in page.text
    offered = {
        Action.CONFIRM: "Read and sign",
        Action.AMEND: "Correct the details",
        Action.WITHDRAW: "Take the endorsement back",
    }
    allowed = actions_for(state, ActorKind.SIGNATORY)
    assert {action: label in page.links() for action, label in offered.items()} == {
        action: action in allowed for action in offered
    }


def test_everything_that_is_kept_is_shown(reader: Browser, own: Own) -> None:
    details = some_details(note="We met in Vanadzor.\n\nTwice.", also_known_as="AUU", organisation_latin="Latin Name")
    values = {name: getattr(details, name) for name in details.__dataclass_fields__}
    page = reader.visit(own(State.PENDING, **values)[0])
    shown = page.text
    for name, value in values.items():
        expected = "Armenia" if name == "country" else " ".join(str(value).split())
        assert name == "show_representative" or expected in shown, name


def test_a_declined_one_says_why(reader: Browser, own: Own, write: Any) -> None:
    address, public_id = own(State.PENDING)
    with write() as session:
        endorsement = the(session, public_id)
        verdict = a_verdict(session, endorsement, reason=Reason.NO_AUTHORITY, note="Please ask your board.")
        decline(session, public_id, verdict)
    page = reader.visit(address)
    assert "may sign for this organisation" in page.text
    assert "Please ask your board." in page.text


def test_a_pending_one_is_corrected_at_once(reader: Browser, own: Own, read: Any) -> None:
    address, public_id = own(State.PENDING)
    form = reader.visit(address).follow("Correct the details")
    assert form.form("organisation").value("representative") == "Anahit Grigoryan"
    after = form.submit({"organisation": "Asparez Journalists’ Club", "website": "asparez.am"})
    assert after.path == address
    assert "Asparez Journalists’ Club" in after.text
    assert (row(read, public_id).website, row(read, public_id).state) == ("https://asparez.am", State.PENDING)


def test_what_readers_see_of_a_listed_one_waits_for_a_moderator(
    reader: Browser, own: Own, read: Any, write: Any
) -> None:
    address, public_id = own(State.APPROVED, organisation="Asparez Club")
    form = reader.visit(f"{address}/amend")
    assert "stays as it is until a moderator" in form.text
    after = form.submit({"organisation": "Asparez", "also_known_as": "", "mandate": "The assembly"})
    assert "A change waits for a moderator" in after.text
    assert (row(read, public_id).organisation, row(read, public_id).mandate) == ("Asparez Club", "The assembly")
    # Looking at the form again shows what was proposed, so that sending it does not take the proposal back.
    again = reader.visit(f"{address}/amend")
    assert again.form("organisation").value("organisation") == "Asparez"
    again.submit({"note": "Please hurry."})
    open_one = row(read, public_id).open_amendment
    assert open_one is not None
    assert open_one.after["organisation"] == "Asparez"
    with write() as session:
        accept_amendment(session, public_id, a_verdict(session, the(session, public_id)))
    assert "A change waits" not in reader.visit(address).text
    assert row(read, public_id).amendments[-1].outcome == Outcome.ACCEPTED


def test_wrong_details_come_back_with_what_was_typed(reader: Browser, own: Own, read: Any) -> None:
    address, public_id = own(State.PENDING, organisation="Asparez Club")
    page = reader.visit(f"{address}/amend").submit({"organisation": "", "position": "Chair"}, status=400)
    assert page.errors == ["Write the name of the organisation, as it stands on its letterhead."]
    assert page.form("organisation").value("position") == "Chair"
    assert row(read, public_id).organisation == "Asparez Club"


def test_a_change_meanwhile_is_shown_and_nothing_typed_is_lost(
    reader: Browser, own: Own, read: Any, write: Any
) -> None:
    address, public_id = own(State.PENDING, organisation="Asparez Club", mandate="The board")
    page = reader.visit(f"{address}/amend")
    with write() as session:
        endorsement = the(session, public_id)
        details = some_details(organisation="From Elsewhere")
        amend(session, public_id, details, version=endorsement.version, by=SIGNATORY, at=now())
    back = page.submit({"position": "Chair"}, status=409)
    assert "Somebody changed these details" in back.errors[0]
    assert "From Elsewhere" in back.text
    assert back.form("organisation").value("position") == "Chair"
    assert row(read, public_id).organisation == "From Elsewhere"
    back.submit()
    assert (row(read, public_id).organisation, row(read, public_id).position) == ("Asparez Club", "Chair")


@pytest.mark.parametrize("version", [None, "", "x", "1e3", ["1", "1"], "9" * 5000], ids=range(6))
def test_a_form_that_does_not_know_its_version_changes_nothing(
    reader: Browser, own: Own, read: Any, version: Any
) -> None:
    address, public_id = own(State.PENDING, organisation="Asparez Club")
    page = reader.visit(f"{address}/amend")
    page.submit({"organisation": "Other"}, tamper={"version": version}, status=400)
    assert row(read, public_id).organisation == "Asparez Club"


def test_the_address_cannot_be_changed(reader: Browser, own: Own, read: Any) -> None:
    address, public_id = own(State.PENDING, email="levon@asparez.am")
    reader.visit(f"{address}/amend").submit(tamper={"email": "thief@example.org"})
    assert row(read, public_id).email == "levon@asparez.am"


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
@pytest.mark.parametrize("page", ["amend", "withdraw"])
def test_what_is_over_leads_back_to_the_own_page(reader: Browser, own: Own, state: State, page: str) -> None:
    address, _public_id = own(state)
    assert reader.visit(f"{address}/{page}").path == address


@pytest.mark.parametrize("page", ["amend", "withdraw"])
def test_what_is_over_in_the_moment_of_pressing_leads_back(
    reader: Browser, own: Own, write: Any, read: Any, page: str
) -> None:
    address, public_id = own(State.PENDING)
    form = reader.visit(f"{address}/{page}")
    with write() as session:
        decline(session, public_id, a_verdict(session, the(session, public_id), reason=Reason.OTHER))
    assert "Not accepted" in form.submit().text
    assert row(read, public_id).state is State.DECLINED


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.PENDING, State.APPROVED])
def test_taking_it_back_is_final_and_told_by_mail(reader: Browser, own: Own, read: Any, state: State) -> None:
    address, public_id = own(state)
    page = reader.visit(address).follow("Take the endorsement back")
    assert "This is final" in page.text
    assert row(read, public_id).state is state
    after = page.submit(button="Take it back for good")
    assert "Withdrawn" in after.text
    assert page.submit().text == after.text, "twice is as good as once"
    with read() as session:
        kinds = list(session.scalars(sa.select(Message.kind)))
        events = [tag for tag in session.scalars(sa.select(Event.tag)) if tag == "endorsement:withdrawn"]
    assert kinds.count("withdrawn") == 1
    assert len(events) == 1


def test_looking_changes_nothing(reader: Browser, own: Own, read: Any) -> None:
    address, public_id = own(State.APPROVED)
    before = row(read, public_id).version
    for page in ("", "/amend", "/withdraw"):
        for method in ("GET", "HEAD", "OPTIONS"):
            reader.request(method, address + page)
    assert row(read, public_id).version == before


def test_a_post_without_our_token_does_nothing(app: Flask, own: Own, read: Any) -> None:
    address, public_id = own(State.PENDING, organisation="Asparez Club")
    for page in ("/amend", "/withdraw"):
        with app.test_client().post(address + page, base_url="https://sign.example.org") as response:
            assert response.status_code == 400
    assert (row(read, public_id).state, row(read, public_id).organisation) == (State.PENDING, "Asparez Club")
