"""The exact headers of every answer; tests/checks.py holds every page of every other test to them as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, abort

from app.domain.errors import RateLimited
from app.gate import GateBusy
from app.web.policy import POLICY, Access
from tests.addresses import every_address
from tests.checks import HEADERS, HSTS
from tests.page import Browser, Page

PUBLIC = "public, max-age=30, stale-while-revalidate=30"
OTHERWISE = {
    "static": None,
    "site.stylesheet": "public, max-age=31536000, immutable",
    "statement.text": "public, max-age=86400",  # a published text never changes
    "site.health": "no-store",
    "ledger.checkpoint": "public, max-age=5",
    "ledger.policy": "public, max-age=5",
    "ledger.vkey": "public, max-age=5",
    "ledger.tile": "public, max-age=31536000, immutable",  # nor does a tile
}


def test_every_route_sends_exactly_these(app: Flask, reader: Browser) -> None:
    for path in every_address(app).values():
        for method in ("GET", "HEAD", "OPTIONS"):
            reader.request(method, path, status=(200, 302, 303, 405))  # Page checks the headers


def test_the_strings_themselves(visit: Callable[..., Page]) -> None:
    headers = visit("/privacy").headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert headers["Strict-Transport-Security"] == HSTS
    assert "Server" not in headers
    assert "X-Powered-By" not in headers


def test_caches_may_keep_what_is_for_everybody_and_nothing_else(app: Flask, reader: Browser) -> None:
    for endpoint, path in every_address(app).items():
        if POLICY[endpoint] is Access.PUBLIC:
            caching = reader.visit(path, status=(200, 302)).headers["Cache-Control"]
            expected = OTHERWISE.get(endpoint, PUBLIC)
            assert expected is None or caching == expected, endpoint


def test_a_public_page_that_is_kept_is_asked_for_again_without_a_body(visit: Callable[..., Page], app: Flask) -> None:
    path = every_address(app)["statement.show"]
    tag = visit(path).headers["ETag"]
    page = visit(path, status=304, headers={"If-None-Match": tag})
    assert (page.body, page.headers["ETag"], page.headers["Cache-Control"]) == (b"", tag, PUBLIC)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_error_pages_have_them_too_and_are_never_kept(app: Flask, visit: Callable[..., Page], status: int) -> None:
    def fail(**_: Any) -> None:
        if status == 429:
            raise RateLimited(seconds=60)
        if status == 503:
            raise GateBusy
        abort(status)

    app.view_functions["site.privacy"] = fail
    page = visit("/privacy", status=status)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.h1


def test_addresses_that_no_page_has(visit: Callable[..., Page], reader: Browser) -> None:
    assert visit("/nothing", status=404).path == "/nothing"
    visit("/xx/statements/nothing", status=404)
    visit("/en/statements/nothing", status=404)
    assert "GET" in reader.request("POST", "/privacy", status=405).headers["Allow"]
    visit("/" + "a" * 5000, status=414)
    visit("/en/statements/%00", status=(400, 404))
    visit("/en/?section=%ff", status=400)


def test_what_is_too_large_is_refused(app: Flask, reader: Browser) -> None:
    path = every_address(app)["endorse.form"]
    reader.request("POST", path, data={"note": "x" * 70_000}, status=413)


def test_a_fault_of_ours_shows_a_reference_and_nothing_of_the_inside(
    app: Flask, visit: Callable[..., Page], caplog: pytest.LogCaptureFixture
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False  # as it is on a server

    def fail() -> None:
        raise RuntimeError("the secret recipe")

    app.view_functions["site.privacy"] = fail
    page = visit("/privacy", status=500)
    assert "recipe" not in page.source
    assert "Traceback" not in page.source
    reference = next(record.getMessage() for record in caplog.records if "reference" in record.getMessage()).split()[1]
    assert reference.rstrip(":") in page.text


def test_an_onion_site_asks_for_no_https(make_app: Callable[..., Flask]) -> None:
    """HSTS over http is ignored at best; over .onion it would lock readers out."""
    for address in ("http://statementsabcdefghij.onion", "https://statementsabcdefghij.onion"):
        page = Browser(make_app(base_url=address)).visit("/privacy")
        assert "Strict-Transport-Security" not in page.headers


def test_on_loopback_cookies_go_without_their_prefix(make_app: Callable[..., Flask]) -> None:
    browser = Browser(make_app(base_url="http://127.0.0.1:8000", development=True))
    browser.visit("/sign-in")
    assert list(browser.cookies) == ["form"]


def test_readers_get_no_cookie_and_forms_get_one(app: Flask, reader: Browser) -> None:
    addresses = every_address(app)
    for endpoint, access in POLICY.items():
        if access is Access.PUBLIC:
            reader.visit(addresses[endpoint], status=(200, 302))
    assert reader.cookies == {}
    reader.visit(addresses["endorse.form"])
    assert list(reader.cookies) == ["__Host-form"]


def test_a_cookie_changes_nothing_on_a_public_page(app: Flask, reader: Browser) -> None:
    addresses = every_address(app)
    before = reader.visit(addresses["statement.show"])
    reader.visit(addresses["endorse.form"])
    after = reader.visit(addresses["statement.show"])
    assert (before.body, before.headers["ETag"]) == (after.body, after.headers["ETag"])
