"""Whatever is typed: canonical text stays as it is, keys are never empty, and nothing but InvalidText is raised."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.text import (
    InvalidText,
    clean_email,
    clean_line,
    clean_name,
    clean_paragraphs,
    clean_website,
    email_domain,
    email_key,
    is_free_mail,
    organisation_key,
    search_key,
    sort_name,
    website_domain,
)
from app.domain.text.words import words

Clean = Callable[[str], str]

CLEAN: list[Clean] = [
    partial(clean_line, longest=80),
    partial(clean_line, longest=80, longest_bytes=100),
    partial(clean_paragraphs, longest=120),
    clean_name,
    clean_website,
    clean_email,
]
KEYS: list[Clean] = [organisation_key, search_key, sort_name, email_key, email_domain, website_domain]

# Letters that change their neighbours, look like nothing, or become others: joiners, marks, jamo, ligatures, signs.
AWKWARD = "aA1.,-'’\"«»&@:/?#\\ \t\n\r\u00a0\u200b\u200c\u200d\u202e\u0301\u0316\u0344\u0f73\u094d\u0915\u09b0\u09cd"
AWKWARD += "ßſİıŉǰΐﷺﬁ㎏Ⅳ½ːʼʻـاعبیه가ᄀ각ᆨאּ־״ևՀԿ՛法人あー々〆葛\U000e0100\U000e0041𐐀\ufeff\ufffe\uffff\ud800\udfff"

UNSEEN = "\0\u00ad\u061c\u200b\u200e\u200f\u202a\u202e\u2028\u2060\u2066\u2069\u2800\u3164\ufeff\U000e0041"

anything = st.text(st.characters(codec=None), max_size=60)
awkward = st.text(st.sampled_from(AWKWARD), max_size=40)
text = st.one_of(anything, awkward, st.lists(st.one_of(awkward, anything), max_size=4).map(" ".join))
website_like = st.builds("{}{}.{}{}".format, st.sampled_from(["", "http://", "https://www."]), text, text, text)
email_like = st.builds("{}@{}.org".format, text, text)
labels = st.from_regex(r"\A(xn--)?[a-zа-яα-ωա-ֆא-תء-ي\u200c0-9-]{1,12}\Z")
hosts = st.lists(labels, min_size=1, max_size=4).map(".".join)
untimed = settings(deadline=None)  # the first of each script reads its tables
typed = st.one_of(text, website_like, email_like, hosts, hosts.map("info@{}".format))


def _accepted(clean: Clean, value: str) -> str | None:
    """What is kept of it, or None where it is refused with a code."""
    try:
        return clean(value)
    except InvalidText as refusal:
        if refusal.code.replace("_", "").isalpha() and " " not in refusal.character:
            return None
        raise


@pytest.mark.parametrize("clean", CLEAN)
@untimed
@given(value=typed)
@example(value="a\u0301" * 200)
@example(value="http://[")
@example(value="https://a.org/\u0628\u200c#\u0628")
@example(value="a@" + "xn--" * 60)
def test_clean_text_is_canonical_or_refused_with_a_code(clean: Clean, value: str) -> None:
    once = _accepted(clean, value)
    if once is not None:
        assert clean(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert once == once.strip()
        assert not set(once) & set(UNSEEN)
        assert once.encode().decode() == once  # no lone surrogate


@pytest.mark.parametrize("key", KEYS)
@untimed
@given(value=typed)
def test_a_key_exists_of_everything_and_is_the_same_each_time(key: Clean, value: str) -> None:
    assert key(value) == key(value)
    is_free_mail(value)


@untimed
@given(value=text)
def test_a_valid_name_never_has_an_empty_key(value: str) -> None:
    name = _accepted(clean_name, value)
    if name:
        assert organisation_key(name)
        assert sort_name(name)


@untimed
@given(value=text)
def test_canonically_equal_names_have_one_key(value: str) -> None:
    for key in (organisation_key, search_key, sort_name):
        assert key(unicodedata.normalize("NFD", value)) == key(unicodedata.normalize("NFC", value))


@untimed
@given(
    words=st.lists(st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8), min_size=1),
    data=st.data(),
)
def test_a_name_is_found_by_any_words_of_it_in_a_row(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    assert search_key(f"«{' '.join(words[first:last])}»".swapcase().casefold()) in search_key(" ".join(words))


@untimed
@given(value=hosts)
def test_a_website_and_an_address_at_one_host_have_one_domain(value: str) -> None:
    url, address = _accepted(clean_website, value), _accepted(clean_email, f"info@{value}")
    if url and address:
        assert website_domain(url) == email_domain(address)


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        "ngo ",
        "\u0301\u0316",
        "\u0f73",
        "\u200c",
        "ب\u200c",
        "क्\u200d",
        "@",
        "a.",
        "xn--",
        "://",
        "あ",
        " ",
        "َ",
        "/",
    ],
)
def test_thirty_two_thousand_characters_of_one_kind_are_answered_by_every_function(unit: str) -> None:
    flood = (unit * 32_768)[:32_768]
    for key in KEYS:
        key(flood)
    for clean in CLEAN:
        with pytest.raises(InvalidText):
            clean(f"a{flood}a")


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_through_ascii_leads_to_the_same_words(text: str) -> None:
    assert words(text) == words(f"{text} ո")[:-1]
