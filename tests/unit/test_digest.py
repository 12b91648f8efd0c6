"""What a signature is bound to."""

from __future__ import annotations

import json
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from app.domain.statements.digest import manifest, revision_digest, text_file

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


def test_the_file_is_the_title_the_addressee_and_the_text() -> None:
    assert text_file(title="T", addressed_to="the A", body="One.\n\nTwo.") == b"# T\n\n*the A*\n\nOne.\n\nTwo.\n"
    assert text_file(title="T", addressed_to="", body="One.") == b"# T\n\nOne.\n"


def test_the_file_has_one_form_whatever_it_was_made_from() -> None:
    composed = text_file(title="Café", addressed_to="", body="a\nb")
    assert text_file(title="Cafe\u0301", addressed_to="", body="a\r\nb\n\n") == composed
    assert text_file(title="Café", addressed_to="", body="a\rb") == composed


def test_the_manifest_is_canonical_and_names_each_file_by_its_digest() -> None:
    files = {"hy": "# Բ\n".encode(), "en": b"# B\n"}
    written = manifest("open-archives", 2, files)
    assert (
        written
        == (
            '{"id":"open-archives","n":2,"texts":{'
            f'"en":"{sha256(files["en"]).hexdigest()}","hy":"{sha256(files["hy"]).hexdigest()}"'
            '},"v":1}'
        ).encode()
    )
    assert revision_digest("open-archives", 2, files) == sha256(written).hexdigest()


@given(WORDS, WORDS)
def test_any_other_text_number_language_or_slug_has_another_digest(one: str, other: str) -> None:
    first, second = (text_file(title=title, addressed_to="", body="x") for title in (one, other))
    digests = {
        revision_digest("a", 1, {"en": first}),
        revision_digest("a", 2, {"en": first}),
        revision_digest("b", 1, {"en": first}),
        revision_digest("a", 1, {"hy": first}),
        revision_digest("a", 1, {"en": first, "hy": first}),
        revision_digest("a", 1, {"en": first + b" "}),
    }
    assert len(digests) == 6
    assert (revision_digest("a", 1, {"en": second}) in digests) == (first == second)


@given(WORDS)
def test_the_manifest_is_json_that_says_what_went_in(title: str) -> None:
    content = text_file(title=title, addressed_to="", body="x")
    said = json.loads(manifest("a", 1, {"en": content}))
    assert said == {"id": "a", "n": 1, "texts": {"en": sha256(content).hexdigest()}, "v": 1}
