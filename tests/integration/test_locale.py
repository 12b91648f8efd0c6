"""Which language a page speaks, and in which direction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.domain.statements.models import Statement
from tests import accounts
from tests.page import Browser, Page


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


PAGES = ("/privacy", "/accessibility", "/sign-in", "/nothing", "/account/set-up/nothing")
FOUR = ("en", "hy", "ru", "ar")


def language_of(page: Page) -> tuple[str | None, str | None]:
    return page.all(".")[0].get("lang"), page.all(".")[0].get("dir")


@pytest.mark.parametrize("path", PAGES)
def test_pages_without_a_language_in_their_address_speak_the_browsers(
    make_app: Callable[..., Flask], path: str
) -> None:
    browser = Browser(make_app(locales=FOUR))
    status = 404 if "nothing" in path else 200
    page = browser.visit(path, status=status, headers={"Accept-Language": "ar,en;q=0.5"})
    assert language_of(page) == ("ar", "rtl")
    asked = browser.visit(f"{path}?language=hy", status=status, headers={"Accept-Language": "ar"})
    assert language_of(asked) == ("hy", "ltr")
    assert language_of(browser.visit(f"{path}?language=xx", status=status)) == ("en", "ltr")


def test_a_link_keeps_the_language_that_it_is_in(make_app: Callable[..., Flask], statement: Statement) -> None:
    page = Browser(make_app(locales=FOUR)).visit(f"/hy/statements/{statement.slug}")
    privacy = page.follow("What we keep about you")
    assert language_of(privacy) == ("hy", "ltr")
    assert language_of(privacy.follow("Русский")) == ("ru", "ltr")
    assert language_of(privacy.follow("Joint statements")) == ("hy", "ltr")


def test_a_page_that_is_not_there_speaks_the_language_of_its_address(make_app: Callable[..., Flask]) -> None:
    browser = Browser(make_app(locales=FOUR))
    for path in ("/ru/nothing", "/ru/statements/nothing", "/ru/statements/nothing/signatories"):
        assert language_of(browser.visit(path, status=404)) == ("ru", "ltr")


def test_signing_in_can_be_in_another_language_and_leads_where_it_should(make_app: Callable[..., Flask]) -> None:
    page = Browser(make_app(locales=FOUR)).visit("/moderation/?state=approved").follow("العربية")
    assert language_of(page) == ("ar", "rtl")
    assert page.form("email").value("next") == "/moderation/?state=approved"
    again = page.submit({"email": "nobody@example.org", "password": "wrong"}, status=400)
    assert language_of(again) == ("ar", "rtl")


def test_the_desk_speaks_its_moderators_language(make_app: Callable[..., Flask]) -> None:
    browser = accounts.signed_in(make_app(locales=FOUR), accounts.MODERATOR)
    asking = {"headers": {"Accept-Language": "ru"}}
    desk = browser.visit("/moderation/?state=approved", **asking)
    assert language_of(desk) == ("ru", "ltr")  # until one is chosen, the browser's
    chosen = desk.submit(button="Հայերեն", **asking)
    assert language_of(chosen) == ("hy", "ltr")
    assert chosen.path == "/moderation/?state=approved"
    for path in ("/moderation/overview", "/account"):
        assert language_of(browser.visit(path, **asking)) == ("hy", "ltr")
    chosen.submit(button="Հայերեն", tamper={"language": "xx"}, status=400)
    leads_away = chosen.submit(button="English", tamper={"next": "//example.org"})
    assert leads_away.path == "/moderation/"


@pytest.mark.parametrize(
    ("locale", "day", "time", "number", "week"),
    [
        ("en", "29 July 2026", "29 July 2026, 15:04 UTC", "12,345", "7 days"),
        ("hy", "29 հուլիսի, 2026 թ.", "29 հուլիսի, 2026 թ., 15:04 UTC", "12\u00a0345", "7 օր"),
        ("ru", "29 июля 2026\u202fг.", "29 июля 2026\u202fг., 15:04 UTC", "12\u00a0345", "7 дней"),
        ("fr", "29 juillet 2026", "29 juillet 2026, 15:04 UTC", "12\u202f345", "7\u00a0jours"),
        ("es", "29 de julio de 2026", "29 de julio de 2026, 15:04 UTC", "12.345", "7 días"),
        (
            "ar",
            "29 يوليو 2026",
            "29 يوليو 2026، 15:04 UTC",
            "12,345",
            "7 أيام",
        ),  # CLDR: these figures, not those of Egypt
    ],
)
def test_dates_and_numbers_are_written_as_readers_write_them(
    make_app: Callable[..., Flask], locale: str, day: str, time: str, number: str, week: str
) -> None:
    app = make_app(locales=("en", locale))
    filters = app.jinja_env.filters
    at = datetime(2026, 7, 29, 15, 4, tzinfo=UTC)
    with app.test_request_context(f"/{locale}/"):
        assert filters["date"](at) == day
        assert filters["moment"](at) == time
        assert filters["number"](12345) == number
        assert filters["duration"](timedelta(days=7)) == week


def test_countries_stand_in_the_order_of_their_names(make_app: Callable[..., Flask], statement: Statement) -> None:
    browser = Browser(make_app(locales=("en", "hy", "es", "ar")))

    def first(locale: str) -> list[str]:
        page = browser.visit(f"/{locale}/statements/{statement.slug}/endorse")
        return list(page.form("country").options("country").values())[1:4]

    assert first("hy") == ["Ադրբեջան", "Ալանդյան կղզիներ", "Ալբանիա"]
    assert first("es") == ["Afganistán", "Albania", "Alemania"]
    assert first("ar") == ["آيسلندا", "إثيوبيا", "أذربيجان"]
