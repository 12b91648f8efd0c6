"""Hostile input of every kind, thousands of times (F12): never a server error.

HOSTILE_REQUESTS=5000 sends that many of each kind.
"""

from __future__ import annotations

import os
import re
import resource
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.links import Purpose, sign
from app.web.shape import FORM
from tests.checks import parse
from tests.factories import an_endorsement
from tests.signatories import a_form, form_of

MANY = int(os.environ.get("HOSTILE_REQUESTS", "150"))
OFTEN = settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
HOST = "https://sign.example.org"
FIELDS = (
    "organisation organisation_latin also_known_as country website representative position mandate email "
    "show_representative note privacy fax revision version csrf_token authorised q after next"
).split()

NASTY = st.sampled_from(
    [
        b"", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"%00", b"a" * 5000, "\u202egnp.exe".encode(),
        "\u200b".encode(), "e\u0301\u0301\u0301\u0301\u0301".encode(), b"{{7*7}}", b"${7*7}", b"%(x)s %s {0}",
        b"' OR 1=1 --", b"<script>alert(1)</script>", b"\r\nBcc: all@example.org", b"../../etc/passwd", b"NaN", b"-1",
        b"9" * 400, b"=1+1", "\ufffe\uffff".encode(), "\U000e0041".encode(), b"http://[::1", b"http://[", b"//x",
        b"https://example.org:99999", b"https://xn--a", b"a@" + b"b" * 300, b"@@", b'"a b"@example.org',
        b"a@[127.0.0.1]",
        "ﷺ".encode() * 200, "𝔘𝔫𝔦".encode(), "ǅ".encode(), b".", b"\t", b"\x1b[31m", b"\x7f", b"\xc2\x85",
    ]
)  # fmt: skip
VALUE = st.one_of(NASTY, st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode(errors="replace")))
PAIRS = st.lists(st.tuples(st.one_of(st.sampled_from(FIELDS), st.text(max_size=8)), VALUE), max_size=14)


@pytest.fixture
def site(make_app: Any) -> Flask:
    """Without limits, so that everything reaches the forms."""
    app: Flask = make_app(ratelimit_enabled=False)
    return app


def encoded(pairs: list[tuple[str, bytes]]) -> bytes:
    names = [quote_from_bytes(name.encode(errors="replace")) for name, _ in pairs]
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, (_, value) in zip(names, pairs, strict=True)).encode()


def check(response: TestResponse) -> None:
    """Whatever the answer is, it is no server error, and a page is a whole page."""
    assert response.status_code < 500, response.status_code
    if response.mimetype == "text/html" and response.status_code not in range(300, 400) and response.get_data():
        parse(response.get_data().decode())


def hidden(html: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf_token|revision|version)"[^>]*value="([^"]*)"', html))


def addresses(app: Flask, endorsement: Endorsement) -> list[str]:
    with app.app_context():
        own = sign(Purpose.MANAGE, endorsement.public_id, endorsement.link_version)
        confirm = sign(Purpose.CONFIRM, endorsement.public_id, endorsement.version)
    base = "/en/endorsements/"
    return [f"{base}{confirm}/confirm", f"{base}{own}/amend", base, form_of("appeal")]


def test_any_form_is_answered(site: Flask, appeal: Statement, write: Any) -> None:
    with write() as session:
        endorsement = an_endorsement(session, appeal, state=State.UNCONFIRMED)
    client = site.test_client()
    paths = addresses(site, endorsement)
    tokens = {path: hidden(client.get(path, base_url=HOST).text) for path in paths}
    good = {name: str(value) for name, value in a_form().items()}

    @OFTEN
    @given(st.sampled_from(paths), PAIRS, st.booleans())
    def send(path: str, pairs: list[tuple[str, bytes]], complete: bool) -> None:
        # Half of them are good forms but for one or two fields, so that everything behind the first check is reached.
        body = encoded(pairs)
        if complete:
            spoilt = {name for name, _ in pairs[:2]}
            kept = {name: value for name, value in {**good, **tokens[path]}.items() if name not in spoilt}
            body = urlencode(kept).encode() + b"&" + encoded(pairs[:2])
        with client.post(path, data=body, base_url=HOST, content_type=FORM) as response:
            check(response)

    send()
    with client.get(form_of("appeal"), base_url=HOST) as response:
        assert response.status_code == 200


@OFTEN
@given(body=st.binary(max_size=2000), kind=st.integers(0, 6))
def test_any_body_is_answered(site: Flask, body: bytes, kind: int) -> None:
    kinds = (
        FORM,
        "application/x-www-form-urlencoded; charset=utf-16",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/json",
        "text/plain",
        "",
    )
    framed = b'--x\r\nContent-Disposition: form-data; name="organisation"\r\n\r\n' + body + b"\r\n--x--\r\n"
    data = framed if kind == 2 and len(body) % 2 else body
    client = site.test_client()
    for path in ("/en/endorsements/", form_of("appeal"), "/en/endorsements/x/confirm"):
        with client.post(path, data=data, base_url=HOST, content_type=kinds[kind]) as response:
            check(response)
            assert response.status_code >= 400


def test_any_address_is_answered(site: Flask, appeal: Statement) -> None:
    rules = [rule.rule for rule in site.url_map.iter_rules()]
    client = site.test_client()

    @OFTEN
    @given(
        st.sampled_from(rules), st.lists(VALUE, min_size=4, max_size=4), PAIRS, st.sampled_from(["GET", "HEAD", "POST"])
    )
    def ask(rule: str, values: list[bytes], pairs: list[tuple[str, bytes]], method: str) -> None:
        parts = iter(values)
        path = re.sub(r"<locale:\w+>", "en", rule)
        path = re.sub(r"<[^>]*>", lambda _match: quote_from_bytes(next(parts), safe=""), path)
        with client.open(path, method=method, base_url=HOST, query_string=encoded(pairs).decode()) as response:
            check(response)

    ask()


def test_memory_does_not_grow_with_what_is_refused(site: Flask, appeal: Statement) -> None:
    client = site.test_client()

    def refused(times: int) -> int:
        for number in range(times):
            data = {"organisation": f"{number}" + "x" * 20000, "website": "y" * 5000}
            client.post(form_of("appeal"), data=data, base_url=HOST).close()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert refused(max(60, MANY // 5)) - refused(30) < 50_000
