"""The document, as independent programs read it: its tags, its languages, its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from app.documents.contents import Contents
from app.documents.rendering import NothingElse, Refused, pdf, qr_code
from app.documents.statement import document, groups, share_picture
from tests.integration.documents.conftest import HOSTILE, LONG


def elements(reader: PdfReader) -> list[Any]:
    """Every element of the structure, in reading order."""
    return list(_below(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))


def _below(node: Any) -> Iterator[Any]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from _below(one)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        yield from _below(node.get("/K", []))


def as_element(child: Any) -> Any:
    """The element, or None for what is a number of marked content or a reference to a link."""
    found = child.get_object()
    return found if isinstance(found, dict) and "/S" in found else None


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_it_says_what_it_is_and_reads_itself_aloud_in_order(printed: Any) -> None:
    reader = printed("en")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Open the archives"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    found = elements(reader)
    levels = [int(one["/S"][2:]) for one in found if one["/S"].startswith("/H")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    figures = [one for one in found if one["/S"] == "/Figure"]
    assert len(figures) == 2
    assert all("https://sign.example.org/en/statements/archives" in one["/Alt"] for one in figures)


def test_lists_are_lists_and_links_say_where_they_lead(printed: Any) -> None:
    reader = printed("en")
    for one in elements(reader):
        inside = {child["/S"] for child in map(as_element, one.get("/K", [])) if child}
        if one["/S"] == "/L":
            assert inside <= {"/L", "/LI", "/Caption"}
        if one["/S"] == "/LI":
            assert inside <= {"/Lbl", "/LBody"}
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert {link["/A"]["/URI"] for link in links} >= {
        "https://example.org/why",
        "https://sign.example.org/en/statements/archives",
    }
    assert all(link["/Contents"] and "/StructParent" in link for link in links)
    assert all(page["/Tabs"] == "/S" for page in reader.pages)


def test_what_is_in_another_language_says_so(printed: Any) -> None:
    reader = printed("fr")
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    languages = {one["/S"]: one.get("/Lang") for one in elements(reader) if one["/S"] == "/H1"}
    assert languages == {"/H1": "en"}
    assert {"hy", "und-Arab"} <= {one.get("/Lang") for one in elements(reader)}


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("hy", ("Բացե՛ք արխիվները", "«Ասպարեզ» ակումբ")), ("ar", ("افتحوا", "الأرشيفات", "القاهرة"))],
)
def test_its_text_can_be_copied_in_every_script(printed: Any, locale: str, expected: tuple[str, ...]) -> None:
    found = words(printed(locale))
    for text in expected:
        assert text in found


def test_it_shows_everybody_the_digest_and_the_moment(printed: Any, shown: Contents) -> None:
    found = words(printed("en"))
    for text in (
        LONG,
        HOSTILE,
        "Asparez",
        "Founding signatories",
        "Later signatories",
        "France",
        shown.revision.digest,
    ):
        assert text.replace(" ", "") in found.replace(" ", "")  # wherever a line ends
    assert "23 November 2026, 08:00 UTC" in found
    assert "Page 1 of 2" in found


def test_who_signed_an_earlier_text_or_late_is_marked(spoken: Flask, shown: Contents) -> None:
    first, *others = shown.signatories
    changed = replace(shown, signatories=[first, replace(others[0], revision=7, under_current=False, late=True)])
    with spoken.app_context():
        found = words(PdfReader(BytesIO(document(changed, "en"))))
    assert "signed revision 7" in found
    assert "signed after the closing" in found


def test_the_same_moment_is_the_same_bytes(spoken: Flask, shown: Contents) -> None:
    with spoken.app_context():
        assert document(shown, "en") == document(shown, "en")


def test_nothing_is_fetched_but_what_was_given() -> None:
    given = NothingElse({"page": qr_code("https://sign.example.org/")})
    assert b"<svg" in given.fetch("passed:page").read()
    for address in ("file:///etc/passwd", "http://127.0.0.1:1/x", "data:text/plain,x", "passed:other", "/etc/passwd"):
        with pytest.raises(Refused):
            given.fetch(address)


def test_a_page_that_asks_for_more_is_not_made(spoken: Flask, shown: Contents) -> None:
    facts = {
        "text": shown.revision.texts[0],
        "text_direction": "ltr",
        "shown": shown,
        "size": "short",
        "way": lambda _: "ltr",
    }
    with spoken.app_context():
        assert pdf("print/picture.html", "en", facts, style="picture.css", images={})
        spoken.jinja_env.globals["spy"] = '<img src="http://127.0.0.1:1/x">'
        page = spoken.jinja_env.from_string("{% autoescape false %}{{ spy }}{% endautoescape %}")
        spoken.jinja_env.get_template = lambda name: page  # type: ignore[method-assign]  # a template gone wrong
        with pytest.raises(Refused):
            pdf("print/picture.html", "en", facts, style="picture.css", images={})


def test_the_picture_of_a_shared_link_has_the_size_that_is_announced(spoken: Flask, shown: Contents) -> None:
    with spoken.app_context():
        made = share_picture(shown, "ar")
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(made[16:20]), int.from_bytes(made[20:24])) == (1200, 630)
    assert len(made) < 100_000


def test_no_group_is_empty(shown: Contents) -> None:
    assert [group.founding for group in groups(shown.signatories)] == [True, False]
    assert groups([]) == []
