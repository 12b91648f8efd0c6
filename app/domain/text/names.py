"""Names of organisations: what is accepted."""

from __future__ import annotations

import unicodedata

from app.domain.text.lines import InvalidText, clean_line

NAME_LONGEST = 200
NAME_LONGEST_BYTES = 600

# What makes a mail program draw a link. A name such as 350.org is genuine, so a full stop alone is none.
_ADDRESS_PARTS = ("://", "www.", "@")


def clean_name(value: str) -> str:
    """An organisation's name as it shall be printed; "" stays "". Raises InvalidText."""
    name = clean_line(value, longest=NAME_LONGEST, longest_bytes=NAME_LONGEST_BYTES)
    folded = unicodedata.normalize("NFKC", name).casefold()
    if any(part in folded for part in _ADDRESS_PARTS):
        raise InvalidText("looks_like_address")
    if name and not any(unicodedata.category(character)[0] in "LN" for character in name):
        raise InvalidText("no_letter")
    return name
