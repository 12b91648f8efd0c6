"""A browser that got in before is let in while somebody guesses, even where everybody comes from one network (M2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.links import Purpose, sign
from tests.accounts import MODERATOR
from tests.integration.desk.conftest import COLLEAGUE
from tests.integration.desk.reading import turn_on
from tests.page import Browser, Page

NOTE = "__Host-device"
GUESS = "correct horse battery staple"


def attempt(browser: Browser, password: str = GUESS, *, email: str = MODERATOR.email, status: int = 400) -> Page:
    return browser.visit("/sign-in").submit({"email": email, "password": password}, status=status)


def with_note(app: Flask, note: str) -> Browser:
    browser = Browser(app)
    browser.client.set_cookie(NOTE, note, domain="sign.example.org", secure=True)
    return browser


@pytest.fixture
def known(clock: Any, moderator: Browser) -> Browser:
    """The owner's own browser, signed out over night."""
    clock.shift(timedelta(hours=13))
    return moderator


@pytest.fixture
def besieged(app: Flask, known: Browser) -> Flask:
    """Somebody guesses from the network that the owner uses, through Tor or behind one proxy."""
    for _ in range(5):
        attempt(Browser(app))
    attempt(Browser(app), MODERATOR.password, status=429)
    return app


def test_the_owner_gets_in_while_somebody_guesses_from_the_same_network(besieged: Flask, known: Browser) -> None:
    attempt(known, MODERATOR.password, status=303)
    attempt(Browser(besieged), status=429)


def test_not_even_a_flood_of_guesses_at_other_accounts_keeps_the_owner_out(app: Flask, known: Browser) -> None:
    for number in range(120):
        attempt(Browser(app), email=f"person{number}@coalition.example")
    attempt(Browser(app), email="one.more@coalition.example", status=429)
    attempt(known, MODERATOR.password, status=303)


def test_a_known_browser_may_fail_five_times_too(clock: Any, known: Browser) -> None:
    for _ in range(5):
        attempt(known)
    attempt(known, MODERATOR.password, status=429)
    attempt(Browser(known.app), MODERATOR.password, status=303)
    clock.shift(timedelta(minutes=15))
    attempt(known, MODERATOR.password, status=303)


def test_it_opens_nothing_without_the_password(app: Flask, known: Browser) -> None:
    thief = with_note(app, known.cookies[NOTE])
    assert thief.visit("/moderation/").h1 == "Sign in to the desk"
    attempt(thief)


def test_it_is_good_for_its_own_account_alone(besieged: Flask, known: Browser, colleague: Browser) -> None:
    attempt(with_note(besieged, colleague.cookies[NOTE]), status=429)
    for _ in range(5):
        attempt(known, email=COLLEAGUE.email)
    attempt(known, email=COLLEAGUE.email, status=429)


def test_an_invented_one_helps_nobody(besieged: Flask, known: Browser) -> None:
    note = known.cookies[NOTE]
    with besieged.app_context():
        other = sign(Purpose.MANAGE, MODERATOR.email, 1)
    for invented in ("", "x", note[:-1], note[1:], f"{note}A", note.swapcase(), other, "a" * 3000):
        attempt(with_note(besieged, invented), status=429)


def test_it_is_known_for_ninety_days(app: Flask, known: Browser, clock: Any) -> None:
    note = known.cookies[NOTE]
    clock.shift(timedelta(days=89))
    for _ in range(5):
        attempt(Browser(app))
    attempt(with_note(app, note))
    clock.shift(timedelta(days=1))
    for _ in range(5):
        attempt(Browser(app))
    attempt(with_note(app, note), status=429)


def test_who_stole_the_password_cannot_use_up_the_owners_codes(clock: Any, app: Flask, moderator: Browser) -> None:
    telephone = turn_on(moderator)
    clock.shift(timedelta(hours=13))
    for number in range(50):
        thief = Browser(app, REMOTE_ADDR=f"203.0.{number}.1")
        attempt(thief, MODERATOR.password, status=303)
        thief.visit("/sign-in").submit({"code": "000000"}, status=400)
    attempt(moderator, MODERATOR.password, status=303)
    assert moderator.visit("/sign-in").submit({"code": telephone.now()}).h1 == "Queue"


def test_each_browser_has_its_own(app: Flask, known: Browser) -> None:
    other = Browser(app)
    page = attempt(other, MODERATOR.password, status=303)
    assert other.cookies[NOTE] != known.cookies[NOTE]
    (cookie,) = [one for one in page.headers.getlist("Set-Cookie") if one.startswith(f"{NOTE}=")]
    _, *attributes = cookie.split("; ")
    attributes = [one for one in attributes if not one.startswith("Expires=")]
    assert sorted(attributes) == ["HttpOnly", "Max-Age=7776000", "Path=/", "SameSite=Strict", "Secure"]


def test_a_failure_gives_none(app: Flask, moderator: Browser) -> None:
    browser = Browser(app)
    attempt(browser)
    assert NOTE not in browser.cookies


def test_refusals_are_in_the_log_without_addresses(app: Flask, moderator: Browser, caplog: Any) -> None:
    attempt(Browser(app))
    attempt(Browser(app), email="nobody@coalition.example")
    said = [record.getMessage() for record in caplog.records if "refused" in record.getMessage()]
    assert said == ["sign-in refused: account 1", "sign-in refused: no account"]
    assert "@" not in caplog.text
