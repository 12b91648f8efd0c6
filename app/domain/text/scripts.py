"""Which alphabets a text is written in, and where one word mixes them."""

from __future__ import annotations

import unicodedata

# Alphabets that have letters drawn alike. No registry lets a name mix them, so no honest domain does.
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE", "LISU"})


def mixes_scripts(word: str) -> bool:
    """Whether one word mixes alphabets whose letters look alike."""
    return not word.isascii() and len(scripts(word) & _ALIKE) > 1


def scripts(text: str) -> frozenset[str]:
    """The scripts of its letters, as Unicode names them in capitals."""
    letters = (letter for letter in text if unicodedata.category(letter)[0] == "L")
    return frozenset(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)


def mixed_words(text: str) -> tuple[str, ...]:
    """The words that mix alphabets whose letters look alike; a word is what no space, sign or figure parts."""
    composed = unicodedata.normalize("NFKC", text)
    parted = "".join(letter if unicodedata.category(letter)[0] in "LM" else " " for letter in composed)
    return tuple(word for word in parted.split() if mixes_scripts(word))
