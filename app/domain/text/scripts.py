"""Which alphabets a text is written in, and where one word mixes them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

# Alphabets that have letters drawn alike. No registry lets a name mix them, so no honest domain does.
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE", "LISU"})


def mixes_scripts(word: str) -> bool:
    """Whether one word mixes alphabets whose letters look alike."""
    return not word.isascii() and len(scripts(word) & _ALIKE) > 1


# ISO 15924 for what Unicode's names of letters begin with: the scripts that a language of the site may have.
_CODES = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn", "ARABIC": "Arab", "GREEK": "Grek", "HEBREW": "Hebr",
    "GEORGIAN": "Geor", "DEVANAGARI": "Deva", "BENGALI": "Beng", "TAMIL": "Taml", "THAI": "Thai", "ETHIOPIC": "Ethi",
    "CJK": "Hani", "HANGUL": "Kore", "HIRAGANA": "Jpan", "KATAKANA": "Jpan",
}  # fmt: skip


def main_script(text: str) -> str:
    """The script of most of its letters, as ISO 15924 writes it; "" where it has none that we know."""
    found = Counter(_CODES.get(unicodedata.name(letter, "").partition(" ")[0], "") for letter in _letters(text))
    return found.most_common(1)[0][0] if found else ""


def scripts(text: str) -> frozenset[str]:
    """The scripts of its letters, as Unicode names them in capitals."""
    return frozenset(unicodedata.name(letter, "").partition(" ")[0] for letter in _letters(text))


def _letters(text: str) -> Iterator[str]:
    return (letter for letter in text if unicodedata.category(letter)[0] == "L")


def mixed_words(text: str) -> tuple[str, ...]:
    """The words that mix alphabets whose letters look alike; a word is what no space, sign or figure parts."""
    composed = unicodedata.normalize("NFKC", text)
    parted = "".join(letter if unicodedata.category(letter)[0] in "LM" else " " for letter in composed)
    return tuple(word for word in parted.split() if mixes_scripts(word))
