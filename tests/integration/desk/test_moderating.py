"""Deciding on endorsements: what becomes of each, for readers, for the signatory, in the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.endorsements.states import RULES, Action, Reason, State, actions_for
from app.domain.events.models import ActorKind, Event
from app.domain.outbox.models import Message
from tests.checks import words
from tests.integration.desk.reading import DESK, decide
from tests.page import Browser

LABELS = {
    Action.APPROVE: "Approve",
    Action.DECLINE: "Decline",
    Action.RECONSIDER: "Reconsider",
    Action.WITHDRAW: "Withdraw for the signatory",
}

OFFERED = {  # as the site begins; tests/integration/desk/test_reasons.py changes it
    Action.DECLINE: ("not_an_organisation", "duplicate", "no_authority", "not_genuine", "out_of_scope", "other"),
    Action.RECONSIDER: ("no_authority", "not_genuine", "at_its_request", "mistake", "other"),
    Action.WITHDRAW: ("duplicate", "at_its_request", "other"),
}


def trail(read: Any, row: Any, public_id: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The tags of its events, and its decisions."""
    endorsement = row(public_id)
    with read() as session:
        query = sa.select(Event.tag).where(Event.endorsement_id == endorsement.id).order_by(Event.id)
        tags = [tag.removeprefix("endorsement:") for tag in session.scalars(query)]
    return tags, [(one.action, one.reason, one.note) for one in endorsement.decisions]


def test_one_page_says_all_that_there_is(moderator: Browser, waiting: Callable[..., str], row: Any) -> None:
    public_id = waiting(
        organisation="Ասպարեզ ակումբ",
        organisation_latin="Asparez Club",
        also_known_as="AC",
        note="We met in Vanadzor.",
        email="levon@gmail.com",
    )
    page, endorsement = moderator.visit(DESK + public_id), row(public_id)
    for name in ("organisation", "organisation_latin", "also_known_as", "website", "representative", "position"):
        assert getattr(endorsement, name) in page.text, name
    said = ["Armenia", "For open archives", "revision 1", endorsement.mandate, endorsement.note]
    said += ["The signatory sent the form on", "The signatory confirmed it by e-mail on"]
    said += ["anybody can have one", "link sent to levon@gmail.com was used"]
    for expected in said:
        assert expected in page.text, expected


@pytest.mark.parametrize("state", State)
def test_the_buttons_are_those_that_the_rules_allow(
    moderator: Browser, waiting: Callable[..., str], state: State
) -> None:
    page = moderator.visit(DESK + waiting(state))
    allowed = actions_for(state, ActorKind.MODERATOR)
    forms = [form for form in page.forms() if form.action == page.path]
    assert [words(form.buttons[0]) for form in forms] == [LABELS[action] for action in allowed if action in LABELS]
    assert ("Correct the details" in page.links()) == (Action.AMEND in allowed)
    for form, action in zip(forms, [one for one in allowed if one in LABELS], strict=True):
        if RULES[action].needs_reason:
            assert list(form.options("reason")) == ["", *OFFERED[action]]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", [*LABELS, Action.CONFIRM, Action.AMEND, "", "remove", "\x00", None])
def test_no_sent_form_does_what_the_rules_forbid(
    moderator: Browser, waiting: Callable[..., str], row: Any, state: State, action: Any
) -> None:
    public_id = waiting(state)
    if action in LABELS and action in actions_for(state, ActorKind.MODERATOR):
        return
    before = row(public_id)
    data = {"version": str(before.version), "reason": "other", "action": action}
    data["csrf_token"] = moderator.visit(DESK + public_id).form(action="/sign-out").value("csrf_token")
    sent = {name: value for name, value in data.items() if value is not None}
    moderator.request("POST", DESK + public_id, data=sent, status=409 if action in LABELS else 400)
    after = row(public_id)
    assert (after.state, after.version, len(after.decisions)) == (state, before.version, len(before.decisions))


