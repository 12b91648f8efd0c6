"""A statement's Markdown as HTML that is safe to show, word for word. The only place that makes markup of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "a", "hr", "br"}
ATTRIBUTES = {"*": set[str](), "a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
# What would drop or change words (code, definitions of links, entities) stays as it was typed.
_NOT_IN_STATEMENTS = ["code", "fence", "reference", "backticks", "entity"]
_LARGEST, _SMALLEST = 2, 4  # levels of headings: the title is the page's only h1
_ABSOLUTE = re.compile(r"(?:https?://[^/\\]|mailto:[^/\\])", re.IGNORECASE)
_TURNING = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


class _Renderer(RendererHTML):
    """Images are their description: a reader's browser asks nobody else for anything."""

    def image(self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
        return self.text([Token("text", "", 0, content=tokens[place].content)], 0, options, env)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).disable(_NOT_IN_STATEMENTS)
    parser.validateLink = lambda url: bool(_ABSOLUTE.match(url))  # type: ignore[method-assign]  # its own way to set it
    return parser


_MARKDOWN = _parser()


@lru_cache(maxsize=32)
def to_html(text: str) -> Markup:
    """The text as HTML of few kinds; links lead only to http, https and mail addresses."""
    tokens = _MARKDOWN.parse(text.translate(_TURNING))
    _put_headings_in_order(tokens)
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    # Made of escaped text and the tags above, by two libraries that do not trust each other.
    return Markup(nh3.clean(rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener"))  # noqa: S704


def _put_headings_in_order(tokens: Sequence[Token]) -> None:
    """The largest heading of the text is h2, and none is more than one level below the one before it."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    levels = sorted({token.tag for token in headings})
    before = _LARGEST - 1
    for opened, closed in zip(headings[::2], headings[1::2], strict=True):
        before = min(_LARGEST + levels.index(opened.tag), before + 1, _SMALLEST)
        opened.tag = closed.tag = f"h{before}"


def summary(text: str, longest: int = 200) -> str:
    """The beginning of the text in plain words, cut between two words."""
    words = unescape(nh3.clean(to_html(text), tags=set())).split()
    kept = ""
    for word in words:
        if len(kept) + len(word) + 1 > longest:
            return f"{kept} …" if kept else f"{word[:longest]}…"
        kept = f"{kept} {word}" if kept else word
    return kept
