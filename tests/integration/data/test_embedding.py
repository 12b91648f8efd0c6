"""A statement in other people's pages: the frame, the badge, oEmbed, and what says how to have them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import html5lib
import pytest
from defusedxml.ElementTree import fromstring as from_xml
from flask import Flask

from app.domain.statements.models import Statement
from app.web.headers import SHARED
from app.web.policy import POLICY, Access
from tests.addresses import every_address
from tests.checks import words
from tests.integration.data.conftest import APPEAL, HOSTILE
from tests.page import Browser, Page

Visit = Callable[..., Page]
SITE = "https://sign.example.org"
TITLE = 'For "open" archives & ]]> more'


def frame_in(source: str) -> Any:
    """The one frame of a piece of HTML."""
    (frame,) = html5lib.parseFragment(source, namespaceHTMLElements=False).iter("iframe")
    return frame


def test_only_the_frame_can_be_framed_and_only_data_be_read(app: Flask, reader: Browser) -> None:
    for endpoint, path in every_address(app).items():
        headers = reader.visit(path, status=tuple(range(200, 600))).headers
        framed = endpoint == "data.embed"
        assert ("frame-ancestors 'none'" in headers["Content-Security-Policy"]) != framed, endpoint
        assert ("X-Frame-Options" not in headers) == framed, endpoint
        assert ("Access-Control-Allow-Origin" in headers) == (endpoint in SHARED), endpoint


def test_the_frame_says_what_the_page_says(visit: Visit, statement: Statement) -> None:
    page = visit(f"/statements/{statement.slug}/embed")
    assert page.h1.startswith("Immediately apply")
    assert "9 organisations from 1 country" in page.text
    assert "Open Society Foundations – Armenia" in page.text
    assert page.all(".//form") == []
    assert "Set-Cookie" not in page.headers
    policy = page.headers["Content-Security-Policy"]
    assert "form-action 'none'" in policy
    assert "frame-ancestors *" in policy


def test_its_links_lead_out_of_the_frame(visit: Visit, hostile: list[str]) -> None:
    page = visit(f"{APPEAL}/embed")
    for link in page.all(".//a"):
        assert (link.get("target"), link.get("rel")) == ("_top", "noopener")
        visit(link.get("href", ""))
    names = [words(name) for name in page.all(".//li/bdi")]
    assert len(names) == 8
    assert set(names) < set(HOSTILE)
    assert page.link("All 10 organisations")


def test_it_is_small(visit: Visit, app: Flask, hostile: list[str]) -> None:
    page = visit(f"{APPEAL}/embed")
    files = [visit(link.get("href", "")) for link in page.all(".//link[@rel='stylesheet']")]
    files += [visit(script.get("src", "")) for script in page.all(".//script")]
    assert len(gzip.compress(page.body)) + sum(len(gzip.compress(file.body)) for file in files) < 6000


def test_whoever_runs_the_site_says_who_may_frame_it(make_app: Callable[..., Flask], appeal: Statement) -> None:
    def ancestors(*origins: str) -> str:
        app = make_app(embed_origins=origins)
        with app.test_client().get(f"{APPEAL}/embed", base_url=SITE) as response:
            return response.headers["Content-Security-Policy"].rpartition("frame-ancestors ")[2]

    assert ancestors("https://news.example", "https://*.union.example") == (
        "'self' https://news.example https://*.union.example"
    )
    assert ancestors("none") == "'self'"


def test_the_badge_is_a_picture_that_says_what_it_is(visit: Visit, statement: Statement) -> None:
    page = visit(f"/statements/{statement.slug}/count.svg")
    assert page.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    root = from_xml(page.body)
    svg = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    named = {one.get("id"): one.text for one in root if one.get("id")}
    assert named["title"] == "9 organisations"
    assert root.get("aria-labelledby") == "title desc"
    assert named["desc"].startswith("Immediately apply")
    assert root.findtext(f"{svg}text") == "9 organisations"
    visit(page.path, status=304, headers={"If-None-Match": page.headers["ETag"]})


def test_they_speak_the_language_that_is_asked_for(make_app: Callable[..., Flask], statement: Statement) -> None:
    visit = Browser(make_app(locales=("en", "ar", "hy")))
    for language, direction in (("en", "ltr"), ("ar", "rtl"), ("hy", "ltr")):
        html = visit(f"/statements/{statement.slug}/embed?language={language}").one("main")
        assert html is not None
        source = visit(f"/statements/{statement.slug}/embed?language={language}").source
        assert f'<html lang="{language}" dir="{direction}">' in source
        assert f"/{language}/statements/" in source
        assert f'direction="{direction}"' in visit(f"/statements/{statement.slug}/count.svg?language={language}").source


@pytest.mark.parametrize("path", ["embed", "count.svg", "feed.atom", "signatories.json"])
def test_a_warm_one_is_the_same_and_asks_one_question(
    visit: Visit, hostile: list[str], count_queries: Any, path: str
) -> None:
    cold = visit(f"{APPEAL}/{path}")
    with count_queries() as queries:
        warm = visit(f"{APPEAL}/{path}")
    assert (warm.body, dict(warm.headers)) == (cold.body, dict(cold.headers))
    assert len(queries) <= 1


def test_who_withdraws_is_gone_at_once(visit: Visit, listed: Any, withdrawn: Any) -> None:
    public_id = listed(organisation="Second Thoughts")
    assert "Second Thoughts" in visit(f"{APPEAL}/embed").text
    assert ">1 organisation<" in visit(f"{APPEAL}/count.svg").text
    withdrawn(public_id)
    assert "Second Thoughts" not in visit(f"{APPEAL}/embed").text
    assert ">0 organisations<" in visit(f"{APPEAL}/count.svg").text


def test_oembed_hands_the_frame_on(visit: Visit, appeal: Statement) -> None:
    page = visit("/en/statements/appeal")
    (link,) = page.all(".//link[@type='application/json+oembed']")
    found = json.loads(visit(link.get("href", "")).body)
    assert (found["version"], found["type"], found["title"]) == ("1.0", "rich", TITLE)
    frame = frame_in(found["html"])
    assert frame.get("src") == f"{SITE}/statements/appeal/embed?language=en"
    assert frame.get("title") == TITLE
    assert (int(frame.get("width")), int(frame.get("height"))) == (found["width"], found["height"])
    assert visit(frame.get("src")).h1 == TITLE
    (link,) = page.all(".//link[@type='text/xml+oembed']")
    answer = visit(link.get("href", ""))
    assert answer.headers["Content-Type"].startswith("text/xml")
    as_xml = {one.tag: one.text for one in from_xml(answer.body)}
    assert as_xml == {name: str(value) for name, value in found.items()}


@pytest.mark.parametrize(
    ("limits", "size"),
    [
        ("maxwidth=300&maxheight=200", (300, 200)),
        ("maxwidth=9999", (560, 420)),
        ("maxwidth=" + "9" * 400, (560, 420)),
        ("maxwidth=-1&maxheight=x", (560, 420)),
        ("maxwidth=0&maxheight=٣", (560, 420)),
    ],
)
def test_oembed_keeps_to_the_size_that_is_asked_for(
    visit: Visit, appeal: Statement, limits: str, size: tuple[int, int]
) -> None:
    found = json.loads(visit(f"/oembed?url={SITE}/en/statements/appeal&{limits}").body)
    frame = frame_in(found["html"])
    assert (found["width"], found["height"]) == size == (int(frame.get("width")), int(frame.get("height")))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://evil.example/en/statements/appeal",
        "https://sign.example.org.evil.example/en/statements/appeal",
        "https://sign.example.org@evil.example/en/statements/appeal",
        "http://sign.example.org/en/statements/appeal",
        "//sign.example.org/en/statements/appeal",
        "/en/statements/appeal",
        f"{SITE}/",
        f"{SITE}/en/statements/none",
        f"{SITE}/en/statements/appeal/endorse",
        f"{SITE}/moderation/",
        f"{SITE}/en//statements/appeal",
        "https://[",
        "javascript:alert(1)",
    ],
)
def test_oembed_knows_no_other_address(visit: Visit, appeal: Statement, address: str) -> None:
    visit(f"/oembed?url={quote(address, safe='')}", status=404)


def test_oembed_has_two_forms(visit: Visit, appeal: Statement) -> None:
    visit(f"/oembed?url={SITE}/en/statements/appeal&format=yaml", status=501)


def test_the_page_for_publishers_shows_what_to_copy(visit: Visit, hostile: list[str]) -> None:
    page = visit("/en/statements/appeal").follow("Show it on your page")
    code = {area.get("id"): area.text or "" for area in page.all(".//textarea")}
    frame = frame_in(code["frame-code"])
    assert frame.get("src") == page.browser.base_url + str(page.one("iframe").get("src"))
    script = code["frame-code"].splitlines()[1]
    assert script == f'<script src="{SITE}/static/js/embed.js" async></script>'
    visit("/static/js/embed.js")
    (image,) = html5lib.parseFragment(code["badge-code"], namespaceHTMLElements=False).iter("img")
    assert (image.get("alt"), visit(image.get("src")).status) == (TITLE, 200)


def test_the_pages_say_what_else_there_is(visit: Visit, appeal: Statement) -> None:
    for path in ("/en/statements/appeal", "/en/statements/appeal/signatories"):
        links = visit(path).all(".//link[@rel='alternate'][@type]")
        kinds = {link.get("type") for link in links}
        assert {"application/json", "text/csv", "application/atom+xml"} <= kinds
        for link in links:
            visit(link.get("href", ""))
    page = visit("/en/statements/appeal/signatories")
    for kind in ("CSV", "XLSX", "JSON", "its schema", "a feed of what is new (Atom)"):
        page.follow(kind)


def test_machines_read_what_the_statement_is(visit: Visit, statement: Statement) -> None:
    """Microdata in the terms of schema.org: an Article, its sponsors as Organizations, how often it was endorsed."""
    page = visit(f"/en/statements/{statement.slug}")
    article = page.document
    assert article is not None
    assert article.get("itemtype") == "https://schema.org/Article"
    said = {one.get("itemprop"): one.get("content") or one.get("href") or words(one) for one in article.iter()}
    assert said["headline"] == page.h1
    assert said["inLanguage"] == "en"
    assert said["version"] == "1"
    assert said["userInteractionCount"] == "9"
    assert said["url"].startswith("http")
    sponsors = page.all(".//*[@itemprop='sponsor']")
    assert len(sponsors) == 9
    assert all(one.get("itemtype") == "https://schema.org/Organization" for one in sponsors)
    assert "Public Journalism Club" in [words(name) for name in page.all(".//*[@itemprop='name']")]


def test_none_of_them_touches_a_cookie(app: Flask, reader: Browser) -> None:
    for endpoint, path in every_address(app).items():
        if endpoint.startswith("data.") or endpoint == "statement.share":
            assert POLICY[endpoint] is Access.PUBLIC
            reader.visit(path, headers={"Cookie": "__Host-form=anything; other=1"})
    assert reader.cookies == {}
