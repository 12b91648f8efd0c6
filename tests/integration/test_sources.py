"""Where a request comes from, as far as limits care (F8, F10)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.domain.errors import RateLimited
from app.web import limits


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "100.64.0.9", "fe80::1", "::1", "", "unknown"])
def test_those_who_cannot_be_told_apart_share_a_larger_bucket(app: Flask, address: str) -> None:
    with app.test_request_context(environ_overrides={"REMOTE_ADDR": address}):
        assert limits.source() == limits.SHARED
        for _ in range(120):
            limits.spend("endorse_source", limits.source())
        with pytest.raises(RateLimited):
            limits.spend("endorse_source", limits.source())


def test_an_onion_is_one_shared_source(make_app: Any) -> None:
    app = make_app(base_url="http://signxample.onion")
    with app.test_request_context(base_url="http://signxample.onion", environ_overrides={"REMOTE_ADDR": "203.0.113.7"}):
        assert limits.source() == limits.SHARED


def test_a_network_is_a_bucket_and_its_hash_is_of_the_day(clock: Any, app: Flask) -> None:
    def bucket(address: str) -> str:
        with app.test_request_context(environ_overrides={"REMOTE_ADDR": address}):
            return limits.source()

    assert bucket("203.0.113.7") == bucket("203.0.113.250") == bucket("::ffff:203.0.113.9")
    assert bucket("203.0.113.7") != bucket("203.0.114.7")
    assert bucket("2a00:1450:4001::1") == bucket("2a00:1450:4001:ffff::2")
    assert bucket("2a00:1450:4001::1") != bucket("2a00:1450:4002::1")
    today = bucket("203.0.113.7")
    assert len(today) == 32
    clock.shift(timedelta(days=1))
    assert bucket("203.0.113.7") != today


@pytest.mark.parametrize("forged", ["198.51.100.9", "198.51.100.9, 203.0.113.8", "127.0.0.1", "x" * 500])
def test_f8_a_forged_forwarded_for_changes_no_bucket(app: Flask, make_app: Any, forged: str) -> None:
    environ = {"REMOTE_ADDR": "203.0.113.7"}
    with app.test_request_context(environ_overrides=environ):
        true = limits.source()
    seen: list[str] = []
    app.before_request(lambda: seen.append(limits.source()))
    headers = {"X-Forwarded-For": forged, "Forwarded": f"for={forged}", "X-Real-IP": forged}
    with app.test_client() as client:
        client.get("/", base_url="https://sign.example.org", environ_overrides=environ, headers=headers).close()
    assert seen == [true]


def test_behind_a_proxy_that_we_trust_the_last_address_counts(make_app: Any, app: Flask) -> None:
    with app.test_request_context(environ_overrides={"REMOTE_ADDR": "203.0.113.7"}):
        true = limits.source()
    behind, seen = make_app(trusted_proxies=1), []
    behind.before_request(lambda: seen.append(limits.source()))
    with behind.test_client() as client:
        for forged in ("203.0.113.7", "198.51.100.9, 203.0.113.7"):
            client.get("/robots.txt", base_url="https://sign.example.org", headers={"X-Forwarded-For": forged}).close()
    assert seen == [true, true]
