"""Letters that are drawn alike: what the eye takes a name for."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from app.domain.text.words import words

_TABLE = Path(__file__).with_suffix(".tsv")
# What the table has not, for it knows letters only: figures and signs written for letters in the middle of a word, and
# letters that stand so close that they seem to be one.
_FIGURES = str.maketrans({"$": "s", "@": "a", "3": "e", "5": "s", "€": "e"})
_CLOSE = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def drawn(name: str) -> str:
    """What the eye sees: equal for two names that are drawn alike. Spaces, punctuation and accents are not compared."""
    seen = unicodedata.normalize("NFKC", name.translate(_alike())).translate(_alike())
    letters = "".join(word.translate(_FIGURES) if any(map(str.isalpha, word)) else word for word in words(seen))
    # Small letters only now: it is the capital I that resembles l. What casefolding made is looked at once more.
    plain = unicodedata.normalize("NFD", letters).translate(_alike()).casefold()
    plain = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "M").replace("i", "l")
    for close, one in _CLOSE:
        plain = plain.replace(close, one)
    return plain


@cache
def _alike() -> dict[int, str]:
    """Every letter with that which it resembles."""
    table = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        resembled, tab, letters = line.partition("\t")
        if tab:
            table.update(dict.fromkeys(map(ord, letters), resembled))
    return table
