"""Guessing passwords: soon stopped, without locking the owner out (M2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.accounts import MODERATOR
from tests.integration.desk.conftest import COLLEAGUE
from tests.integration.desk.reading import turn_on
from tests.page import Browser, Page

GUESS = "correct horse battery staple"
AT_HOME = "198.51.100.7"


def attempt(app: Flask, email: str, password: str = GUESS, *, network: str = "203.0.113.7", status: int = 400) -> Page:
    browser = Browser(app, REMOTE_ADDR=network)
    return browser.visit("/sign-in").submit({"email": email, "password": password}, status=status)


@pytest.fixture
def guessed(clock: Any, app: Flask, moderator: Browser) -> Flask:
    """Five wrong passwords, all from one network."""
    for _ in range(5):
        attempt(app, MODERATOR.email)
    return app


def test_after_five_failures_a_network_must_wait(guessed: Flask) -> None:
    page = attempt(guessed, MODERATOR.email, status=429)
    assert page.headers["Retry-After"] == "900"
    assert page.errors == ["Too many attempts. Try again in 15 minutes."]
    assert page.form("email").value("email") == MODERATOR.email


def test_even_the_right_password_must_wait_there(guessed: Flask) -> None:
    page = attempt(guessed, MODERATOR.email, MODERATOR.password, status=429)
    assert "__Host-session" not in page.browser.cookies


def test_the_whole_network_waits_and_every_spelling_of_the_address(guessed: Flask) -> None:
    attempt(guessed, " LUSINE+1@COALITION.example", network="203.0.113.200", status=429)


def test_the_owner_gets_in_from_another_network(guessed: Flask) -> None:
    attempt(guessed, MODERATOR.email, MODERATOR.password, network=AT_HOME, status=303)
    attempt(guessed, MODERATOR.email, MODERATOR.password, status=429)


def test_the_owner_is_not_signed_out_by_it(guessed: Flask, moderator: Browser) -> None:
    assert moderator.visit("/moderation/").h1 == "Queue"


def test_a_quarter_of_an_hour_later_it_may_be_tried_again(clock: Any, guessed: Flask) -> None:
    clock.shift(timedelta(minutes=14, seconds=30))
    page = attempt(guessed, MODERATOR.email, status=429)
    assert page.errors == ["Too many attempts. Try again in 1 minute."]
    clock.shift(timedelta(seconds=31))
    attempt(guessed, MODERATOR.email, MODERATOR.password, status=303)


def test_an_account_that_does_not_exist_is_throttled_alike(clock: Any, app: Flask) -> None:
    for _ in range(5):
        attempt(app, "nobody@coalition.example")
    attempt(app, "nobody@coalition.example", status=429)


def test_getting_in_forgives_what_was_mistyped(clock: Any, app: Flask, moderator: Browser) -> None:
    for _ in range(2):
        for _ in range(4):
            attempt(app, MODERATOR.email)
        attempt(app, MODERATOR.email, MODERATOR.password, status=303)
    attempt(app, MODERATOR.email)


def test_one_network_cannot_try_many_accounts(clock: Any, app: Flask, colleague: Browser) -> None:
    for number in range(20):
        attempt(app, f"person{number}@coalition.example")
    attempt(app, "one.more@coalition.example", status=429)
    attempt(app, COLLEAGUE.email, COLLEAGUE.password, status=429)
    attempt(app, COLLEAGUE.email, COLLEAGUE.password, network=AT_HOME, status=303)


def test_a_limit_holds_in_every_worker(clock: Any, make_app: Any) -> None:
    one, other = make_app(), make_app()
    for number in range(5):
        attempt((one, other)[number % 2], MODERATOR.email)
    for app in (one, other):
        attempt(app, MODERATOR.email, status=429)


def test_whoever_sits_at_an_open_desk_cannot_guess_its_password(clock: Any, app: Flask, moderator: Browser) -> None:
    page = moderator.visit("/account/password")
    values = {"password": "a kettle beside the old window", "again": "a kettle beside the old window"}
    for _ in range(5):
        page.submit(values | {"current": GUESS}, status=400)
    late = page.submit(values | {"current": MODERATOR.password}, status=429)
    assert late.headers["Retry-After"] == "900"
    clock.shift(timedelta(minutes=15))
    page.submit(values | {"current": MODERATOR.password})
    attempt(app, MODERATOR.email, values["password"], status=303)


def test_many_networks_together_cannot_guess_a_code(clock: Any, app: Flask, moderator: Browser) -> None:
    telephone = turn_on(moderator)
    clock.shift(timedelta(seconds=30))
    for number in range(50):
        page = attempt(app, MODERATOR.email, MODERATOR.password, network=f"203.0.{number}.1", status=303)
        page.browser.visit("/sign-in").submit({"code": "000000"}, status=400)
    page = attempt(app, MODERATOR.email, MODERATOR.password, network=AT_HOME, status=303).browser.visit("/sign-in")
    page.submit({"code": telephone.now()}, status=429)
    clock.shift(timedelta(days=1))
    page = attempt(app, MODERATOR.email, MODERATOR.password, network=AT_HOME, status=303).browser.visit("/sign-in")
    assert page.submit({"code": telephone.now()}).h1 == "Queue"
