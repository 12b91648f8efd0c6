"""Reading that takes exactly one spelling of each value: what would be written differently is refused."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error
from typing import Any

MOST_DIGITS = 18  # of a number of leaves; more would be no ledger of ours


class Malformed(ValueError):
    """It is not what it should be, in shape or in what it proves; the message says where, in plain words."""


def canonical(value: Any) -> bytes:
    """RFC 8785. With ASCII keys and no floats `json` with sorted keys and no spaces writes the same."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def from_canonical(content: bytes, what: str) -> Any:
    """The value, if this is how it is written canonically. Raises Malformed."""
    try:
        value = json.loads(content)
        if canonical(value) == content:
            return value
    except (ValueError, RecursionError):
        pass
    raise Malformed(f"{what} is not canonical JSON")


def base64(content: bytes) -> str:
    """RFC 4648, section 4, with padding."""
    return b64encode(content).decode()


def from_base64(text: str, what: str, *, size: int | None = None) -> bytes:
    """The bytes, of this size where one is given. Raises Malformed, for spare bits at the end too."""
    try:
        content = b64decode(text.encode("ascii"), validate=True)
    except (Error, ValueError):
        raise Malformed(f"{what} is not base64") from None
    if base64(content) != text or (size is not None and len(content) != size):
        raise Malformed(f"{what} is not base64 of the right length")
    return content


def from_hex(text: Any, what: str, *, size: int) -> bytes:
    """The bytes of so many lower-case hexadecimal pairs. Raises Malformed."""
    try:
        content = bytes.fromhex(text)
    except (TypeError, ValueError):
        raise Malformed(f"{what} is not hexadecimal") from None
    if len(content) != size or content.hex() != text:
        raise Malformed(f"{what} is not hexadecimal of the right length")
    return content


def from_decimal(text: str, what: str) -> int:
    """The number, written without a sign, a zero in front or any other sort of digits. Raises Malformed."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS) or str(int(text)) != text:
        raise Malformed(f"{what} is not a number")
    return int(text)
