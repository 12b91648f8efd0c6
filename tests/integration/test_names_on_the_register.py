"""The list is the same in every language: each organisation under the name its reader can read, in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app.domain.endorsements.amendments import amend
from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import State
from app.domain.statements.models import Statement
from app.web.work import now
from tests.checks import words
from tests.factories import a_verdict, an_endorsement
from tests.page import Browser, Page

LOCALES = ("en", "hy", "ru", "es", "ar")
ASPAREZ = {"organisation": "«Ասպարեզ» ակումբ", "organisation_latin": "Asparez Club", "also_known_as": "«Аспарез»"}
OTHERS = ("Ñandú", "Nunca Más", "Oxfam", "Беллона", "شبكة")

# As the page shows them; who has no name in the reader's script is under the one that was given.
SHOWN = {
    "en": ["Asparez Club", "Ñandú", "Nunca Más", "Oxfam", "Беллона", "شبكة"],
    "es": ["Asparez Club", "Nunca Más", "Ñandú", "Oxfam", "Беллона", "شبكة"],
    "hy": ["«Ասպարեզ» ակումբ", "Ñandú", "Nunca Más", "Oxfam", "Беллона", "شبكة"],
    "ru": ["«Аспарез»", "Беллона", "Ñandú", "Nunca Más", "Oxfam", "شبكة"],
    "ar": ["شبكة", "Ñandú", "Nunca Más", "Oxfam", "Беллона", "«Ասպարեզ» ակումբ"],
}


def names(page: Page) -> list[str]:
    return [words(name) for name in page.all(".//bdi[@class='register__name']")]


def register(locale: str, query: str = "") -> str:
    return f"/{locale}/statements/appeal/signatories{query}"


@pytest.fixture
def asparez(write: Any, appeal: Statement) -> Endorsement:
    with write() as session:
        for name in OTHERS:
            an_endorsement(session, appeal, state=State.APPROVED, organisation=name)
        return an_endorsement(session, appeal, state=State.APPROVED, **ASPAREZ)


@pytest.fixture
def visit(make_app: Callable[..., Flask]) -> Callable[..., Page]:
    return Browser(make_app(locales=LOCALES)).visit


@pytest.mark.usefixtures("asparez")
def test_everybody_reads_the_whole_list_in_their_own_order(visit: Callable[..., Page]) -> None:
    for locale, shown in SHOWN.items():
        assert names(visit(register(locale))) == names(visit(f"/{locale}/statements/appeal")) == shown


@pytest.mark.usefixtures("asparez")
def test_the_other_name_stands_beside_it_and_both_say_their_language(visit: Callable[..., Page]) -> None:
    def first(locale: str, kind: str) -> list[tuple[str, str | None]]:
        found = visit(register(locale, "?q=asparez")).all(f".//bdi[@class='register__{kind}']")
        return [(words(name), name.get("lang")) for name in found]

    assert first("en", "name") == [("Asparez Club", None)]
    assert first("en", "beside") == [("«Ասպարեզ» ակումբ", "hy")]
    assert first("hy", "name") == [("«Ասպարեզ» ակումբ", None)]
    assert first("hy", "beside") == [("Asparez Club", "und-Latn")]
    assert first("ru", "name") == [("«Аспарез»", None)]
    assert first("ar", "name") == [("«Ասպարեզ» ակումբ", "hy")]


@pytest.mark.usefixtures("asparez")
def test_every_spelling_is_found_in_every_language(visit: Callable[..., Page]) -> None:
    for locale in LOCALES:
        for asked in ("ասպարեզ", "asparez", "аспарез"):
            assert len(names(visit(register(locale, f"?q={asked}")))) == 1


def test_a_new_name_stands_in_its_new_place(visit: Callable[..., Page], write: Any, asparez: Endorsement) -> None:
    with write() as session:
        details = replace(asparez.details, organisation="Zoo", organisation_latin="", also_known_as="", country="GE")
        by = a_verdict(session, asparez).by
        amend(session, asparez.public_id, details, version=asparez.version, by=by, at=now())
    assert names(visit(register("en"))) == ["Ñandú", "Nunca Más", "Oxfam", "Zoo", "Беллона", "شبكة"]
    assert names(visit(register("en", "?country=GE"))) == ["Zoo"]


def test_founding_signatories_stay_as_they_are_printed(
    make_app: Callable[..., Flask], read: Any, statement: Statement
) -> None:
    browser = Browser(make_app(locales=LOCALES))
    lists = [names(browser.visit(f"/{locale}/statements/{statement.slug}")) for locale in LOCALES]
    assert lists == [lists[0]] * len(LOCALES)
