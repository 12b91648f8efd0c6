"""The site's own pages, and what machines ask for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask

from app.domain.statements.models import Statement
from app.web.work import now
from tests.factories import a_statement
from tests.page import Browser, Page

Visit = Callable[..., Page]


def test_the_stylesheet_is_kept_for_ever_under_a_name_of_its_content(visit: Visit, statement: Statement) -> None:
    address = visit("/en/").all(".//link[@rel='stylesheet']")[0].attrib["href"]
    sheet = visit(address)
    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--accent" in sheet.source
    assert "http" not in sheet.source
    assert "@import" not in sheet.source
    visit("/style.0000000000000000.css", status=404)


@pytest.mark.parametrize("path", ["/privacy", "/accessibility"])
def test_pages_about_the_site_speak_the_readers_language(make_app: Callable[..., Flask], path: str) -> None:
    visitor = Browser(make_app(locales=("en", "ar")))
    arabic = visitor.visit(path, headers={"Accept-Language": "ar"})
    english = visitor.visit(path, headers={"Accept-Language": "en"})
    assert (arabic.document.attrib["dir"], english.document.attrib["dir"]) == ("rtl", "ltr")
    assert "Accept-Language" in arabic.headers["Vary"]


def test_the_privacy_page_says_for_how_long_and_how_often(visit: Visit) -> None:
    text = visit("/privacy").text
    assert "erased 7 days after it was sent" in text
    assert "Endorsements from one network: 10 in 1 hour, 40 in 1 day" in text
    assert "statements@sign.example.org" in text


def test_robots_need_not_see_the_desk_or_anybodys_page(visit: Visit) -> None:
    lines = visit("/robots.txt").source.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /moderation", "Disallow: /sign-in", "Disallow: /account"} <= set(lines)
    assert "Disallow: /*/endorsements/" in lines
    assert lines[-1] == "Sitemap: https://sign.example.org/sitemap.xml"


def test_who_finds_a_weakness_knows_whom_to_tell(visit: Visit) -> None:
    fields = dict(re.findall(r"^(.+?): (.+)$", visit("/.well-known/security.txt").source, re.MULTILINE))
    assert fields["Contact"] == "mailto:statements@sign.example.org"
    assert fields["Canonical"] == "https://sign.example.org/.well-known/security.txt"
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < expires - now() < timedelta(days=365)


def test_the_site_map_has_what_is_published_in_every_language(make_app: Callable[..., Flask], write: Any) -> None:
    with write() as session:
        a_statement(session, slug="appeal")
        a_statement(session, slug="draft", published=False)
    site_map = Browser(make_app(locales=("en", "hy"))).visit("/sitemap.xml")
    root = ElementTree.fromstring(site_map.body)  # noqa: S314  # our own
    assert [url[0].text for url in root] == [
        "https://sign.example.org/en/",
        "https://sign.example.org/hy/",
        "https://sign.example.org/en/statements/appeal",
        "https://sign.example.org/hy/statements/appeal",
    ]
    assert site_map.headers["Content-Type"].startswith("application/xml")


def test_health_is_one_question_that_nobody_keeps(visit: Visit, count_queries: Any) -> None:
    visit("/healthz")
    with count_queries() as queries:
        page = visit("/healthz")
    assert (page.source, page.headers["Cache-Control"], len(queries)) == ("ok\n", "no-store", 1)
