"""oEmbed 1.0: who pastes the address of a statement somewhere gets the frame that shows it."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response, abort, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.domain.errors import NotFound
from app.domain.statements.queries import current_revision, published
from app.extensions import db
from app.web.caching import answer, as_kept
from app.web.data.blueprint import bp
from app.web.data.speaking import speak
from app.web.embedding import HEIGHT, WIDTH, absolute, frame

KINDS = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
PAGES = ("statement.show", "statement.signatories", "statement.share", "data.embed")
CACHE_AGE = 3600  # seconds; the frame itself is never older than half a minute


@bp.get("/oembed")
def oembed() -> Response:
    """The frame of the statement whose page is at `url`, within `maxwidth` and `maxheight`. 404 for other addresses."""
    kind = request.args.get("format", "json")
    if kind not in KINDS:
        abort(501)
    slug, language = _statement_at(request.args.get("url", ""))
    found = _oembed(slug, language, _at_most("maxwidth", WIDTH), _at_most("maxheight", HEIGHT))
    body = json.dumps(found, ensure_ascii=False).encode() if kind == "json" else _xml(found)
    return answer(as_kept(body), kind=KINDS[kind])


def _oembed(slug: str, asked: str, width: int, height: int) -> dict[str, str | int]:
    statement = published(db.session(), slug)
    language = speak(asked if asked in current_app.config["LOCALES"] else "", statement)
    title = current_revision(db.session(), statement.id).text_in(language).title
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": current_app.config["SITE_NAME"],
        "provider_url": current_app.config["BASE_URL"],
        "title": title,
        "url": absolute("statement.show", slug=slug),
        "html": frame(slug, language, title, width=width, height=height),
        "width": width,
        "height": height,
        "cache_age": CACHE_AGE,
    }


def _statement_at(address: str) -> tuple[str, str]:
    """Slug and language of the page at that address. Raises NotFound for every address that is not this site's."""
    base = urlsplit(current_app.config["BASE_URL"])
    try:
        parts = urlsplit(address)
        routes = current_app.url_map.bind(base.netloc, url_scheme=base.scheme)
        endpoint, values = routes.match(parts.path, method="GET")
    except (ValueError, HTTPException, RequestRedirect):
        raise NotFound(address) from None
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc) or endpoint not in PAGES:
        raise NotFound(address)
    asked = parse_qs(parts.query).get("language", [""])[0]
    return str(values["slug"]), str(values.get("locale", asked))


def _at_most(name: str, usual: int) -> int:
    """The usual size, or less where less is asked for; what is no size is not asked for."""
    asked = request.args.get(name, "")
    size = int(asked[:9]) if asked.isascii() and asked.isdigit() else 0
    return min(usual, size or usual)


def _xml(found: dict[str, str | int]) -> bytes:
    root = Element("oembed")
    for name, value in found.items():
        SubElement(root, name).text = str(value)
    return tostring(root, encoding="utf-8", xml_declaration=True)
