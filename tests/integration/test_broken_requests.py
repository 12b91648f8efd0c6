"""Requests that no honest browser sends (F12): refused, with the reason where there is a field for it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
import sqlalchemy as sa
from flask import Flask

from app.domain.endorsements.models import Endorsement
from app.domain.statements.models import Statement
from app.web.shape import FORM
from tests.checks import parse
from tests.page import Browser
from tests.signatories import a_form, form_of

HOST = "https://sign.example.org"


@pytest.fixture
def site(make_app: Any) -> Flask:
    """Without limits, so that everything reaches the forms."""
    app: Flask = make_app(ratelimit_enabled=False)
    return app


def encoded(pairs: list[tuple[str, bytes]]) -> bytes:
    names = [quote_from_bytes(name.encode(errors="replace")) for name, _ in pairs]
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, (_, value) in zip(names, pairs, strict=True)).encode()


BROKEN_QUERIES = [b"q=\xff", b"q=%00", b"\x80", b"q=%ff%fe", b"a%0d%0ab=1", b"q=%EF%BF%BE", b"q=%C2%85"]


@pytest.mark.parametrize("query", BROKEN_QUERIES, ids=range(7))
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
        parse(response.text)
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
@pytest.mark.parametrize(
    "value", ["a\x00b", "a\ufffdb", "a\x1bb", "a\x85b", "a\ufffeb", "a\ufdd0b", "a\U0001ffffb"], ids=ascii
)
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
