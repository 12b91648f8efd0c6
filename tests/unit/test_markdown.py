"""A statement's Markdown: shown word for word, and nothing in it acts."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.markdown import TAGS, summary, to_html

ACTIVE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVa\tScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](&#106;avascript:alert(1))",
    "<javascript:alert(1)>",
    "![x](https://tracker.example/pixel.png)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x](https:evil.example)",
    "[x](/sign-in)",
    '[x](https://example.org "onmouseover=alert(1)")',
    "<style>p{display:none}</style>",
    "<iframe src=//evil.example></iframe>",
    "<base href=//evil.example>",
    "[x][1]\n\n[1]: javascript:alert(1)",
]


@pytest.mark.parametrize("text", ACTIVE)
def test_nothing_acts_and_nothing_is_fetched(text: str) -> None:
    html = str(to_html(text))
    for tag, attributes in re.findall(r"<(\w+)([^>]*)>", html):
        assert tag in TAGS
        assert re.fullmatch(r'( href="(https?|mailto):[^"]*" rel="noopener")?', attributes), html


@pytest.mark.parametrize("text", [*ACTIVE[:4], *ACTIVE[10:12], *ACTIVE[13:15]])
def test_what_is_refused_can_still_be_read(text: str) -> None:
    assert unescape(str(to_html(text))) == f"<p>{text}</p>\n"


def test_typography_survives() -> None:
    text = (
        "“Asparez” -- 'it' ... (c) Anti-Corruption – e.g. <3 & co; &copy; &amp; \"so\" 1/2 `code` http://bare.example"
    )
    assert unescape(str(to_html(text))) == f"<p>{text}</p>\n"


def test_no_words_are_dropped_as_definitions_or_code() -> None:
    text = "[1]: http://example.org\n\n    indented\n\n```\nfenced\n```"
    assert str(to_html(text)) == "<p>[1]: http://example.org</p>\n<p>indented</p>\n<p>```\nfenced\n```</p>\n"


def test_a_list_keeps_its_numbers() -> None:
    assert str(to_html("7. a\n8. b")) == '<ol start="7">\n<li>a</li>\n<li>b</li>\n</ol>\n'


@pytest.mark.parametrize(
    ("levels", "shown"), [("1 2 3 4", "2 3 4 4"), ("2 3 2", "2 3 2"), ("3 6 3", "2 3 2"), ("4 2", "2 2"), ("5", "2")]
)
def test_headings_stand_below_the_title_and_skip_no_level(levels: str, shown: str) -> None:
    text = "\n\n".join("#" * int(level) + " a" for level in levels.split())
    assert re.findall(r"<h(\d)>a</h\1>", str(to_html(text))) == shown.split()


def test_links_and_addresses_work() -> None:
    assert 'href="https://example.org/?a=1&amp;b=2"' in str(to_html("[x](https://example.org/?a=1&b=2)"))
    assert 'href="mailto:a@example.org"' in str(to_html("<a@example.org>"))


def test_characters_that_turn_the_direction_are_gone() -> None:
    assert str(to_html("pay \u202eRAM\u202c and \u2066x\u2069 &#x202E;")) == "<p>pay RAM and x &amp;#x202E;</p>\n"


def test_an_image_is_its_description() -> None:
    assert str(to_html("![A <b>crowd</b>](https://example.org/x.png)")) == "<p>A &lt;b&gt;crowd&lt;/b&gt;</p>\n"


@pytest.mark.parametrize("text", ["Պահանջում ենք **անհապաղ**։", "نطالب *الآن*", "我们要求**立即**公开"])
def test_every_script_is_marked_up(text: str) -> None:
    assert re.sub(r"<[^>]+>|\*|\n", "", str(to_html(text))) == text.replace("*", "")


@pytest.mark.parametrize("piece", ["[", "![", "*a **b ", "> ", "- a\n", "_a__b", "<", "\\", "a\n", "]("])
def test_a_hostile_text_takes_no_long_time(piece: str) -> None:
    assert to_html(piece * (100_000 // len(piece))) is not None


@given(st.text(st.sampled_from('abc <>&"[]()!*_`#\n-:/\\'), max_size=80))
def test_only_known_tags_come_out(text: str) -> None:
    html = str(to_html(text))
    assert set(re.findall(r"</?(\w+)", html)) <= TAGS
    assert html.count("<") == html.count(">")


def test_a_summary_is_plain_words_cut_between_two() -> None:
    assert summary("**We** ask [you](https://example.org) & them.\n\nNow.") == "We ask you & them. Now."
    assert summary("word " * 100, 20) == "word word word word …"
    assert summary("x" * 300, 20) == "x" * 20 + "…"
    assert summary("") == ""
