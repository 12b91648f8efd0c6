"""What a name looks like, whatever letters it is written with: the skeleton of Unicode Technical Standard #39."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from app.domain.text.lines import capped_marks, is_drawn

_TABLE = Path(__file__).parent / "confusables.tsv"
# Beyond the standard, what a hurried eye takes for one another, once all letters are small.
_ALIKE_TO_THE_EYE = (("vv", "w"), ("i", "l"), ("1", "l"), ("ı", "l"), ("0", "o"), ("rn", "m"))


def skeleton(text: str) -> str:
    """The skeleton of UTS #39: NFD, what is drawn as nothing left out, every letter as what it looks like, NFD."""
    table = _table()
    parts = unicodedata.normalize("NFD", capped_marks(text))
    drawn = "".join(character for character in parts if is_drawn(character))
    return unicodedata.normalize("NFD", drawn.translate(table))


def look(name: str) -> str:
    """What names that look alike share: the letters and figures of the skeleton, in small letters, i, l and 1 as one,
    0 and o, rn and m. Two names with the same skeleton always have the same look.
    """
    small = skeleton(skeleton(name).casefold()).casefold()
    kept = "".join(filter(_is_written, unicodedata.normalize("NFC", small)))
    for seen, as_one in _ALIKE_TO_THE_EYE:
        kept = kept.replace(seen, as_one)
    return kept or skeleton(name)


def _is_written(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


@cache
def _table() -> dict[int, str]:
    """What each letter looks like, by code point; read once."""
    table = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            looks, letters = line.split("\t")
            drawn = "".join(chr(int(code, 16)) for code in looks.split())
            table.update(dict.fromkeys((int(code, 16) for code in letters.split()), drawn))
    return table
