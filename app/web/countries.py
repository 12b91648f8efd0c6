"""Countries by ISO 3166-1 alpha-2, named and sorted as the reader's language does (CLDR names, Unicode collation)."""

from __future__ import annotations

from functools import cache

from babel import Locale
from pyuca import Collator

from app.domain.text.countries import country_codes


@cache
def country_choices(locale: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, in the order of the reader's language."""
    named = [(code, country_name(code, locale)) for code in country_codes()]
    sort_key = Collator().sort_key
    return tuple(sorted(named, key=lambda pair: sort_key(pair[1])))


def country_name(code: str | None, locale: str) -> str:
    """The country's name in that language; the code itself where CLDR has none, "" for None."""
    if code is None:
        return ""
    return str(Locale.parse(locale, sep="-").territories.get(code, code))
