"""A statement in a newspaper's page: the frame is there and as high as what is in it; nothing else can be framed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Site, somebody
from tests.browser.people import STATEMENT, TITLE, Reader

pytestmark = pytest.mark.browser

HEAD = '<!doctype html><html lang="en"><title>News</title><link rel="icon" href="data:,"><h1>News</h1>'


@contextmanager
def newspaper(article: str) -> Iterator[str]:
    """Another site, on another port of this machine, with one page; its address."""

    class Paper(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"{HEAD}{article}".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def news_reader(site: Site, chromium: Browser) -> Iterator[Reader]:
    """Somebody who reads a newspaper, which is elsewhere."""
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    yield Reader(context.new_page(), site.url)
    context.close()


def snippet_of(reader: Reader) -> str:
    """What the page for publishers says to copy."""
    reader.goes_to(f"{STATEMENT}/share")
    reader.finds_nothing_inaccessible()
    reader.sees_no_sideways_scrolling()
    assert reader.page.frame_locator("iframe").locator("h1").inner_text() == TITLE
    return reader.page.locator("#frame-code").input_value()


def framed(page: Page) -> str:
    """The words in the frame; none where the browser refused it."""
    page.wait_for_load_state("networkidle")
    return page.frames[1].locator("body").inner_text()


def test_a_newspaper_shows_the_statement_in_its_page(reader: Reader, news_reader: Reader) -> None:
    with newspaper(snippet_of(reader)) as paper:
        news_reader.page.goto(paper)
        frame = news_reader.page.locator("iframe")
        news_reader.page.wait_for_function("document.querySelector('iframe').height !== '420'")
        inside = news_reader.page.frames[1]
        fits = (
            "document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"
        )
        assert inside.evaluate(fits)
        wide = int(frame.get_attribute("height") or 0)
        news_reader.page.set_viewport_size({"width": 320, "height": 640})
        news_reader.page.wait_for_function(f"Number(document.querySelector('iframe').height) > {wide}")
        assert inside.evaluate(fits)
        inside.locator("h1 a").click()
        news_reader.page.wait_for_url(f"**{STATEMENT}")
        assert news_reader.title() == TITLE
        assert news_reader.complaints == []


def test_no_other_page_can_be_framed(news_reader: Reader, site: Site) -> None:
    for path in (STATEMENT, f"{STATEMENT}/endorse", "/sign-in"):
        with newspaper(f'<iframe src="{site.url}{path}" title="t"></iframe>') as paper:
            news_reader.page.goto(paper)
            assert TITLE not in framed(news_reader.page)
            assert "Sign in" not in framed(news_reader.page)
    assert len(news_reader.complaints) == 3


@pytest.mark.parametrize(
    "light", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"java_script_enabled": False}]
)
def test_the_frame_is_for_everybody(light: dict[str, object], site: Site, chromium: Browser) -> None:
    path = STATEMENT.replace("/en/", "/")
    for person in somebody(Reader, site, chromium, viewport={"width": 320, "height": 640}, **light):
        for language in ("en", "ar"):
            person.goes_to(f"{path}/embed?language={language}")
            assert person.title() == TITLE
            if "java_script_enabled" not in light:
                person.finds_nothing_inaccessible()
                person.sees_no_sideways_scrolling()
