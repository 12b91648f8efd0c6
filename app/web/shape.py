"""What an address may look like at all: short enough, whole UTF-8, no NUL. Others are answered with 400 or 414."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from flask import abort, request

LONGEST = 4096  # bytes of path and query together


def refuse_broken_address() -> None:
    """Abort where the path or the query is not text that a database or a page could hold."""
    raw_query = request.query_string
    if len(raw_query) + len(request.environ.get("PATH_INFO", "")) > LONGEST:
        abort(414)
    path = request.environ.get("PATH_INFO", "").encode("latin-1", errors="replace")
    for part in (path, raw_query, unquote_to_bytes(raw_query)):
        try:
            text = part.decode("utf-8")
        except UnicodeDecodeError:
            abort(400)
        if any(character < " " or character == "\x7f" for character in text):
            abort(400)