def test_approving_leads_to_the_next_that_waits_and_then_to_the_queue(
    moderator: Browser, waiting: Callable[..., str]
) -> None:
    first, second = waiting(organisation="First"), waiting(organisation="Second")
    page = decide(moderator, first, "Approve")
    assert page.h1 == "Second"
    assert "First: approved." in page.text
    page = page.submit(button="Approve")
    assert page.h1 == "Queue"
    assert "Second: approved." in page.text
    assert page.follow("Look at it again").path == DESK + second


def test_every_decision_is_an_event_a_row_and_a_mail(
    moderator: Browser, waiting: Callable[..., str], row: Any, read: Any, sent: Any
) -> None:
    public_id = waiting(email="levon@asparez.am")
    decide(moderator, public_id, "Approve")
    decide(moderator, public_id, "Reconsider", reason=Reason.MISTAKE, note="It was another Asparez.")
    decide(moderator, public_id, "Decline", reason=Reason.NO_AUTHORITY, note="Please ask your board.")
    decide(moderator, public_id, "Reconsider", reason=Reason.OTHER)
    decide(moderator, public_id, "Withdraw", reason=Reason.AT_ITS_REQUEST, note="They telephoned.")
    tags, decisions = trail(read, row, public_id)
    assert tags == ["endorsed", "confirmed", "approved", "reconsidered", "declined", "reconsidered", "withdrawn"]
    assert decisions == [
        ("approve", None, ""),
        ("reconsider", "mistake", "It was another Asparez."),
        ("decline", "no_authority", "Please ask your board."),
        ("reconsider", "other", ""),
        ("withdraw", "at_its_request", "They telephoned."),
    ]
    with read() as session:
        queued = session.scalars(sa.select(Message.kind).where(Message.recipient == "levon@asparez.am"))
        assert list(queued)[-3:] == ["approved", "declined", "withdrawn"]
    assert "They telephoned." in sent.to("levon@asparez.am")[-1].text
    page = moderator.visit(DESK + public_id)
    lines = ["approved it on", "took it back to the queue on", "withdrew it on"]
    said = ["It was another Asparez.", "The person may not sign for it · Please ask your board."]
    for line in [*(f"Lusine Sargsyan {done}" for done in lines), *said]:
        assert line in page.text


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
@pytest.mark.parametrize("reason", ["", "nonsense", Reason.MISTAKE, None])
def test_what_needs_a_reason_is_not_done_without_a_good_one(
    moderator: Browser, waiting: Callable[..., str], row: Any, state: State, reason: Any
) -> None:
    public_id = waiting(state)
    button = "Decline" if state is State.PENDING else "Withdraw"
    page = moderator.visit(DESK + public_id)
    page = page.submit({"note": "Kept."}, button=button, tamper={"reason": reason}, status=400)
    assert len(page.errors) == 1
    assert "reason" in page.errors[0]
    action = "decline" if state is State.PENDING else "withdraw"
    assert page.form("note", button=button).value("note") == "Kept."
    assert page.all(f".//*[@id='reason-{action}-error']")
    assert row(public_id).state is state


@pytest.mark.parametrize("note", ["\x00", "a\x0bb", "a\ufffeb", "x" * 2001, "a\u202eb", "\x7f"])
def test_a_note_that_cannot_stand_comes_back_and_nothing_is_decided(
    moderator: Browser, waiting: Callable[..., str], row: Any, note: str
) -> None:
    public_id = waiting()
    page = moderator.visit(DESK + public_id)
    page = page.submit({"reason": "other"}, button="Decline", tamper={"note": note}, status=400)
    assert page.errors
    assert page.all(".//*[@id='note-decline-error']")
    assert page.form("reason", button="Decline").value("reason") == "other"
    assert row(public_id).state is State.PENDING


def test_who_has_endorsed_anew_is_not_reconsidered(moderator: Browser, waiting: Callable[..., str], row: Any) -> None:
    old = waiting(State.DECLINED, organisation="Asparez Club", email="levon@asparez.am")
    waiting(organisation="Asparez Press Club", email="levon@asparez.am")
    page = decide(moderator, old, "Reconsider", reason="mistake", status=409)
    assert "The same address has endorsed again" in page.text
    assert page.follow("Asparez Press Club").h1 == "Asparez Press Club"
    assert row(old).state is State.DECLINED
