"""The languages of a text: each reader gets theirs, a translation says that it is one, and what is missing is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.domain.statements.draft import TextDraft
from app.domain.statements.models import Statement
from tests.checks import words
from tests.factories import a_statement
from tests.page import Browser, Page

Visit = Callable[..., Page]
BASE = "https://sign.example.org"
SHOW = "/en/statements/security-council-and-osce"


def test_a_text_that_is_not_translated_says_so(
    make_app: Callable[..., Flask], write: Any, statement: Statement
) -> None:
    page = Browser(make_app(locales=("en", "ar"))).visit(SHOW.replace("/en/", "/ar/"))
    assert "no translation of this statement" in page.text
    assert (page.document.attrib["lang"], page.document.attrib["dir"]) == ("ar", "rtl")
    body = page.all(".//div[@class='statement__text']")[0]
    assert (body.attrib["lang"], body.attrib["dir"]) == ("en", "ltr")
    assert (page.one("h1").attrib["lang"], page.one("h1").attrib["dir"]) == ("en", "ltr")


@pytest.fixture
def in_three_languages(write: Any) -> None:
    texts = (
        TextDraft(language="ar", title="افتحوا الأرشيف", addressed_to="وزير الثقافة", body="نطالب *الآن*."),
        TextDraft(language="hy", title="Բացեք արխիվները", addressed_to="նախարարին", body="Պահանջում ենք **հիմա**։"),
        TextDraft(language="en", title="Open the archives", addressed_to="the Minister", body="We ask **now**."),
    )
    with write() as session:
        a_statement(session, slug="archives", texts=texts)


def test_a_translation_leads_to_the_authoritative_text(
    in_three_languages: None, make_app: Callable[..., Flask]
) -> None:
    visitor = Browser(make_app(locales=("en", "ar")))
    page = visitor.visit("/en/statements/archives")
    assert page.h1 == "Open the archives"
    assert "This is a translation." in page.text
    original = page.follow("Read the authoritative text")
    assert (original.path, original.h1) == ("/ar/statements/archives", "افتحوا الأرشيف")
    body = original.all(".//div[@class='statement__text']")[0]
    assert (body.attrib["lang"], body.attrib["dir"], words(body)) == ("ar", "rtl", "نطالب الآن.")
    assert "This is a translation." not in original.text


def test_a_text_in_a_language_that_the_site_does_not_speak_can_be_read(in_three_languages: None, visit: Visit) -> None:
    page = visit("/en/statements/archives").follow("Հայերեն")
    assert (page.h1, page.document.attrib["lang"]) == ("Բացեք արխիվները", "en")
    assert words(page.all(".//div[@class='statement__text']")[0]) == "Պահանջում ենք հիմա։"
    assert visit("/en/statements/archives?language=xx").h1 == "Open the archives"


def test_search_engines_learn_of_every_language(in_three_languages: None, make_app: Callable[..., Flask]) -> None:
    page = Browser(make_app(locales=("en", "ar"))).visit("/ar/statements/archives?utm_source=x")
    assert head(page) == {
        "": f"{BASE}/ar/statements/archives",
        "ar": f"{BASE}/ar/statements/archives",
        "hy": f"{BASE}/ar/statements/archives?language=hy",
        "en": f"{BASE}/en/statements/archives",
        "x-default": f"{BASE}/ar/statements/archives",
    }
    described = {meta.get("property"): meta.get("content") for meta in page.all(".//head/meta[@property]")}
    assert described["og:title"] == "افتحوا الأرشيف"
    assert described["og:description"] == "نطالب الآن."


def head(page: Page) -> dict[str, str]:
    """Addresses in the head by their language; the page's own under ""."""
    links = page.all(".//head/link")
    found = {link.attrib["hreflang"]: link.attrib["href"] for link in links if link.get("hreflang")}
    return found | {"": next(link.attrib["href"] for link in links if link.get("rel") == "canonical")}


def in_languages(write: Any, *languages: str) -> None:
    texts = [TextDraft(language=code, title=f"In {code}", addressed_to="", body="Now.") for code in languages]
    with write() as session:
        a_statement(session, slug="many", texts=tuple(texts))


def test_the_switcher_shows_what_there_is_and_which_one_counts(
    in_three_languages: None, make_app: Callable[..., Flask]
) -> None:
    page = Browser(make_app(locales=("en", "ar", "ru"))).visit("/ru/statements/archives")
    links = page.all(".//nav[@class='texts']/a")
    assert [(link.get("hreflang"), words(link), link.get("aria-current")) for link in links] == [
        ("ar", "العربية authoritative text", "true"),  # Russian falls back to it
        ("hy", "Հայերեն translation", None),
        ("en", "English translation", None),
    ]
    assert "no translation of this statement" in page.text
    assert words(page.follow("English translation").one("h1")) == "Open the archives"


def test_a_page_that_falls_back_is_not_offered_in_its_language(
    in_three_languages: None, make_app: Callable[..., Flask]
) -> None:
    visitor = Browser(make_app(locales=("en", "ar", "ru")))
    own = {
        "ar": f"{BASE}/ar/statements/archives",
        "hy": f"{BASE}/ru/statements/archives?language=hy",
        "en": f"{BASE}/en/statements/archives",
        "x-default": f"{BASE}/ar/statements/archives",
    }
    assert head(visitor.visit("/ru/statements/archives")) == own | {"": own["ar"]}
    assert head(visitor.visit("/ru/statements/archives?language=hy")) == own | {"": own["hy"]}
    assert head(visitor.visit("/ru/statements/archives?language=en")) == own | {"": own["en"]}


@pytest.mark.parametrize(
    ("texts", "locale", "shown"),
    [
        (("en", "pt"), "pt-BR", "pt"),
        (("en", "pt-BR"), "pt", "pt-BR"),
        (("en", "pt", "pt-BR"), "pt-BR", "pt-BR"),
        (("en", "sr-Latn", "sr"), "sr", "sr"),
        (("en", "sr-Latn"), "sr", "sr-Latn"),
        (("sr-Latn", "en"), "sr", "sr-Latn"),
        (("en", "hy"), "pt-BR", "en"),
    ],
)
def test_a_reader_gets_the_nearest_text(
    make_app: Callable[..., Flask], write: Any, texts: tuple[str, ...], locale: str, shown: str
) -> None:
    in_languages(write, *texts)
    page = Browser(make_app(locales=("en", locale))).visit(f"/{locale}/statements/many")
    body = page.all(".//div[@class='statement__text']")[0]
    assert (page.h1, body.get("lang")) == (f"In {shown}", shown)
    assert ("no translation" in page.text) == (shown == "en")
    assert ("This is a translation." in page.text) == (shown not in ("en", texts[0]))


def test_a_language_that_nobody_wrote_is_not_missed(in_three_languages: None, visit: Visit) -> None:
    page = visit("/en/statements/archives?language=<script>")
    assert page.h1 == "Open the archives"
    assert "no translation" not in page.text
