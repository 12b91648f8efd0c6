"""A signed-in browser: what its cookie is, how long it lasts, and everything that ends it (M4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.events.operations import ADMINISTRATOR
from app.domain.moderators import operations, sessions
from app.domain.moderators.models import ModeratorSession
from app.web.work import now
from tests.accounts import MODERATOR
from tests.page import Browser

COOKIE = "__Host-session"
QUEUE = "/moderation/"
DEBED = {"email": MODERATOR.email, "password": MODERATOR.password}


def with_cookie(app: Flask, value: str) -> Browser:
    """Another browser that sends this cookie."""
    browser = Browser(app)
    browser.client.set_cookie(COOKIE, value, domain="sign.example.org", secure=True)
    return browser


def is_in(browser: Browser) -> bool:
    return browser.visit(QUEUE).path == QUEUE


@pytest.fixture
def stored(read: Any) -> Callable[[], list[ModeratorSession]]:
    def look() -> list[ModeratorSession]:
        with read() as session:
            return list(session.scalars(sa.select(ModeratorSession)))

    return look


def test_the_cookie_is_for_this_site_alone_and_for_no_script(app: Flask, moderator: Browser) -> None:
    page = Browser(app).visit("/sign-in").submit(DEBED, status=303)
    (cookie,) = [one for one in page.headers.getlist("Set-Cookie") if one.startswith(f"{COOKIE}=")]
    _, *attributes = cookie.split("; ")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]


def test_only_a_hash_of_the_cookie_is_stored(moderator: Browser, stored: Any) -> None:
    value = moderator.cookies[COOKIE]
    assert len(value) >= 43
    assert [one.token_hash for one in stored()] == [sha256(value.encode()).hexdigest()]
    assert not is_in(with_cookie(moderator.app, stored()[0].token_hash))


@pytest.mark.parametrize("value", ["", "x", "' OR 1=1 --", "a" * 43, "a" * 3000])
def test_an_invented_cookie_opens_nothing(app: Flask, moderator: Browser, value: str) -> None:
    assert not is_in(with_cookie(app, value))


@pytest.mark.parametrize("header", ["\xff\xfe", '"\\000"', "=;=;", "%00", "\u00e9"])
def test_a_broken_cookie_opens_nothing(app: Flask, moderator: Browser, header: str) -> None:
    page = Browser(app).visit(QUEUE, headers={"Cookie": f"{COOKIE}={header}"})
    assert page.h1 == "Sign in to the desk"


def test_the_cookie_from_before_signing_in_is_dead(app: Flask, moderator: Browser) -> None:
    planted = "A" * 43
    browser = with_cookie(app, planted)
    browser.visit("/sign-in").submit(DEBED)
    assert browser.cookies[COOKIE] != planted
    assert not is_in(with_cookie(app, planted))


def test_signing_in_again_ends_what_the_browser_had_before(app: Flask, moderator: Browser, stored: Any) -> None:
    before = moderator.cookies[COOKIE]
    form = Browser(app).visit("/sign-in")
    form.browser.client.set_cookie(COOKIE, before, domain="sign.example.org", secure=True)
    form.submit(DEBED)
    assert not is_in(with_cookie(app, before))
    assert len(stored()) == 1


def test_half_an_hour_of_rest_ends_it(clock: Any, moderator: Browser) -> None:
    clock.shift(timedelta(minutes=29))
    assert is_in(moderator)
    clock.shift(timedelta(minutes=29))
    assert is_in(moderator)
    clock.shift(timedelta(minutes=30))
    assert not is_in(moderator)


def test_twelve_hours_end_it_however_busy_one_is(clock: Any, moderator: Browser) -> None:
    for _ in range(35):
        clock.shift(timedelta(minutes=20))
        assert is_in(moderator)
    clock.shift(timedelta(minutes=20))
    assert not is_in(moderator)


def test_that_a_browser_was_seen_is_noted_once_a_minute(clock: Any, moderator: Browser, stored: Any) -> None:
    for _ in range(4):
        clock.shift(timedelta(seconds=30))
        moderator.visit(QUEUE)
    assert stored()[0].seen_at == stored()[0].created_at + timedelta(seconds=90)


def test_signing_out_ends_it_for_good(app: Flask, moderator: Browser, stored: Any) -> None:
    cookie = moderator.cookies[COOKIE]
    page = moderator.visit(QUEUE).submit(form="/sign-out", button="Sign out")
    assert page.h1 == "Sign in to the desk"
    assert not stored()
    assert COOKIE not in moderator.cookies
    assert not is_in(with_cookie(app, cookie))


def test_signing_out_twice_does_no_harm(moderator: Browser) -> None:
    page = moderator.visit(QUEUE)
    page.submit(form="/sign-out", button="Sign out")
    assert page.submit(form="/sign-out", button="Sign out").h1 == "Sign in to the desk"


def test_what_is_sent_after_the_session_is_over_changes_nothing(
    clock: Any, moderator: Browser, waiting: Any, row: Any
) -> None:
    public_id = waiting()
    page = moderator.visit(f"/moderation/endorsements/{public_id}")
    clock.shift(timedelta(hours=13))
    page.submit(button="Approve", status=403)
    assert row(public_id).state == "pending"


def test_retiring_and_resetting_end_every_session_at_once(app: Flask, write: Any, stored: Any) -> None:
    for change in (operations.reset, operations.retire):
        email = f"{change.__name__}@coalition.example"
        with write() as session:
            values = {"name": "Nare", "role": "moderator", "by": ADMINISTRATOR, "at": now()}
            operations.add(session, email=email, password=MODERATOR.password, **values)
        browsers = [Browser(app) for _ in range(3)]
        for browser in browsers:
            browser.visit("/sign-in").submit({"email": email, "password": MODERATOR.password})
        with write() as session:
            change(session, email, by=ADMINISTRATOR, at=now())
        assert not any(map(is_in, browsers))
        assert not stored()


def test_a_session_ended_in_the_middle_of_a_request_is_not_brought_back(
    clock: Any, moderator: Browser, write: Any, stored: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = sessions.find

    def found_and_ended(session: Session, token: str, **values: Any) -> Any:
        found = find(session, token, **values)
        if found is not None:
            with write() as other:
                sessions.end(other, token)
        return found

    clock.shift(timedelta(minutes=5))
    with monkeypatch.context() as patch:
        patch.setattr(sessions, "find", found_and_ended)
        moderator.visit(QUEUE)
    assert not stored()
    assert not is_in(moderator)


@pytest.mark.parametrize("path", ["/en/", "/en/statements/appeal", "/privacy", "/robots.txt"])
def test_public_pages_neither_read_nor_set_it(
    clock: Any, moderator: Browser, reader: Browser, appeal: Any, stored: Any, count_queries: Any, path: str
) -> None:
    clock.shift(timedelta(minutes=5))
    with count_queries() as queries:
        theirs = moderator.visit(path)  # that no cookie is set is checked with every answer
    assert not [query for query in queries if "moderator" in query]
    assert stored()[0].seen_at == stored()[0].created_at
    assert theirs.body == reader.visit(path).body
