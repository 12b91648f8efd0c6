"""Every word of ours on a page can be translated: in a language where all of them are crossed out, none is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from babel.support import Translations
from flask import Flask

from app.catalogues import Catalogues
from app.web.policy import POLICY, Access
from tests import accounts
from tests.addresses import every_address
from tests.page import Browser

# What is no word of the site: data, names, numbers, dates, code.
DATA = re.compile(
    r"""
    Joint\ statements | For\ open\ archives,\ \d+ | the\ Minister\ of\ Culture
    | We,\ the\ undersigned,\ ask\ that\ the\ archives\ be\ opened\. | Now\.
    | Archive\ Users'\ Union\b | Another\ name | Anahit\ Grigoryan | Director | The\ board,\ on\ 2\ November | Joint
    | \S+@\S* | https?://\S* | \.?example\.org
    | (?:www\.|union)\S+ | \bexample\b | [0-9a-f]{8,} | English | SHA-256 | WCAG\ 2\.2 | UTC | Armenia
    | CSV | XLSX | JSON | list\.csv | Organisation | Open\ Shelves\ Union | utf-8
    | Lusine\ Sargsyan | Tigran\ Petrosyan
    | \d+\ (?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\ \d+)?
    """,
    re.VERBOSE,
)
CROSSED_OUT = re.compile(r"⟦[^⟦⟧]*⟧")
NOT_WORDS = ("script", "style", "code", "pre", "option", "svg", "textarea")


class CrossedOut(Translations):
    """A language in which every string of ours is ⟦crossed out⟧."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ungettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"

    def upgettext(self, _context: str, message: str) -> str:
        return f"⟦{message}⟧"


@pytest.fixture
def crossed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    language = CrossedOut()
    monkeypatch.setattr(Catalogues, "get_translations", lambda _: language)


def text_of(element: Element) -> Iterator[str]:
    """The text in its order, since one string of ours may hold elements."""
    if element.tag in NOT_WORDS:
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from text_of(child)
        yield child.tail or ""


def labels_of(element: Element) -> Iterator[str]:
    """What only some readers meet."""
    for one in element.iter():
        yield from (one.get(name, "") for name in ("aria-label", "title", "alt", "placeholder"))
        if one.get("type") == "submit":
            yield one.get("value", "") if one.tag == "input" else ""


def left_over(text: str) -> str:
    while CROSSED_OUT.search(text):  # one may stand in another
        text = CROSSED_OUT.sub(" ", text)
    return " ".join(re.findall(r"[^\W\d_]{2,}", DATA.sub(" ", " ".join(text.split()))))


@pytest.mark.usefixtures("crossed_out")
def test_every_word_of_ours_can_be_translated(app: Flask) -> None:
    people = {True: accounts.signed_in(app, accounts.EDITOR), False: Browser(app)}
    found = {}
    for endpoint, path in every_address(app).items():
        inside = POLICY[endpoint] in (Access.MODERATOR, Access.EDITOR)
        with people[inside].client.get(path, base_url="https://sign.example.org") as response:
            if response.status_code != 200 or response.mimetype != "text/html":
                continue
        page = people[inside].visit(path)
        assert page.document is not None
        body = page.one("body")
        words = {left_over(text) for text in (" ".join(text_of(body)), *labels_of(body))} - {""}
        if words:
            found[endpoint] = words
    assert not found
