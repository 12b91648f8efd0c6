"""A word as comparison sees it: in its own script, spelt the plainest way; and how it sounds, in whatever script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.domain.text.words import folded, in_latin

_LAST_LATIN = "ʯ"
_VIETNAMESE = ("Ḁ", "ỿ")
# Scripts whose marks are no vowels of their own, so that a word without them is the same word.
_BARE = (("\u0300", "\u05ff"), ("\u0600", "\u06ff"), ("\u1f00", "\u1fff"))
_PLAINER = str.maketrans(
    {"ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ھ": "ه", "ہ": "ه", "ە": "ه", "ـ": None}
    | dict(zip("ךםןףץ", "כמנפצ", strict=True))
    | {"է": "ե", "օ": "ո", "ґ": "г", "є": "е", "ў": "у"}
)
_REFORMED = (
    ("իւն", "յուն"),
    ("եան", "յան"),
    ("եա", "յա"),
    ("ութեան", "ության"),
)  # Armenian, as it was spelt before 1922


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """The word in its own script without accents, in the one spelling that its variants share."""
    if is_latin(word):
        return in_latin(word)
    bare = unicodedata.normalize("NFD", folded(word))
    bare = "".join(letter for letter in bare if not _is_mark_to_drop(letter)).translate(_PLAINER)
    if "\u0531" <= bare[:1] <= "\u0587":
        for old, new in _REFORMED:
            bare = bare.replace(old, new)
    return unicodedata.normalize("NFC", bare) or word


def is_latin(word: str) -> bool:
    """Whether the word is in Latin letters, with accents or without, or in figures."""
    last = max(word, default="")
    return last <= _LAST_LATIN or _VIETNAMESE[0] <= last <= _VIETNAMESE[1]


def script(word: str) -> str:
    """Which script the word begins in, such as ARMENIAN."""
    return "LATIN" if is_latin(word) else unicodedata.name(word[:1], "").partition(" ")[0]


def is_unspaced(word: str) -> bool:
    """Whether the word is in a script that parts no words, or parts them as it likes: Chinese, Japanese, Korean."""
    return "\u3040" <= word[:1] <= "\ud7ff" or "\u0e00" <= word[:1] <= "\u0eff"


def unvowelled(word: str) -> bool:
    """Whether the word is in a script that leaves out vowels."""
    return "\u0590" <= word[:1] <= "\u08ff"


def half_vowelled(word: str) -> bool:
    """Whether the word is in a script of India, whose unwritten vowels are lost in Latin letters."""
    return "\u0900" <= word[:1] <= "\u0dff"


def _is_mark_to_drop(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn" and any(first <= letter <= last for first, last in _BARE)


# How letters of many ways to write one sound become one; the longest first.
_SOUNDS = [
    ("shch", "s"), ("stsch", "s"), ("schtsch", "s"), ("tsch", "c"), ("dsch", "c"), ("tch", "c"), ("sch", "s"),
    ("dzh", "c"), ("dj", "c"), ("zh", "z"), ("sh", "s"), ("sz", "s"), ("cz", "c"), ("ch", "c"), ("tz", "c"),
    ("ts", "c"), ("dz", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"),
    ("qu", "k"), ("ks", "x"), ("ue", "u"), ("ew", "u"), ("oy", "u"), ("oe", "o"), ("ae", "a"), ("ou", "u"), ("ow", "u"),
    ("oo", "u"), ("ee", "i"), ("ie", "e"), ("iy", "i"), ("yy", "i"), ("ye", "e"), ("yo", "o"), ("jo", "o"), ("io", "o"),
    ("ya", "a"), ("ja", "a"), ("ia", "a"), ("yu", "u"), ("ju", "u"), ("iu", "u"), ("ij", "i"), ("yi", "i"),
    ("ji", "i"), ("je", "e"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "c"),
]  # fmt: skip
_SOUND = re.compile("|".join(written for written, _ in _SOUNDS))
_ONE_SOUND = dict(_SOUNDS)
_TWICE = re.compile(r"(.)\1+")
_VOWELS = "aeiou"
# Sounds that one language hears as another's: Western Armenian changes b with p, Arabic has no p, Spanish no v.
_CLASSES = str.maketrans({"b": "p", "d": "t", "g": "k", "v": "f", "z": "s", "c": "s", "x": "s"})
# In Hebrew and Arabic one letter is b or v, another p or f, and those for v, w and y are vowels as often.
_UNVOWELLED = str.maketrans(dict.fromkeys("ويוי") | {"ב": "b", "פ": "p", "כ": "k"})
_ABJAD = str.maketrans({"f": "p", "v": None, "w": None, "y": None})
_SHORTEST_FEMININE = 3  # letters
_HARD_C = re.compile(r"c(?=[aou]|[^aeiouyhkz]|$)")


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """How the word sounds, roughly: in a few Latin letters, one for each sound."""
    latin = in_latin(word.replace("ու", "u"))
    return _heard(_HARD_C.sub("k", latin) if is_latin(word) else latin)


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The consonants of the word by class, with an a before them where it begins with a vowel."""
    heard = sound(word).translate(_CLASSES)
    return ("a" if heard[:1] in _VOWELS else "") + _consonants(heard)


@lru_cache(maxsize=20_000)
def abjad_skeleton(word: str, *, voiced: bool = False) -> str:
    """The consonants that a script without vowels would write, whichever script this is. `voiced`: a v is a letter."""
    latin = in_latin(word.translate(_UNVOWELLED) or word)
    if voiced:
        latin = latin.replace("v", "b")
    if len(word) > _SHORTEST_FEMININE and word.endswith(("ه", "ah")):
        latin = latin.removesuffix("h")
    heard = _heard((_HARD_C.sub("k", latin) if is_latin(word) else latin).translate(_ABJAD))
    return _consonants(heard.translate(_CLASSES).replace("f", "p"))


def _heard(latin: str) -> str:
    return _TWICE.sub(r"\1", _SOUND.sub(lambda found: _ONE_SOUND[found[0]], latin))


def _consonants(heard: str) -> str:
    return _TWICE.sub(r"\1", "".join(letter for letter in heard if letter not in _VOWELS))
