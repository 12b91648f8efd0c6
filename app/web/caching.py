"""Pages that were made before: kept in each worker under what they were made of, sent with an ETag, compressed once."""

from __future__ import annotations

import gzip
import math
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from flask import Flask, Response, current_app, request
from werkzeug.datastructures import Accept, Headers
from werkzeug.http import parse_accept_header

from app.domain.statements.snapshot import Snapshot

MOST_PAGES = 256
MOST_BYTES = 16 * 1024 * 1024
MOST_FACTS = 64
HTML = "text/html; charset=utf-8"
SOON = 60  # seconds: the longest that a cache may keep an answer (app/web/headers.py)
KNOWN_AS = "undersigned.known_as"  # in the environ: what the answer was made of (app/web/warm.py reads it)


T = TypeVar("T")


class Kept(NamedTuple):
    """One page, as it is and compressed, named by its content."""

    body: bytes
    zipped: bytes
    tag: str  # 128 bits of SHA-256 in hex

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return len(self.body) + len(self.zipped)


class KnownAs(NamedTuple):
    """Of which statement a kept page tells, as it was when the page was made, and the key it is kept under."""

    slug: str
    seen: Snapshot
    key: Hashable


class Pages:
    """The pages of one worker; what was not asked for the longest goes first."""

    def __init__(self, most_pages: int = MOST_PAGES, most_bytes: int = MOST_BYTES) -> None:
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._most_pages, self._most_bytes = most_pages, most_bytes
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        """The page kept under this key."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: Kept) -> None:
        """Keep it, and let others go until all fit; one that never could is not kept."""
        if page.size > self._most_bytes:
            return
        with self._lock:
            replaced = self._pages.pop(key, None)
            self._bytes += page.size - (replaced.size if replaced else 0)
            self._pages[key] = page
            while len(self._pages) > self._most_pages or self._bytes > self._most_bytes:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= gone.size

    def __len__(self) -> int:
        return len(self._pages)


def init_caching(app: Flask) -> None:
    """Each application keeps pages and facts of its own."""
    app.extensions["pages"] = Pages()
    app.extensions["facts"] = OrderedDict()


def statement_page(
    slug: str, seen: Snapshot, key: tuple[Hashable, ...], make: Callable[[], str | bytes], *, kind: str = HTML
) -> Response:
    """A page about one statement, made once for each state of it that readers can see."""
    known_as = KnownAs(slug, seen, (request.endpoint, *key, seen))
    request.environ[KNOWN_AS] = known_as
    response = kept_page(known_as.key, make, kind=kind)
    left = seconds_left(seen)
    if left < SOON:
        response.headers["Cache-Control"] = f"public, max-age={int(left)}"
    return response


def seconds_left(seen: Snapshot) -> float:
    """How long a page made of this stays true by itself: what others keep of it must not outlive that."""
    return math.inf if seen.until is None else max(0.0, (seen.until - datetime.now(UTC)).total_seconds())


def kept_page(key: Hashable, make: Callable[[], str | bytes], *, kind: str = HTML, vary: str = "") -> Response:
    """The page kept under this key, else made now and kept."""
    pages: Pages = current_app.extensions["pages"]
    page = pages.get(key)
    if page is None:
        made = make()
        page = as_kept(made if isinstance(made, bytes) else made.encode())
        pages.keep(key, page)
    return answer(page, kind=kind, vary=vary)


def kept_fact(key: Hashable, make: Callable[[], T]) -> T:
    """What is dear to find out, small, and the same as long as its key is."""
    facts: OrderedDict[Hashable, T] = current_app.extensions["facts"]
    try:
        return facts[key]
    except KeyError:
        facts[key] = found = make()
    while len(facts) > MOST_FACTS:
        facts.popitem(last=False)
    return found


def known_fact(key: Hashable) -> Any:
    """What was found out under this key; None where nothing was, or it was forgotten."""
    return current_app.extensions["facts"].get(key)


def as_kept(body: bytes) -> Kept:
    """These bytes, compressed and named."""
    return Kept(body, gzip.compress(body, mtime=0), sha256(body).hexdigest()[:32])


def answer(page: Kept, *, kind: str = HTML, vary: str = "") -> Response:
    """The page as this reader wants it: 304 where the reader has it, compressed where the reader can read that.

    Each encoding has a strong ETag of its own; either is known again.
    """
    zips = wants_zip(request.environ)
    headers = Headers({"ETag": f'"{page.tag}-gzip"' if zips else f'"{page.tag}"', "Vary": "Accept-Encoding"})
    if vary:
        headers["Vary"] = f"Accept-Encoding, {vary}"
    if is_known(request.environ, page.tag):
        return not_modified(headers)
    headers["Content-Type"] = kind
    if zips:
        headers["Content-Encoding"] = "gzip"
    return Response(page.zipped if zips else page.body, headers=headers)


def not_modified(headers: Headers) -> Response:
    """What the reader has is what it would get."""
    response = Response(status=304, headers=headers)
    del response.headers["Content-Type"]
    return response


def wants_zip(environ: dict[str, Any]) -> bool:
    """Whether the reader can read gzip, and does not refuse it."""
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    if "gzip" not in accepted:
        return False
    return ";" not in accepted or parse_accept_header(accepted, Accept).quality("gzip") > 0


def is_known(environ: dict[str, Any], tag: str) -> bool:
    """Whether the reader says that it has what is named so, in whatever encoding."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    return known is not None and (tag in known or known.strip() == "*")
