"""Signing in: who gets in, where to, and that nobody learns which accounts exist (M2)."""

from __future__ import annotations

import re
from typing import Any

import argon2
import pytest
from flask import Flask

from app.domain.events.operations import ADMINISTRATOR
from app.domain.moderators import operations, passwords
from app.domain.moderators.models import Role
from app.web.sign_in.forms import local_path
from app.web.work import now
from tests.accounts import MODERATOR, signed_in
from tests.page import Browser, Page

QUEUE = "/moderation/"
WRONG = "E-mail and password do not belong together. Check both and try again."
GUESS = "correct horse battery staple"

ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/moderation/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,hello",
    "mailto:thief@evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    " //evil.example",
    "evil.example",
    "moderation/",
    "@evil.example",
    "?next=//evil.example",
    "#",
    "/\u2028/evil.example",
    "／／evil.example",
    "/moderation/\x00",
    "/" + "a" * 500,
]
HERE = [
    "/moderation/",
    "/moderation/?state=approved",
    "/moderation/mail",
    "/moderation/?q=%D4%B1&state=pending",
    "/account",
]


def sign_in(browser: Browser, email: str, password: str, *, at: str = "/sign-in", status: int = 303) -> Page:
    return browser.visit(at).submit({"email": email, "password": password}, status=status)


def without_what_differs(page: Page, email: str) -> str:
    """The page without the address that was typed and the token of its form."""
    source = re.sub(r"<input[^>]*csrf_token[^>]*>", "", page.source)
    return source.replace(email, "")


@pytest.fixture
def known(app: Flask, write: Any) -> dict[str, str]:
    """Addresses of every kind of account that cannot be signed in to with this password."""
    signed_in(app, MODERATOR)
    with write() as session:
        for email, role in (("invited@coalition.example", Role.MODERATOR), ("retired@coalition.example", Role.EDITOR)):
            password = MODERATOR.password if email.startswith("retired") else None
            operations.add(session, email=email, name="S.", role=role, by=ADMINISTRATOR, at=now(), password=password)
        operations.retire(session, "retired@coalition.example", by=ADMINISTRATOR, at=now())
    return {"known": MODERATOR.email, "invited": "invited@coalition.example", "retired": "retired@coalition.example"}


def test_the_right_password_leads_to_the_queue(app: Flask, moderator: Browser, tags: Any) -> None:
    page = Browser(app).visit("/sign-in").submit({"email": MODERATOR.email, "password": MODERATOR.password})
    assert (page.path, page.h1) == (QUEUE, "Queue")
    assert tags().count("moderator:signed_in") == 2
    assert moderator.visit("/sign-in").path == QUEUE


def test_the_address_is_the_mailbox_however_it_is_written(app: Flask, moderator: Browser) -> None:
    sign_in(Browser(app), " LUSINE+desk@Coalition.Example ", MODERATOR.password)


def test_every_failure_is_answered_alike(app: Flask, known: dict[str, str]) -> None:
    answers = []
    for place, email in enumerate([*known.values(), "nobody@coalition.example"]):
        browser = Browser(app, REMOTE_ADDR=f"203.0.{place}.1")
        page = sign_in(browser, email, GUESS, status=400)
        assert page.errors == [WRONG]
        assert page.form("email").value("email") == email
        assert not page.form("password").value("password")
        assert "__Host-session" not in browser.cookies
        answers.append((page.status, without_what_differs(page, email), sorted(page.headers.keys())))
    assert all(answer == answers[0] for answer in answers)


