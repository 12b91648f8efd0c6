"""In which language each of a list is to be written to, where the list says so."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale

from app.imports.columns import Columns
from app.imports.headings import folded_words
from app.imports.sheet import Record

_HEADINGS = "language languages lang locale langue idioma sprache lingua язык мова լեզու لغة اللغة ენა dil język"
_WORDS = frozenset(word for heading in _HEADINGS.split() for word in folded_words(heading))


class Languages:
    """The languages of the site, by every word that people write for them."""

    def __init__(self, locales: Sequence[str]) -> None:
        self._by_word = {}
        for code in locales:
            locale = Locale.parse(code, sep="-")
            names = [locale.get_display_name(Locale.parse(other, sep="-")) for other in locales]
            for word in (code, code.replace("-", "_"), *filter(None, names), locale.get_display_name(locale)):
                self._by_word[(word or "").casefold()] = code

    def of(self, text: str) -> str | None:
        """The code, or None where this is no language of the site."""
        return self._by_word.get(text.strip().casefold())


def language_column(columns: Columns) -> int | None:
    """The column whose heading says that it is the language."""
    for place, label in enumerate(columns.labels):
        if (words := folded_words(label)) and len(words) <= 3 and _WORDS.intersection(words):
            return place
    return None


def language_in(record: Record, column: int | None, languages: Languages) -> str | None:
    """What this record says, or None where it says nothing that is a language of the site."""
    return languages.of(record.cell(column).text) if column is not None else None
