"""Changes of what an endorsement says: the signatory's proposals, and the moderator's own corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.endorsements.amendments import amend
from app.domain.endorsements.models import Outcome
from app.domain.endorsements.operations import withdraw
from app.domain.endorsements.queries import the
from app.domain.endorsements.states import State
from app.domain.events.operations import SIGNATORY
from app.web.work import now
from tests.checks import words
from tests.factories import some_details
from tests.integration.desk.reading import DESK, PUBLIC, decide, on_register
from tests.page import Browser, Page


@pytest.fixture
def propose(write: Any) -> Callable[..., None]:
    """`propose(public_id, organisation="Asparez")`: the signatory sends the form of its own page."""

    def change(public_id: str, **details: Any) -> None:
        with write() as session:
            endorsement = the(session, public_id)
            own = {name: getattr(endorsement.details, name) for name in some_details().__dataclass_fields__}
            wanted = some_details(**own | details)
            amend(session, public_id, wanted, version=endorsement.version, by=SIGNATORY, at=now())

    return change


@pytest.fixture
def proposed(waiting: Any, propose: Any) -> str:
    """A listed endorsement whose signatory proposes another name and another website."""
    public_id: str = waiting(State.APPROVED, organisation="Asparez Club", website="https://asparez.am")
    propose(public_id, organisation="Asparez Journalists’ Club", website="")
    return public_id


def correct(browser: Browser, public_id: str, *, status: int = 200, **values: Any) -> Page:
    return browser.visit(f"{DESK}{public_id}/amend").submit(values, button="Keep these details", status=status)


def outcome(row: Any, public_id: str) -> str:
    return str(row(public_id).amendments[-1].outcome)


def test_a_proposed_change_is_shown_beside_what_readers_see(moderator: Browser, reader: Browser, proposed: str) -> None:
    assert on_register(reader.visit(PUBLIC)) == ["Asparez Club"]
    page = moderator.visit("/moderation/?state=changed")
    assert "change waits" in page.text
    page = page.follow("Asparez Club")
    before, after = ([words(one) for one in side.iter("dd")] for side in page.all(".//*[@class='twin']/div"))
    assert before == ["Asparez Club", "https://asparez.am"]
    assert after == ["Asparez Journalists’ Club", "–"]


def test_accepted_it_is_public_at_once(moderator: Browser, reader: Browser, proposed: str, row: Any, tags: Any) -> None:
    page = moderator.visit(DESK + proposed).submit(button="Accept the change")
    assert page.h1 == "Asparez Journalists’ Club"
    assert "Lusine Sargsyan accepted the proposed change on" in page.text
    assert on_register(reader.visit(PUBLIC)) == ["Asparez Journalists’ Club"]
    assert "asparez.am" not in reader.visit(PUBLIC).source
    assert (outcome(row, proposed), tags()[-1]) == (Outcome.ACCEPTED, "endorsement:amendment_accepted")
    assert moderator.visit("/moderation/?state=changed").text.count("Asparez") == 0


def test_refused_everything_stays(moderator: Browser, reader: Browser, proposed: str, row: Any, tags: Any) -> None:
    page = moderator.visit(DESK + proposed).submit(button="Refuse the change")
    assert "Lusine Sargsyan refused the proposed change on" in page.text
    assert on_register(reader.visit(PUBLIC)) == ["Asparez Club"]
    assert (row(proposed).organisation, row(proposed).website) == ("Asparez Club", "https://asparez.am")
    assert (outcome(row, proposed), tags()[-1]) == (Outcome.REFUSED, "endorsement:amendment_refused")


def test_a_name_that_is_listed_already_is_not_accepted(
    moderator: Browser, reader: Browser, proposed: str, waiting: Any, row: Any
) -> None:
    waiting(State.APPROVED, organisation="Asparez Journalists' Club")
    page = moderator.visit(DESK + proposed).submit(button="Accept the change", status=409)
    assert "It is on the register already" in page.text
    assert outcome(row, proposed) == Outcome.OPEN
    assert page.submit(button="Refuse the change").h1 == "Asparez Club"


@pytest.mark.parametrize("button", ["Accept the change", "Refuse the change"])
def test_a_newer_proposal_is_not_decided_unseen(
    moderator: Browser, proposed: str, propose: Any, row: Any, button: str
) -> None:
    page = moderator.visit(DESK + proposed)
    propose(proposed, organisation="Something Else Entirely")
    page = page.submit(button=button, status=409)
    assert "Somebody was faster" in page.text
    assert "The signatory proposed a change of what readers see on" in page.text
    assert "Something Else Entirely" in page.text
    assert outcome(row, proposed) == Outcome.OPEN
    page.submit(button=button)
    assert outcome(row, proposed) == (Outcome.ACCEPTED if button.startswith("Accept") else Outcome.REFUSED)


@pytest.mark.parametrize("second", ["Accept the change", "Refuse the change"])
def test_a_proposal_is_decided_once(
    moderator: Browser, colleague: Browser, proposed: str, row: Any, tags: Any, second: str
) -> None:
    page = colleague.visit(DESK + proposed)
    moderator.visit(DESK + proposed).submit(button="Refuse the change")
    late = page.submit(button=second, status=409)
    assert "Lusine Sargsyan refused the proposed change on" in late.text
    assert outcome(row, proposed) == Outcome.REFUSED
    assert [tag for tag in tags() if "amendment_" in tag][-1] == "endorsement:amendment_refused"


def test_a_proposal_ends_when_the_endorsement_leaves_the_register(
    moderator: Browser, proposed: str, write: Any, row: Any
) -> None:
    page = moderator.visit(DESK + proposed)
    with write() as session:
        withdraw(session, proposed, at=now())
    late = page.submit(button="Accept the change", status=409)
    assert "The signatory withdrew it on" in late.text
    assert "A change that waits for you" not in late.text
    assert outcome(row, proposed) == Outcome.REPLACED


@pytest.mark.parametrize(
    "tampered",
    [{"outcome": "perhaps"}, {"outcome": None}, {"version": None}, {"version": "x"}, {"version": ["1", "2"]}],
)
def test_a_form_that_is_not_whole_decides_nothing(
    moderator: Browser, proposed: str, row: Any, tampered: dict[str, Any]
) -> None:
    moderator.visit(DESK + proposed).submit(button="Accept the change", tamper=tampered, status=400)
    assert outcome(row, proposed) == Outcome.OPEN


def test_where_no_change_waits_none_is_accepted(moderator: Browser, waiting: Any, row: Any) -> None:
    public_id = waiting(State.APPROVED)
    token = moderator.visit(DESK + public_id).form(action="/sign-out").value("csrf_token")
    data = {"csrf_token": token, "version": str(row(public_id).version), "outcome": "accept"}
    moderator.request("POST", f"{DESK}{public_id}/amendment", data=data, status=409)
    moderator.request("POST", f"{DESK}nobody/amendment", data=data, status=404)


def test_a_moderators_correction_holds_at_once_and_keeps_both(
    moderator: Browser, reader: Browser, waiting: Any, row: Any, tags: Any
) -> None:
    public_id = waiting(State.APPROVED, organisation="Asparez Clubb")
    form = moderator.visit(DESK + public_id).follow("Correct the details").form("organisation")
    assert (form.value("organisation"), form.value("representative")) == ("Asparez Clubb", "Anahit Grigoryan")
    page = correct(moderator, public_id, organisation="Asparez Club", website="asparez.am", mandate="")
    assert page.path == DESK + public_id
    assert "Lusine Sargsyan corrected the details on" in page.text
    assert on_register(reader.visit(PUBLIC)) == ["Asparez Club"]
    amendment = row(public_id).amendments[-1]
    assert (amendment.before["organisation"], amendment.after["organisation"]) == ("Asparez Clubb", "Asparez Club")
    assert (amendment.outcome, tags()[-1]) == (Outcome.ACCEPTED, "endorsement:amended")


def test_the_address_and_the_state_cannot_be_changed_there(moderator: Browser, waiting: Any, row: Any) -> None:
    public_id = waiting(email="levon@asparez.am")
    page = moderator.visit(f"{DESK}{public_id}/amend")
    page.submit(tamper={"email": "thief@evil.example", "state": "approved", "_state": "approved", "agreed": "x"})
    found = row(public_id)
    assert (found.email, found.state, found.agreed) == ("levon@asparez.am", State.PENDING, None)


@pytest.mark.parametrize(
    "values", [{"organisation": ""}, {"country": ""}, {"website": "javascript:alert(1)"}, {"organisation": "x" * 201}]
)
def test_a_correction_that_cannot_stand_comes_back_as_typed(
    moderator: Browser, waiting: Any, row: Any, values: dict[str, str]
) -> None:
    public_id = waiting(organisation="Asparez Club")
    page = correct(moderator, public_id, status=400, **{"position": "Chair", **values})
    assert len(page.errors) == 1
    form = page.form("organisation")
    assert {name: form.value(name) for name in values} == values
    assert form.value("position") == "Chair"
    assert row(public_id).position == "Director"


def test_a_correction_after_a_change_keeps_what_was_typed(
    moderator: Browser, colleague: Browser, waiting: Any, row: Any
) -> None:
    public_id = waiting(organisation="Asparez Club")
    page = moderator.visit(f"{DESK}{public_id}/amend")
    correct(colleague, public_id, organisation="Asparez Union")
    late = page.submit({"position": "Chair"}, button="Keep these details", status=409)
    assert "Somebody changed this endorsement a moment ago" in late.errors[0]
    assert late.form("organisation").value("position") == "Chair"
    assert "Asparez Union" in late.text
    assert (row(public_id).organisation, row(public_id).position) == ("Asparez Union", "Director")
    late.submit(button="Keep these details")
    assert row(public_id).position == "Chair"


def test_a_correction_to_a_name_that_is_listed_is_refused(moderator: Browser, waiting: Any, row: Any) -> None:
    waiting(State.APPROVED, organisation="Asparez Club")
    public_id = waiting(State.APPROVED, organisation="Asparez Union")
    page = correct(moderator, public_id, status=409, organisation="ASPAREZ Club")
    assert page.errors == ["Another organisation on the register has this name already."]
    assert row(public_id).organisation == "Asparez Union"


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_what_is_over_is_not_corrected(moderator: Browser, waiting: Any, row: Any, state: State) -> None:
    public_id = waiting(state, organisation="Asparez Club")
    page = moderator.visit(f"{DESK}{public_id}/amend", status=409)
    assert page.h1 == "Asparez Club"


def test_what_is_over_in_the_moment_of_pressing_is_not_corrected(
    moderator: Browser, colleague: Browser, waiting: Any, row: Any
) -> None:
    public_id = waiting(organisation="Asparez Club")
    page = moderator.visit(f"{DESK}{public_id}/amend")
    decide(colleague, public_id, "Decline", reason="other")
    late = page.submit({"organisation": "Other"}, button="Keep these details", status=409)
    assert "Aram Hakobyan declined it on" in late.text
    assert row(public_id).organisation == "Asparez Club"
