"""What other people put into their pages to show a statement there: a frame, and a script that gives it its height."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from flask import current_app, url_for
from markupsafe import escape

WIDTH, HEIGHT = 560, 420  # of the frame where nobody says another

_FRAME = (  # its border is said in the old way, which needs no style: many publishers forbid one
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}" frameborder="0" loading="lazy"></iframe>'
)
_SCRIPT = '<script src="{src}" async></script>'
_BADGE = '<a href="{href}"><img src="{src}" alt="{alt}" height="28"></a>'


class Snippets(NamedTuple):
    """HTML to copy."""

    frame: str
    badge: str


def absolute(endpoint: str, **values: object) -> str:
    """The whole address of a page of this site."""
    return str(current_app.config["BASE_URL"]) + url_for(endpoint, **values)  # type: ignore[arg-type]  # as Flask takes them


def frame(slug: str, language: str, title: str, *, width: int | str = WIDTH, height: int = HEIGHT) -> str:
    """The frame alone, as oEmbed hands it on."""
    src = absolute("data.embed", slug=slug, language=language)
    return _filled(_FRAME, src=src, title=title, width=width, height=height)


def snippets(slug: str, language: str, title: str) -> Snippets:
    """What a publisher copies: works without the script, which only makes the frame as high as its content."""
    script = _filled(_SCRIPT, src=absolute("static", filename="js/embed.js"))
    badge = _filled(
        _BADGE,
        href=absolute("statement.show", slug=slug, locale=language),
        src=absolute("data.count", slug=slug, language=language),
        alt=title,
    )
    return Snippets(f"{frame(slug, language, title, width='100%')}\n{script}", badge)


def oembed_url(page_url: str, form: str) -> str:
    """Where the oEmbed of that page is."""
    return f"{absolute('data.oembed')}?{urlencode({'url': page_url, 'format': form})}"


def _filled(html: str, **values: object) -> str:
    return html.format_map({name: escape(value) for name, value in values.items()})
