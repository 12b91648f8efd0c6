"""Which language a page speaks, and in which direction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.domain.statements.models import Statement
from tests.page import Browser


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [("", "en"), ("hy", "hy"), ("pt-BR,en;q=0.5", "pt-BR"), ("ja", "en"), ("ar;q=0.9,en;q=0.1", "ar")],
)
def test_the_browser_chooses_where_the_path_does_not(
    make_app: Callable[..., Flask], statement: Statement, accepted: str, spoken: str
) -> None:
    client = make_app(locales=("en", "hy", "pt-BR", "ar")).test_client()
    answer = client.get("/", base_url="https://sign.example.org", headers={"Accept-Language": accepted})
    assert answer.location == f"/{spoken}/statements/{statement.slug}"
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(("locale", "direction"), [("en", "ltr"), ("hy", "ltr"), ("pt-BR", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction(
    make_app: Callable[..., Flask], statement: Statement, locale: str, direction: str
) -> None:
    browser = Browser(make_app(locales=("en", "hy", "pt-BR", "ar")))
    html = browser.visit(f"/{locale}/statements/{statement.slug}").all(".")[0]
    assert (html.get("lang"), html.get("dir")) == (locale, direction)


def test_a_language_that_the_site_does_not_speak_is_no_page(app: Flask, statement: Statement) -> None:
    Browser(app).visit(f"/hy/statements/{statement.slug}", status=404)


def test_a_date_reads_as_the_british_write_it(app: Flask, statement: Statement) -> None:
    assert "29 July 2021" in Browser(app).visit(f"/en/statements/{statement.slug}").text
