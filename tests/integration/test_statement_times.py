"""Planned publication, closing and late endorsements, by commands and by what runs beside the site."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event as Flag
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.cli.watching import publish_what_is_due, seconds_to_next, watch_plans
from app.domain.endorsements.states import State
from app.domain.events.models import Event
from app.domain.statements.queries import by_slug
from tests.conftest import MORNING
from tests.factories import a_statement, an_endorsement
from tests.page import Browser, Page

MINUTE = timedelta(minutes=1)


@pytest.fixture
def run(app: Flask) -> Callable[..., str]:
    """`run("close", "archives")`: what the command says; `ok=False` where it is to fail."""

    def invoke(*arguments: str, ok: bool = True) -> str:
        done = app.test_cli_runner().invoke(args=["statement", *arguments])
        assert (done.exit_code == 0) is ok, done.output
        return done.output.strip()

    return invoke


@pytest.fixture
def draft(clock: Any, write: Any) -> str:
    """The slug of a draft whose times are said in Yerevan."""
    with write() as session:
        return a_statement(session, at=MORNING, slug="archives", published=False, zone="Asia/Yerevan").slug


def publications(read: Any) -> list[Event]:
    with read() as session:
        return list(session.scalars(sa.select(Event).where(Event.tag == "statement:published")))


def test_a_plan_is_carried_out_at_its_moment(run: Any, draft: str, clock: Any, visit: Callable[..., Page]) -> None:
    assert run("publish", draft, "--at", "2026-11-23T13:00") == "archives: will be published on 2026-11-23 09:00 UTC"
    assert "planned for 2026-11-23 09:00 UTC" in run("list")
    assert run("publish", "--due") == "Nothing is due"
    clock.move_to(datetime.fromisoformat("2026-11-23T08:59:59+00:00"))
    assert run("publish", "--due") == "Nothing is due"
    visit("/en/statements/archives", status=404)
    clock.move_to(datetime.fromisoformat("2026-11-23T09:00:00+00:00"))
    visit("/en/statements/archives", status=404)  # nothing is published by looking at it
    assert run("publish", "--due") == "archives: published"
    visit("/en/statements/archives")
    assert run("publish", "--due") == "Nothing is due"


def test_however_many_try_it_is_published_once(app: Flask, run: Any, draft: str, clock: Any, read: Any) -> None:
    run("publish", draft, "--at", "2026-11-23T08:01Z")
    clock.shift(timedelta(days=1))

    def someone(_: int) -> int:
        with app.app_context():
            return len(publish_what_is_due())

    with ThreadPoolExecutor(4) as many:
        assert sum(many.map(someone, range(8))) == 1
    (event,) = publications(read)
    assert event.facts["planned_for"] == "2026-11-23T08:01:00+00:00"
    assert event.at == MORNING + timedelta(days=1)


def test_whoever_watches_wakes_up_for_the_plan(app: Flask, run: Any, draft: str, clock: Any, read: Any) -> None:
    run("publish", draft, "--at", "2026-11-23T08:01Z")
    with app.app_context():
        assert watch_plans(app, Flag(), every=600) == 60
        assert seconds_to_next(longest=10) == 10
        clock.shift(MINUTE)
        assert watch_plans(app, Flag(), every=600) == 600
    assert len(publications(read)) == 1


def test_whoever_watches_outlives_a_database_that_is_away(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OSError

    monkeypatch.setattr("app.cli.watching.publish_what_is_due", away)
    with app.app_context():
        assert watch_plans(app, Flag(), every=5) == 5


def test_a_plan_is_cancelled(run: Any, draft: str, clock: Any) -> None:
    run("publish", draft, "--at", "2026-11-23T08:01Z")
    assert run("publish", draft, "--cancel") == "archives: no longer planned"
    assert run("publish", draft, "--cancel").endswith("nothing was planned")
    clock.shift(MINUTE)
    assert run("publish", "--due") == "Nothing is due"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("publish",), "Name a statement"),
        (("publish", "archives", "--due"), "Name a statement"),
        (("publish", "archives", "--watch"), "Name a statement"),
        (("publish", "nothing", "--at", "2027-01-01T00:00"), "there is no statement nothing"),
        (("publish", "archives", "--at", "soon"), "is no moment"),
        (("publish", "archives", "--at", "2026-11-23T08:00Z"), "this moment is over"),
        (("close", "archives", "--at", "2027-01-01T00:00"), "archives is a draft"),
        (("late", "archives"), "archives is a draft"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_line(run: Any, draft: str, arguments: tuple[str, ...], said: str) -> None:
    assert said in run(*arguments, ok=False)


def test_times_that_clocks_skip_or_show_twice_are_refused(run: Any, write: Any) -> None:
    with write() as session:
        a_statement(session, slug="paris", zone="Europe/Paris")
    assert "skip" in run("close", "paris", "--at", "2027-03-28T02:30", ok=False)
    assert "twice" in run("close", "paris", "--at", "2027-10-31T02:30", ok=False)
    run("close", "paris", "--at", "2027-10-31T02:30+01:00")


def test_closing_reopening_and_late_ones(run: Any, draft: str, clock: Any, read: Any) -> None:
    run("publish", draft)
    assert run("close", draft, "--at", "2026-11-23T13:00") == "archives: closes on 2026-11-23 09:00 UTC"
    assert "nothing changed" in run("late", draft, "--end")
    clock.shift(timedelta(hours=2))
    assert "closed" in run("list")
    assert run("late", draft, "--until", "2026-11-24T13:00").endswith("until 2026-11-24 09:00 UTC")
    assert "closed, late ones taken" in run("list")
    assert run("late", draft, "--end") == "archives: takes no more late endorsements"
    assert run("reopen", draft, "--until", "2026-11-25T13:00") == "archives: open until 2026-11-25 09:00 UTC"
    assert run("reopen", draft) == "archives: open"
    with read() as session:
        assert by_slug(session, draft).closes_at is None


def test_a_kept_page_does_not_outlive_a_moment(run: Any, draft: str, clock: Any, reader: Browser) -> None:
    """Neither here nor in anybody's browser: what a cache may keep ends with the phase."""
    run("publish", draft)
    run("close", draft, "--at", "2026-11-23T13:00")
    clock.move_to(datetime.fromisoformat("2026-11-23T08:58:00+00:00"))
    assert "max-age=30" in reader.visit("/en/statements/archives").headers["Cache-Control"]
    clock.move_to(datetime.fromisoformat("2026-11-23T08:59:50+00:00"))
    page = reader.visit("/en/statements/archives")
    assert page.headers["Cache-Control"] == "public, max-age=10"
    clock.move_to(datetime.fromisoformat("2026-11-23T09:00:00+00:00"))
    assert "closed for endorsement" in reader.visit("/en/statements/archives").text


def test_while_late_ones_are_taken_nobody_loses_their_contact_data(
    app: Flask, run: Any, write: Any, clock: Any
) -> None:
    with write() as session:
        statement = a_statement(session, at=MORNING, slug="archives", closes_at=MORNING + MINUTE)
        an_endorsement(session, statement, state=State.APPROVED, at=MORNING)
    run("late", "archives")
    clock.shift(timedelta(days=2000))
    erase = app.test_cli_runner()
    assert "the contact data of 0," in erase.invoke(args=["retention", "run"]).output
    run("late", "archives", "--end")
    clock.shift(timedelta(days=2000))
    assert "the contact data of 1," in erase.invoke(args=["retention", "run"]).output
