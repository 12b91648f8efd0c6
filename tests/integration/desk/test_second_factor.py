"""The second factor: turned on, asked for, and no code good twice (M3)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from flask import Flask

from app.domain.moderators.queries import by_email
from tests.accounts import EDITOR, MODERATOR, signed_in
from tests.integration.desk.reading import shown_secret, turn_on
from tests.page import Browser, Page

DEBED = {"email": MODERATOR.email, "password": MODERATOR.password}
WRONG = "This code is not right, or was used before. Wait for the next one and enter it."
STEP = timedelta(seconds=30)


@pytest.fixture
def telephone(clock: Any, moderator: Browser) -> pyotp.TOTP:
    """The app of the moderator, who has the second factor; half a minute later."""
    telephone = turn_on(moderator)
    clock.shift(STEP)
    return telephone


def half_way(app: Flask, path: str = "/sign-in") -> Page:
    """The page that asks for the code."""
    page = Browser(app).visit(path).submit(DEBED)
    assert page.h1 == "Enter the code"
    return page


def test_turning_it_on(clock: Any, moderator: Browser, tags: Any, read: Any) -> None:
    assert "Off. With it, a stolen password alone opens nothing." in moderator.visit("/account").text
    page = moderator.visit("/account").follow("Turn it on")
    assert page.all(".//main//form//*[@aria-label='Picture for the app']")
    secret = shown_secret(page)
    assert len(secret) == 32
    page = page.submit({"current": MODERATOR.password, "code": pyotp.TOTP(secret).now()})
    assert "On: signing in asks for a code" in page.text
    assert tags()[-1] == "moderator:factor_set"
    with read() as session:
        assert by_email(session, MODERATOR.email).factor_secret == secret


def test_it_is_not_on_before_a_code_was_right(clock: Any, app: Flask, moderator: Browser) -> None:
    page = moderator.visit("/account/second-factor")
    again = page.submit({"current": MODERATOR.password, "code": "000000"}, status=400)
    assert again.errors == [WRONG]
    assert shown_secret(again) == shown_secret(page)
    Browser(app).visit("/sign-in").submit(DEBED, status=303)
    assert moderator.visit("/account").link("Turn it on")


def test_turning_it_on_ends_every_other_session(clock: Any, app: Flask, moderator: Browser) -> None:
    others = [Browser(app) for _ in range(3)]
    for other in others:
        other.visit("/sign-in").submit(DEBED)
    turn_on(moderator)
    assert moderator.visit("/account").path == "/account"
    assert all(other.visit("/account").path.startswith("/sign-in") for other in others)


@pytest.mark.parametrize("secret", ["", "A" * 31, "1" * 32, "a" * 32, "é" * 32, "=" * 32, "A" * 500, "\x00" * 32, None])
def test_a_secret_that_no_page_showed_is_replaced(clock: Any, moderator: Browser, secret: str | None) -> None:
    page = moderator.visit("/account/second-factor")
    values = {"current": MODERATOR.password, "code": "123456"}
    page = page.submit(values, tamper={"secret": secret}, status=400)
    assert len(shown_secret(page)) == 32
    assert shown_secret(page) != secret


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00", "<b>", "9" * 2000, "-00001"])
def test_whatever_is_typed_for_a_code_the_page_stays_whole(clock: Any, moderator: Browser, code: str) -> None:
    page = moderator.visit("/account/second-factor")
    page.submit({"current": MODERATOR.password}, tamper={"code": code}, status=400)


def test_signing_in_asks_for_the_code_and_then_goes_where_one_wanted(app: Flask, telephone: pyotp.TOTP) -> None:
    page = half_way(app, "/moderation/mail")
    before = page.browser.cookies["__Host-session"]
    assert page.browser.visit("/moderation/").path.startswith("/sign-in")
    page = page.submit({"code": telephone.now()})
    assert page.path == "/moderation/mail"
    assert page.browser.cookies["__Host-session"] != before


def test_digits_may_be_typed_in_groups(app: Flask, telephone: pyotp.TOTP) -> None:
    code = telephone.now()
    assert half_way(app).submit({"code": f" {code[:3]} {code[3:]} "}).h1 == "Queue"


def test_a_clock_half_a_minute_off_does_no_harm(clock: Any, app: Flask, telephone: pyotp.TOTP) -> None:
    clock.shift(STEP)
    code = telephone.now()
    clock.shift(STEP)
    half_way(app).submit({"code": code}, status=303)
    clock.shift(timedelta(minutes=5))
    code = telephone.now()
    clock.shift(STEP * 2)
    assert half_way(app).submit({"code": code}, status=400).errors == [WRONG]


def test_half_way_is_nowhere(app: Flask, telephone: pyotp.TOTP, waiting: Any, row: Any) -> None:
    public_id = waiting()
    browser = half_way(app).browser
    for path in ("/moderation/", f"/moderation/endorsements/{public_id}", "/account", "/account/second-factor"):
        assert browser.visit(path).h1 == "Enter the code"
    browser.request("POST", f"/moderation/endorsements/{public_id}", data={"action": "approve"}, status=403)
    assert row(public_id).state == "pending"


def test_the_code_must_come_within_five_minutes(clock: Any, app: Flask, telephone: pyotp.TOTP) -> None:
    page = half_way(app)
    clock.shift(timedelta(minutes=5))
    page = page.submit({"code": telephone.now()}, status=400)
    assert page.h1 == "Sign in to the desk"


def test_no_code_works_twice(clock: Any, app: Flask, telephone: pyotp.TOTP) -> None:
    code = telephone.now()
    half_way(app).submit({"code": code}, status=303)
    assert half_way(app).submit({"code": code}, status=400).errors == [WRONG]
    clock.shift(STEP)
    assert half_way(app).submit({"code": code}, status=400).errors == [WRONG]


def test_the_code_that_turned_it_on_is_used_up(clock: Any, app: Flask, moderator: Browser) -> None:
    code = turn_on(moderator).now()
    assert half_way(app).submit({"code": code}, status=400).errors == [WRONG]


def test_an_older_code_after_a_newer_one_is_refused(clock: Any, app: Flask, telephone: pyotp.TOTP) -> None:
    older = telephone.now()
    clock.shift(STEP)
    half_way(app).submit({"code": telephone.now()}, status=303)
    assert half_way(app).submit({"code": older}, status=400).errors == [WRONG]


def test_of_many_who_use_one_code_at_once_one_gets_in(app: Flask, make_app: Any, telephone: pyotp.TOTP) -> None:
    apps = (app, make_app())
    pages = [half_way(apps[number % 2]) for number in range(10)]
    code = telephone.now()
    with ThreadPoolExecutor(10) as crowd:
        jobs = [crowd.submit(page.submit, {"code": code}, status=(303, 400, 429)) for page in pages]
    assert [job.result().status for job in jobs].count(303) == 1


def test_five_wrong_codes_must_do(clock: Any, app: Flask, telephone: pyotp.TOTP) -> None:
    page = half_way(app)
    for _ in range(5):
        page = page.submit({"code": "000000"}, status=400)
    page = page.submit({"code": telephone.now()}, status=429)
    assert page.h1 == "Enter the code"
    assert page.headers["Retry-After"] == "900"


def test_it_may_be_moved_to_another_telephone(
    clock: Any, app: Flask, telephone: pyotp.TOTP, moderator: Browser
) -> None:
    assert moderator.visit("/account").follow("Set it up on another telephone").h1 == "Second factor"
    new = turn_on(moderator)
    clock.shift(STEP)
    assert half_way(app).submit({"code": telephone.now()}, status=400).errors == [WRONG]
    half_way(app).submit({"code": new.now()}, status=303)


def test_a_site_that_requires_it_sends_everybody_to_set_it_up(clock: Any, make_app: Any, waiting: Any) -> None:
    public_id = waiting()
    strict = make_app(second_factor="required")
    browser = signed_in(strict, EDITOR)
    for path in ("/moderation/", f"/moderation/endorsements/{public_id}", "/account", "/account/password"):
        assert browser.visit(path).path == "/account/second-factor"
    turn_on(browser)
    assert browser.visit("/moderation/").h1 == "Queue"
    assert browser.visit("/moderation/").submit(form="/sign-out", button="Sign out").h1 == "Sign in to the desk"


@pytest.mark.parametrize("path", ["/account/second-factor", "/account/second-factor/off"])
def test_an_open_desk_alone_does_not_change_it(
    clock: Any, moderator: Browser, telephone: pyotp.TOTP, path: str, read: Any, tags: Any
) -> None:
    for current in ("", "not what it was until now"):
        page = moderator.visit(path)
        given = {"current": current}
        if page.path == "/account/second-factor":
            given["code"] = pyotp.TOTP(shown_secret(page)).now()
        again = page.submit(given, status=400)
        assert again.all(".//*[@id='current-error']")
    with read() as session:
        assert by_email(session, MODERATOR.email).factor_secret == telephone.secret
    assert tags().count("moderator:factor_set") == 1


def test_turned_off_no_code_is_asked_for(
    app: Flask, moderator: Browser, telephone: pyotp.TOTP, tags: Any, clock: Any
) -> None:
    other = half_way(app).submit({"code": telephone.now()}).browser
    page = moderator.visit("/account").follow("Turn it off")
    page = page.submit({"current": MODERATOR.password})
    assert "The second factor is off." in page.text
    assert "Off. With it, a stolen password alone opens nothing." in page.text
    assert tags()[-1] == "moderator:factor_removed"
    assert other.visit("/moderation/").path.startswith("/sign-in")
    assert Browser(app).visit("/sign-in").submit(DEBED).h1 == "Queue"


def test_a_site_that_requires_it_lets_nobody_turn_it_off(clock: Any, make_app: Any) -> None:
    browser = signed_in(make_app(second_factor="required"), EDITOR)
    turn_on(browser)
    assert "Turn it off" not in browser.visit("/account").text
    browser.visit("/account/second-factor/off", status=404)


def test_whoever_is_asked_for_a_code_can_begin_anew(app: Flask, telephone: pyotp.TOTP) -> None:
    page = half_way(app).submit({}, button="Begin anew")
    assert page.h1 == "Sign in to the desk"
