"""Which alphabets a word mixes."""

from __future__ import annotations

import unicodedata

_CONFUSABLE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")


def mixes_scripts(word: str) -> bool:
    """Whether one word mixes alphabets whose letters look alike, as no honest domain does."""
    found = set()
    for character in word:
        name = unicodedata.name(character, "")
        found |= {script for script in _CONFUSABLE if name.startswith(script + " ")}
    return len(found) > 1
