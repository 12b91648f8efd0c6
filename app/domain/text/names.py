"""Names of organisations: what is accepted, which are the same, where they stand in the alphabet."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from anyascii import anyascii

from app.domain.text.lines import InvalidText, clean_line

NAME_LONGEST = 200
NAME_LONGEST_BYTES = 600

# Written as they are after folding: transliterated, lower case, no punctuation.
_LEGAL_FORMS = frozenset(
    """
    ngo ngos cso npo hk ho hkh ev eingetragener verein gug ggmbh gmbh inc incorporated ltd limited llc llp plc corp co
    asbl aisbl vzw ivzw ong oo roo mroo ano nko go bo foa sarl sa srl ry rf sdruzheni zs os ops nno dernegi vakfi
    nongovernmental nonprofit notforprofit
    """.split()
)
_LEGAL_PHRASES = (
    "non governmental organization",
    "non governmental organisation",
    "non profit organization",
    "non profit organisation",
    "public organization",
    "hasarakakan kazmakerpowtyown",
    "obshchestvennaya organizatsiya",
)
_ARTICLES = frozenset({"the", "a", "an", "le", "la", "les", "l", "der", "die", "das", "el", "los", "al"})


def clean_name(value: str) -> str:
    """An organisation's name as it shall be printed. Raises InvalidText."""
    name = clean_line(value, longest=NAME_LONGEST, longest_bytes=NAME_LONGEST_BYTES)
    if "://" in name or "@" in name or "www." in name.casefold():
        raise InvalidText("looks_like_address")
    if name and not any(unicodedata.category(character)[0] in "LN" for character in name):
        raise InvalidText("no_letter")
    return name


@lru_cache(maxsize=4096)
def organisation_key(name: str) -> str:
    """What two spellings of one organisation's name share: letters folded, forms and leading articles dropped."""
    folded = search_key(name)
    words = folded.split()
    text = f" {' '.join(words)} "
    for phrase in _LEGAL_PHRASES:
        text = text.replace(f" {phrase} ", " ")
    kept = [word for word in text.split() if word not in _LEGAL_FORMS]
    if len(kept) > 1 and kept[0] in _ARTICLES:
        kept = kept[1:]
    return " ".join(kept) or folded or unicodedata.normalize("NFKC", name).casefold()


def search_key(text: str) -> str:
    """Text folded for finding: NFKC, lower case, transliterated, punctuation as spaces; nothing is dropped."""
    letters = []
    for character in unicodedata.normalize("NFKC", text).casefold():
        kind = unicodedata.category(character)[0]
        if kind in "LNM":
            letters.append(character)
        elif character not in "'’‘ʼ`´":  # an apostrophe joins: journalists' is journalists
            letters.append(" ")
    return " ".join(anyascii("".join(letters)).casefold().replace("'", "").split())


def sort_name(name: str) -> str:
    """Where the name stands in the register's alphabet: as `search_key`, the name itself where nothing is left."""
    return search_key(name) or unicodedata.normalize("NFKC", name).casefold()