def test_a_retired_account_stays_out_even_with_its_password(app: Flask, known: dict[str, str]) -> None:
    assert sign_in(Browser(app), known["retired"], MODERATOR.password, status=400).errors == [WRONG]


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line for each time that Argon2 computes."""
    computed: list[str] = []
    for name in ("hash_secret", "verify_secret"):
        original = getattr(argon2._password_hasher, name)

        def noting(*args: Any, _name: str = name, _original: Any = original, **values: Any) -> Any:
            computed.append(_name)
            return _original(*args, **values)

        monkeypatch.setattr(argon2._password_hasher, name, noting)
    return computed


def test_every_failure_costs_one_hash(app: Flask, known: dict[str, str], hashed: list[str]) -> None:
    passwords.verify(None, GUESS)  # whoever comes first, whoever it is, pays for what is then kept
    for place, email in enumerate([*known.values(), "nobody@coalition.example", "nobody@elsewhere.example"]):
        hashed.clear()
        sign_in(Browser(app, REMOTE_ADDR=f"203.0.{place}.1"), email, GUESS, status=400)
        assert hashed == ["verify_secret"], email


@pytest.mark.parametrize("length", [129, 10_000])
def test_an_endless_password_is_refused_before_anything_is_computed(
    app: Flask, moderator: Browser, hashed: list[str], length: int
) -> None:
    hashed.clear()
    for email in (MODERATOR.email, "nobody@coalition.example"):
        page = sign_in(Browser(app), email, "ab" * (length // 2) + "c" * (length % 2), status=400)
        assert page.errors == [WRONG]
    assert not hashed


def test_too_many_passwords_at_once_are_asked_to_wait(
    app: Flask, moderator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with passwords._Turn(), passwords._Turn():
        page = sign_in(Browser(app), MODERATOR.email, MODERATOR.password, status=503)
    assert page.headers["Retry-After"] == "10"
    assert page.errors == ["Many people sign in at this moment. Try again in a few seconds."]
    sign_in(Browser(app), MODERATOR.email, MODERATOR.password)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, ["Enter your e-mail address.", "Enter your password."]),
        ({"email": "lusine"}, None),
        ({"email": MODERATOR.email}, ["Enter your password."]),
        ({"password": GUESS}, ["Enter your e-mail address."]),
    ],
)
def test_what_is_missing_is_said(app: Flask, values: dict[str, str], errors: list[str] | None) -> None:
    page = Browser(app).visit("/sign-in").submit(values, status=400)
    assert errors is None or page.errors == errors


@pytest.mark.parametrize("field", ["email", "password", "next"])
@pytest.mark.parametrize(
    "text", ["\x00", "\x0b", "\ufffe", "<script>alert(1)</script>", "\u202e", "x" * 5000, "é\u0301"]
)
def test_whatever_is_typed_the_page_stays_whole(app: Flask, field: str, text: str) -> None:
    values = {"email": MODERATOR.email, "password": GUESS, "next": ""} | {field: text}
    page = Browser(app).visit("/sign-in").submit(tamper=values, status=400)
    assert "<script>alert" not in page.source


@pytest.mark.parametrize("field", ["email", "password"])
def test_a_field_sent_twice_is_refused(app: Flask, moderator: Browser, field: str) -> None:
    values: dict[str, Any] = {"email": MODERATOR.email, "password": MODERATOR.password}
    Browser(app).visit("/sign-in").submit(tamper=values | {field: [values[field]] * 2}, status=400)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_away_after_signing_in(app: Flask, moderator: Browser, target: str) -> None:
    assert not local_path(target)
    values = {"email": MODERATOR.email, "password": MODERATOR.password}
    page = Browser(app).visit("/sign-in").submit(values, tamper={"next": target}, status=303)
    assert page.headers["Location"] == QUEUE


@pytest.mark.parametrize("target", HERE)
def test_who_was_asked_to_sign_in_comes_back_to_where_they_were(app: Flask, moderator: Browser, target: str) -> None:
    page = Browser(app).visit(target)
    assert page.h1 == "Sign in to the desk"
    page = page.submit({"email": MODERATOR.email, "password": MODERATOR.password}, status=303)
    assert page.headers["Location"] == target


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_an_address_elsewhere_is_forgotten_when_the_page_is_read(app: Flask, target: str) -> None:
    page = Browser(app).visit("/sign-in", query_string={"next": target})
    assert "evil" not in page.source
