"""A statement under attack: time and work are asked for, nobody is turned away, nothing is lost (SECURITY: F9)."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from altcha import v1 as altcha
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.events.operations import ADMINISTRATOR
from app.domain.limits import LimitWindow
from app.domain.statements.models import Statement
from app.domain.statements.operations import be_careful
from tests.conftest import MORNING
from tests.page import Browser, Page
from tests.signatories import a_form, form_of, sign

SEND = "Send, and confirm by e-mail"


@pytest.fixture
def attacked(clock: time_machine.Traveller, appeal: Statement, write: Any) -> Statement:
    with write() as session:
        be_careful(session, "appeal", True, by=ADMINISTRATOR, at=MORNING)
    return appeal


def solved(page: Page, **changes: Any) -> str:
    """What the script on the page finds out."""
    (field,) = page.all(".//input[@data-challenge]")
    challenge = json.loads(field.get("data-challenge", ""))
    fields = {"algorithm": challenge["algorithm"], "challenge": challenge["challenge"], "salt": challenge["salt"]}
    answer = altcha.solve_challenge(**fields, max_number=challenge["maxNumber"])
    assert answer is not None
    payload = {**fields, "number": answer.number, "signature": challenge["signature"], **changes}
    return base64.b64encode(json.dumps(payload).encode()).decode()


def kept(read: Any) -> list[tuple[str | None, bool]]:
    with read() as session:
        rows = session.scalars(sa.select(Endorsement).order_by(Endorsement.id))
        return [(one.suspicion, one.held) for one in rows]


def send(page: Page, proof: str | None = None, *, status: int = 200, **changes: Any) -> Page:
    tamper = {"proof": proof} if proof is not None else {}
    return page.submit(a_form(**changes), button=SEND, tamper=tamper, status=status)


def test_in_peace_nothing_is_asked_and_nothing_is_slow(reader: Browser, appeal: Statement, read: Any) -> None:
    page = reader.visit(form_of("appeal"))
    assert not page.all(".//script")
    assert not page.all(".//input[@name='proof']")
    send(page)
    assert kept(read) == [(None, False)]


def test_who_takes_the_time_and_does_the_work_waits_like_everybody(
    reader: Browser, attacked: Statement, read: Any, clock: time_machine.Traveller
) -> None:
    page = reader.visit(form_of("appeal"))
    proof = solved(page)
    clock.shift(timedelta(seconds=40))
    assert send(page, proof).path.endswith("/endorse/sent")
    assert kept(read) == [(None, False)]


def test_without_javascript_one_is_told_and_waits_apart(
    reader: Browser, attacked: Statement, read: Any, clock: time_machine.Traveller
) -> None:
    page = reader.visit(form_of("appeal"))
    assert "a moderator will look first" in page.text
    clock.shift(timedelta(seconds=40))
    assert send(page).path.endswith("/endorse/sent")
    assert kept(read) == [("no_proof", True)]


def test_who_is_quicker_than_hands_can_be_waits_apart(
    reader: Browser, attacked: Statement, read: Any, clock: time_machine.Traveller
) -> None:
    page = reader.visit(form_of("appeal"))
    clock.shift(timedelta(seconds=2))
    send(page, solved(page))
    assert kept(read) == [("too_fast", True)]


@pytest.mark.parametrize(
    "forged",
    [
        {"number": -1},
        {"number": "12"},
        {"number": None},
        {"signature": "0" * 64},
        {"signature": None},
        {"salt": "another?expires=4102444800&form=mine&"},
        {"challenge": ["a", "list"]},
        {"algorithm": "SHA-1"},
        {"algorithm": {"a": "dictionary"}},
    ],
    ids=str,
)
def test_a_forged_proof_is_none(
    reader: Browser, attacked: Statement, read: Any, clock: time_machine.Traveller, forged: dict[str, Any]
) -> None:
    page = reader.visit(form_of("appeal"))
    clock.shift(timedelta(seconds=40))
    send(page, solved(page, **forged))
    assert kept(read) == [("no_proof", True)]


@pytest.mark.parametrize("nonsense", ["", "%%%", "bm90IGpzb24=", "W10=", "MQ==", "bnVsbA==", "é" * 10, "QQ==" * 2000])
def test_nonsense_is_no_proof_and_no_error(
    reader: Browser, attacked: Statement, read: Any, clock: time_machine.Traveller, nonsense: str
) -> None:
    page = reader.visit(form_of("appeal"))
    clock.shift(timedelta(seconds=40))
    send(page, nonsense)
    assert kept(read) == [("no_proof", True)]


def test_a_proof_belongs_to_one_form(
    reader: Browser, attacked: Statement, read: Any, clock: time_machine.Traveller
) -> None:
    proof = solved(reader.visit(form_of("appeal")))
    other = reader.visit(form_of("appeal"))
    clock.shift(timedelta(seconds=40))
    send(other, proof)
    assert kept(read) == [("no_proof", True)]


def test_a_proof_serves_to_mend_an_address_but_not_for_a_flood(
    reader: Browser, attacked: Statement, read: Any, clock: time_machine.Traveller
) -> None:
    page = reader.visit(form_of("appeal"))
    proof = solved(page)
    clock.shift(timedelta(seconds=40))
    for _ in range(5):
        send(page, proof)
    assert kept(read) == [(None, False)] * 3 + [("no_proof", True)] * 2


def test_a_worn_out_proof_leaves_nothing_behind_after_a_day(
    reader: Browser, attacked: Statement, read: Any, clock: time_machine.Traveller, app: Any
) -> None:
    page = reader.visit(form_of("appeal"))
    clock.shift(timedelta(seconds=40))
    send(page, solved(page))
    clock.shift(timedelta(days=2))
    app.test_cli_runner().invoke(args=["retention", "run"])
    with read() as session:
        assert session.scalars(sa.select(LimitWindow)).all() == []


def test_an_error_brings_new_work_and_keeps_what_was_typed(reader: Browser, attacked: Statement) -> None:
    page = reader.visit(form_of("appeal"))
    again = send(page, solved(page), organisation="", status=400)
    assert solved(again)
    assert ("representative", "Anahit Grigoryan") in again.form("organisation").filled({}, None)


def test_a_thousand_robots_do_not_reach_the_queue(
    app: Flask, moderator: Browser, attacked: Statement, read: Any, sent: Any
) -> None:
    """As many as the limits let in; those who even confirm wait apart, and a person among them is not lost."""
    robot = Browser(app, REMOTE_ADDR="203.0.113.7")
    page = robot.visit(form_of("appeal"))
    answers = [send(page, status=(200, 429)).status for _ in range(60)]
    assert 429 in answers
    held = kept(read)
    assert 0 < len(held) <= 40
    assert set(held) == {("too_fast", True)}
    sign(robot, sent[0].link)
    queue = moderator.visit("/moderation/")
    assert "Nothing here." in queue.text
    apart = queue.follow("waiting apart (1)")
    shown = apart.follow("Forum for Open Courts")
    assert "within three seconds" in shown.text
    shown.submit(button="Approve")
    with read() as session:
        assert session.scalars(sa.select(Endorsement.held).where(Endorsement._state == State.APPROVED)).all() == [False]


def test_what_fills_the_unseen_field_waits_apart_in_peace_too(reader: Browser, appeal: Statement, read: Any) -> None:
    page = reader.visit(form_of("appeal"))
    page.submit(a_form(fax="1"), button=SEND)
    assert kept(read) == [("honeypot", True)]
