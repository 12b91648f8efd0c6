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
_LEVELS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}  # the title is the page's only h1
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
    for token in tokens:
        token.tag = _LEVELS.get(token.tag, token.tag)
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    # Made of escaped text and the tags above, by two libraries that do not trust each other.
    return Markup(nh3.clean(rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener"))  # noqa: S704


def summary(text: str, longest: int = 200) -> str:
    """The beginning of the text in plain words, cut between two words."""
    words = unescape(nh3.clean(to_html(text), tags=set())).split()
    kept = ""
    for word in words:
        if len(kept) + len(word) + 1 > longest:
            return f"{kept} …" if kept else f"{word[:longest]}…"
        kept = f"{kept} {word}" if kept else word
    return kept
