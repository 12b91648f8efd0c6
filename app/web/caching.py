"""Pages that were made before: kept in each worker under what they were made of, sent with an ETag, compressed once."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import sha256
from threading import Lock
from typing import NamedTuple

from flask import Response, current_app, request

MOST_PAGES = 256
MOST_BYTES = 16 * 1024 * 1024
HTML = "text/html; charset=utf-8"


class Kept(NamedTuple):
    """One page, as it is and compressed, named by its content."""

    body: bytes
    zipped: bytes
    tag: str  # 128 bits of SHA-256 in hex


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
        if _size(page) > self._most_bytes:
            return
        with self._lock:
            replaced = self._pages.pop(key, None)
            self._bytes += _size(page) - (_size(replaced) if replaced else 0)
            self._pages[key] = page
            while len(self._pages) > self._most_pages or self._bytes > self._most_bytes:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= _size(gone)

    def __len__(self) -> int:
        return len(self._pages)


def kept_page(key: Hashable | None, make: Callable[[], str], *, kind: str = HTML, vary: str = "") -> Response:
    """The page kept under this key, else made now and kept; a key of None keeps nothing.

    Answered with 304 where the reader has it already, compressed where the reader can read that.
    """
    if key is None:
        return answer(as_kept(make().encode()), kind=kind, vary=vary)
    pages = _pages()
    page = pages.get(key)
    if page is None:
        page = as_kept(make().encode())
        pages.keep(key, page)
    return answer(page, kind=kind, vary=vary)


def as_kept(body: bytes) -> Kept:
    """These bytes, compressed and named."""
    return Kept(body, gzip.compress(body, mtime=0), sha256(body).hexdigest()[:32])


def answer(page: Kept, *, kind: str = HTML, vary: str = "") -> Response:
    """The page as the reader wants it. Each encoding has a strong ETag of its own; either is known again."""
    environ = request.environ
    zips = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") and request.accept_encodings["gzip"] > 0
    headers = {
        "ETag": f'"{page.tag}-gzip"' if zips else f'"{page.tag}"',
        "Vary": f"Accept-Encoding, {vary}" if vary else "Accept-Encoding",
    }
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None and (page.tag in known or known.strip() == "*"):
        response = Response(status=304, headers=headers)
        del response.headers["Content-Type"]
        return response
    headers["Content-Type"] = kind
    if zips:
        headers["Content-Encoding"] = "gzip"
    return Response(page.zipped if zips else page.body, headers=headers)


def _pages() -> Pages:
    extensions = current_app.extensions
    if "pages" not in extensions:
        extensions.setdefault("pages", Pages())
    pages: Pages = extensions["pages"]
    return pages


def _size(page: Kept) -> int:
    return len(page.body) + len(page.zipped)
