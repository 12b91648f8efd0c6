"""Broken and hostile input of every kind (F12): refused kindly, never a server error, nothing half-kept.

HOSTILE_REQUESTS=5000 sends that many of each kind.
"""

from __future__ import annotations

import json
import os
import re
import resource
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
import sqlalchemy as sa
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
from tests.factories import a_statement, an_endorsement
from tests.page import Browser
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
def appeal(write: Any) -> Statement:
    with write() as session:
        return a_statement(session, slug="appeal")


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


@pytest.mark.parametrize("query", [b"q=\xff", b"q=%00", b"\x80", b"q=%ff%fe", b"a%0d%0ab=1"], ids=range(5))
def test_a_query_that_is_no_text_is_refused(site: Flask, query: bytes) -> None:
    environ = {"QUERY_STRING": query.decode("latin-1")}
    with site.test_client().get("/en/endorsements/", base_url=HOST, environ_overrides=environ) as response:
        assert response.status_code == 400


@pytest.mark.parametrize("part", ["a\x00b", "\xff", "\xed\xa0\x80", "a\nb", "a\x7f"], ids=range(5))
def test_a_path_that_is_no_text_is_refused(site: Flask, part: str) -> None:
    for path in ("/en/statements/{}", "/en/statements/{}/endorse", "/en/endorsements/{}/confirm", "/{}"):
        environ = {"PATH_INFO": path.format(part)}
        with site.test_client().get("/", base_url=HOST, environ_overrides=environ) as response:
            assert response.status_code == 400


def test_an_address_of_more_than_four_kilobytes_is_refused(site: Flask) -> None:
    with site.test_client().get("/en/endorsements/?q=" + "x" * 4096, base_url=HOST) as response:
        assert response.status_code == 414


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"organisation=" + b"x" * 70000, FORM),
        (
            b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n' + b"x" * 33000 + b"\r\n--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
        (b"".join(b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n1\r\n' for _ in range(50)) + b"--x--\r\n",
         "multipart/form-data; boundary=x"),
    ],
    ids=["body", "memory", "parts"],
)  # fmt: skip
def test_what_is_too_large_is_refused(site: Flask, appeal: Statement, data: bytes, content_type: str) -> None:
    with site.test_client().post(form_of("appeal"), data=data, content_type=content_type, base_url=HOST) as response:
        check(response)
        assert response.status_code == 413


@pytest.mark.parametrize("value", [["a", "b"], ["", "b"], ["\0", "b"]], ids=range(3))
@pytest.mark.parametrize("field", ["organisation", "country", "email", "privacy", "note", "website"])
def test_a_list_where_one_value_belongs_is_an_error_of_that_field(
    site: Flask, appeal: Statement, read: Any, field: str, value: list[Any]
) -> None:
    browser = Browser(site)
    form = browser.visit(form_of("appeal")).form("organisation")
    pairs = [(name, one) for name, one in form.filled(a_form(), None) if name != field]
    body = urlencode(pairs).encode() + b"&" + encoded([(field, one.encode()) for one in value])
    with browser.client.post(form.action, data=body, base_url=HOST, content_type=FORM) as response:
        assert response.status_code == 400
        assert "sent more than once" in response.text
    with read() as session:
        assert session.scalars(sa.select(Endorsement)).all() == []


@pytest.mark.parametrize("field", ["organisation", "representative", "note", "also_known_as", "mandate", "position"])
@pytest.mark.parametrize("value", ["a\x00b", "a\ufffdb", "a\x1bb"], ids=["NUL", "damaged", "escape"])
def test_characters_that_cannot_be_are_an_error_of_their_field(
    site: Flask, appeal: Statement, read: Any, field: str, value: str
) -> None:
    browser = Browser(site)
    form = browser.visit(form_of("appeal")).form("organisation")
    pairs = [(name, one) for name, one in form.filled(a_form(), None) if name != field]
    body = urlencode(pairs).encode() + b"&" + encoded([(field, value.encode())])
    with browser.client.post(form.action, data=body, base_url=HOST, content_type=FORM) as response:
        assert response.status_code == 400
        assert f'href="#{field}"' in response.text
        parse(response.text)
    with read() as session:
        assert session.scalars(sa.select(Endorsement)).all() == []


@pytest.mark.parametrize("value", [b"a\xffb", b"a\xed\xa0\x80b", b"\xc0\x80"], ids=["byte", "surrogate", "overlong"])
@pytest.mark.parametrize("raw", [True, False], ids=["raw", "encoded"])
def test_a_body_that_is_no_utf8_is_refused_whole(
    site: Flask, appeal: Statement, read: Any, value: bytes, raw: bool
) -> None:
    browser = Browser(site)
    form = browser.visit(form_of("appeal")).form("organisation")
    body = (
        urlencode(form.filled(a_form(), None)).encode() + b"&x=" + (value if raw else quote_from_bytes(value).encode())
    )
    with browser.client.post(form.action, data=body, base_url=HOST, content_type=FORM) as response:
        assert response.status_code == 400
    with read() as session:
        assert session.scalars(sa.select(Endorsement)).all() == []


@pytest.mark.parametrize("value", [None, [], [1], {"a": {}}, "x", 1, {"organisation": ["a"]}], ids=range(7))
def test_json_is_no_form(site: Flask, appeal: Statement, value: Any) -> None:
    with site.test_client().post(
        form_of("appeal"), data=json.dumps(value), content_type="application/json", base_url=HOST
    ) as response:
        assert response.status_code == 400


def test_files_are_not_taken(site: Flask, appeal: Statement, read: Any) -> None:
    data = b'--x\r\nContent-Disposition: form-data; name="organisation"; filename="a.txt"\r\n\r\nName\r\n--x--\r\n'
    with site.test_client().post(
        form_of("appeal"), data=data, content_type="multipart/form-data; boundary=x", base_url=HOST
    ) as response:
        assert response.status_code == 400
        assert 'href="#organisation"' in response.text


def test_what_was_typed_is_never_markup(site: Flask, appeal: Statement) -> None:
    attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"
    browser = Browser(site)
    page = browser.visit(form_of("appeal"))
    fields = dict.fromkeys(("organisation", "representative", "position", "mandate", "note", "website"), attack)
    back = page.submit(a_form(email=attack), tamper=fields, status=400)
    assert back.form("organisation").value("representative") == attack
    assert back.all(".//script") == []
    assert back.all(".//img") == []


def test_memory_does_not_grow_with_what_is_refused(site: Flask, appeal: Statement) -> None:
    client = site.test_client()

    def refused(times: int) -> int:
        for number in range(times):
            data = {"organisation": f"{number}" + "x" * 20000, "website": "y" * 5000}
            client.post(form_of("appeal"), data=data, base_url=HOST).close()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert refused(max(60, MANY // 5)) - refused(30) < 50_000
