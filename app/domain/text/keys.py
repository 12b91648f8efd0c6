"""Keys of names: which spellings are one organisation, what a search finds, where a name stands in the alphabet."""

from __future__ import annotations

from functools import lru_cache

from app.domain.text.legal_forms import without_legal_forms
from app.domain.text.words import QUOTES, folded, in_latin, words

_ARTICLES = frozenset("the a an le la les el los las il lo gli der die das het de o os al els az ο η το οι τα".split())
_ARABIC_ARTICLE = "ال"
# Of which some countries write the one for the other where a word ends; the others that are alike are so in Latin, too.
_ONE_YEH = str.maketrans("ى", "ي")
_SHORTEST_ARABIC = 3  # letters of a word; what would leave fewer begins with these two by itself


@lru_cache(maxsize=8192)
def organisation_key(name: str) -> str:
    """What all spellings of one organisation's name share: letters folded, legal forms and a leading article dropped.

    It is empty only for an empty name.
    """
    quoted = any(character in QUOTES for character in name)
    kept = without_legal_forms(words(_without_elision(name).replace("&", " and ").translate(_ONE_YEH)), quoted=quoted)
    if len(kept) > 1 and kept[0] in _ARTICLES:
        kept = kept[1:]
    if kept:
        bare = kept[0].removeprefix(_ARABIC_ARTICLE)
        kept[0] = bare if len(bare) >= _SHORTEST_ARABIC else kept[0]
    return " ".join(map(in_latin, kept)) or folded(name)


def search_key(text: str) -> str:
    """Text folded for finding: words of a name, in any case, quotes or script, have a key that is part of its key."""
    return " ".join(map(in_latin, words(text.translate(_ONE_YEH))))


def sort_name(name: str) -> str:
    """Where the name stands in the register's alphabet: by its letters in Latin script, none of its words dropped."""
    return search_key(name) or folded(name)


def _without_elision(name: str) -> str:
    """The name without a leading l' of French, Italian or Catalan."""
    start = name.lstrip(QUOTES + " ")
    return start[2:] if start[:1] in ("L", "l") and start[1:2] in ("'", "’") else name
