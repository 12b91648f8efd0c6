"""Which alphabets a word mixes."""

from __future__ import annotations

import unicodedata

# Alphabets that have letters drawn alike. No registry lets a name mix them, so no honest domain does.
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE", "LISU"})


def mixes_scripts(word: str) -> bool:
    """Whether one word mixes alphabets whose letters look alike."""
    found = {unicodedata.name(character, "").partition(" ")[0] for character in word}
    return len(found & _ALIKE) > 1
