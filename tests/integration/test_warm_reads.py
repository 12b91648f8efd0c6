"""A page that was made before is given again, and only as long as it is true."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, template_rendered

from app.domain.endorsements.decisions import approve
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.extensions import READER, db
from app.web.caching import Kept, Pages
from tests.factories import a_statement, a_verdict, an_endorsement
from tests.page import Browser, Page

Visit = Callable[..., Page]
SHOW = "/en/statements/security-council-and-osce"
PAGES = [SHOW, f"{SHOW}/signatories", f"{SHOW}/revisions", "/en/", "/privacy", "/accessibility"]


@contextmanager
def rendering(app: Flask) -> Iterator[list[str]]:
    """The templates that are rendered meanwhile."""
    names: list[str] = []

    def note(_sender: Flask, template: Any, **_: Any) -> None:
        names.append(template.name)

    with template_rendered.connected_to(note, app):
        yield names


@pytest.mark.parametrize("path", PAGES)
def test_a_warm_read_renders_nothing_and_is_the_same(
    app: Flask, visit: Visit, statement: Statement, count_queries: Any, path: str
) -> None:
    cold = visit(path)
    with rendering(app) as rendered, count_queries() as queries:
        warm = visit(path)
    assert rendered == []
    assert len(queries) <= 1
    assert (warm.body, sorted(warm.headers)) == (cold.body, sorted(cold.headers))


def test_a_warm_read_does_not_wake_flask_but_asks_the_database(app: Flask, visit: Visit, statement: Statement) -> None:
    visit(SHOW)
    woken: list[str] = []
    app.before_request_funcs.setdefault(None, []).append(lambda: woken.append("yes"))
    visit(SHOW)
    assert woken == []
    visit(f"{SHOW}?language=fr")
    assert woken == ["yes"]


@pytest.mark.parametrize("path", [*PAGES, "/robots.txt", "/sitemap.xml", f"{SHOW[3:]}/revisions/1/en.md"])
def test_who_has_the_page_gets_304_and_no_body(visit: Visit, statement: Statement, path: str) -> None:
    page = visit(path)
    tag = page.headers["ETag"]
    assert tag.startswith('"')
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        for _ in range(2):
            again = visit(path, status=304, headers={"If-None-Match": known})
            assert again.body == b""
            assert again.headers["ETag"] == tag
            assert again.headers["Cache-Control"] == page.headers["Cache-Control"]
            assert again.headers["Vary"] == page.headers["Vary"]
            assert "Content-Length" not in again.headers
    assert visit(path, headers={"If-None-Match": '"other"'}).body == page.body


@pytest.mark.parametrize("path", [*PAGES, "/robots.txt"])
def test_who_reads_gzip_gets_it(visit: Visit, statement: Statement, path: str) -> None:
    plain = visit(path)
    for _ in range(2):
        zipped = Browser(visit.__self__.app).client.get(  # type: ignore[attr-defined]  # bound
            path, base_url="https://sign.example.org", headers={"Accept-Encoding": "br, gzip;q=0.8"}
        )
        assert zipped.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped.data) == plain.body
        assert zipped.headers["ETag"] == plain.headers["ETag"][:-1] + '-gzip"'
        assert zipped.headers["Vary"] == plain.headers["Vary"]
        assert int(zipped.headers["Content-Length"]) == len(zipped.data)
    assert visit(path, headers={"Accept-Encoding": "gzip;q=0, br"}).body == plain.body
    unzipped = {"If-None-Match": zipped.headers["ETag"]}
    assert visit(path, status=304, headers=unzipped).headers["ETag"] == plain.headers["ETag"]


def test_a_head_request_has_the_headers_alone(app: Flask, statement: Statement) -> None:
    browser = Browser(app)
    page = browser.visit(SHOW)
    head = browser.request("HEAD", SHOW)
    assert (head.body, head.headers["ETag"]) == (b"", page.headers["ETag"])
    assert head.headers["Content-Length"] == str(len(page.body))


def test_public_pages_touch_no_cookie(visit: Visit, reader: Browser, statement: Statement) -> None:
    for path in PAGES:
        visit(path, headers={"Cookie": "__Host-form=anything; other=1"})
    assert reader.cookies == {}


def test_an_approved_organisation_is_there_at_once_in_every_worker(
    make_app: Callable[..., Flask], statement: Statement, write: Any
) -> None:
    workers = [Browser(make_app()) for _ in range(2)]
    before = [worker.visit(SHOW) for worker in workers]
    assert before[0].headers["ETag"] == before[1].headers["ETag"]
    with write() as session:
        endorsement = an_endorsement(session, statement, state=State.PENDING, organisation="Archive Union")
    assert workers[0].visit(SHOW).headers["ETag"] == before[0].headers["ETag"]
    with write() as session:
        row = session.get_one(Endorsement, endorsement.id)
        approve(session, row.public_id, a_verdict(session, row))
    for worker in workers:
        for path in (SHOW, "/en/"):
            page = worker.visit(path)
            assert "10" in page.text
        assert "Archive Union" in worker.visit(SHOW).text
        assert worker.visit(SHOW, headers={"If-None-Match": before[0].headers["ETag"]}).status == 200


def test_statements_do_not_mix(visit: Visit, write: Any) -> None:
    with write() as session:
        for slug in ("one", "two"):
            a_statement(session, slug=slug, title=f"Statement {slug}", body="The same words.")
    for _ in range(2):
        assert visit("/en/statements/one").h1 == "Statement one"
        assert visit("/en/statements/two").h1 == "Statement two"


def test_another_host_is_not_answered_from_what_is_kept(visit: Visit, reader: Browser, statement: Statement) -> None:
    visit(SHOW)
    answer = reader.client.get(SHOW, base_url="https://evil.example")
    assert answer.status_code == 400


def test_a_database_that_is_away_is_said_so(app: Flask, visit: Visit, statement: Statement, database_url: str) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("takes a file away")
    visit(SHOW)
    path = Path(database_url.removeprefix("sqlite:///"))
    with app.app_context():
        db.engines[READER].dispose()
    path.rename(path.with_suffix(".away"))
    assert visit(SHOW, status=503).headers["Cache-Control"] == "no-store"
    path.with_suffix(".away").rename(path)
    visit(SHOW)


def test_what_is_kept_is_bounded_and_the_oldest_goes_first() -> None:
    pages = Pages(most_pages=3, most_bytes=100)
    for number in range(4):
        pages.keep(number, Kept(b"x" * 10, b"", str(number)))
        pages.get(0)
    assert [number for number in range(4) if pages.get(number)] == [0, 2, 3]
    pages.keep("large", Kept(b"x" * 90, b"", ""))
    assert len(pages) == 2
    pages.keep("too large", Kept(b"x" * 90, b"x" * 11, ""))
    assert pages.get("too large") is None
    pages.keep("large", Kept(b"x" * 5, b"", ""))
    assert len(pages) == 2
