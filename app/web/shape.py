"""What a request may look like at all: a short address, whole UTF-8, nothing that no database or page could hold."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from flask import abort, request

LONGEST = 4096  # bytes of path and query together
FORM = "application/x-www-form-urlencoded"


def refuse_broken_request() -> None:
    """Abort with 414 or 400. Werkzeug would put other characters in the place of broken ones, and go on."""
    path = request.environ.get("PATH_INFO", "").encode("latin-1", errors="replace")
    if len(path) + len(request.query_string) > LONGEST:
        abort(414)
    for part in (path, request.query_string, unquote_to_bytes(request.query_string)):
        text = _decoded(part)
        if any(map(_is_broken, text)):
            abort(400)
    if request.mimetype == FORM:
        _decoded(unquote_to_bytes(request.get_data()))  # kept, so that the form is read from it


def _is_broken(character: str) -> bool:
    """Controls, noncharacters and what was put in the place of a damaged one: no page may hold them."""
    if character.isprintable():
        return character == "\ufffd"
    noncharacter = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
    return noncharacter or character < " " or "\x7f" <= character <= "\x9f"


def _decoded(part: bytes) -> str:
    try:
        return part.decode()
    except UnicodeDecodeError:
        abort(400)
