"""The words of a text as comparison sees them: small letters, no punctuation, and in Latin script where wanted."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

from app.domain.text.lines import capped_marks

QUOTES = '"“”„‟«»‹›「」『』〝〞〟״'
APOSTROPHES = "'‘’‚‛`´ʹʻʼʽˈ′՚׳"
_STOPS_WITHIN = ".·・։՛՜՞"  # U.N. is UN, Col·legi is Collegi; Armenian marks stand in the middle of a word
_SIGNS = "™®©℠"
# Deleted, so that what they stand in stays one word; all other punctuation parts two words.
_DELETED: dict[int, str | None] = dict.fromkeys(map(ord, QUOTES + APOSTROPHES + _STOPS_WITHIN + _SIGNS))
_ELLIPSES: dict[int, str | None] = dict.fromkeys(map(ord, "…‥"), " ")  # which NFKC would write as full stops

_ASCII: dict[int, str | None] = {
    code: None if code in _DELETED else " " for code in range(128) if not chr(code).isalnum()
}
_VOWEL_POINTS = (("\u0591", "\u05c7"), ("\u064b", "\u065f"), ("\u0670", "\u0670"))  # Hebrew and Arabic; few type them


def words(text: str) -> list[str]:
    """The words in their own script, folded, without punctuation; each has a letter or a figure in it."""
    if text.isascii():
        return text.translate(_ASCII).lower().split()
    kept = []
    for character in folded(text.translate(_DELETED | _ELLIPSES)).translate(_DELETED):
        kind = unicodedata.category(character)
        if kind[0] in "LN" or (kind[0] == "M" and not _is_vowel_point(character)):
            kept.append(character)
        elif kind[0] != "M" and kind != "Cf":  # a joiner parts nothing
            kept.append(" ")
    return [word for word in "".join(kept).split() if any(unicodedata.category(letter)[0] != "M" for letter in word)]


def spelled(text: str) -> str:
    """The words in their own letters, small and capital, without punctuation, signs and vowel points."""
    kept = []
    for character in unicodedata.normalize("NFC", text.translate(_DELETED | _ELLIPSES)):
        kind = unicodedata.category(character)
        if kind[0] in "LN" or (kind[0] == "M" and not _is_vowel_point(character)):
            kept.append(character)
        elif kind[0] != "M" and kind != "Cf":
            kept.append(" ")
    return " ".join("".join(kept).split())


def folded(text: str) -> str:
    """NFKC in small letters. Casefolding can undo NFKC, so that is done again."""
    small = unicodedata.normalize("NFKC", capped_marks(text)).casefold()
    return unicodedata.normalize("NFKC", capped_marks(small))


@lru_cache(maxsize=1 << 15)
def in_latin(word: str) -> str:
    """The word in Latin letters; itself where its script has no transliteration."""
    return "".join(filter(str.isalnum, anyascii(word).casefold())) or word


def _is_vowel_point(mark: str) -> bool:
    return any(first <= mark <= last for first, last in _VOWEL_POINTS)
