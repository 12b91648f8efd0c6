"""Countries by ISO 3166-1 alpha-2, named (by CLDR) and sorted as the reader's language does."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel import Locale

from app.domain.text.collation import collation_key, collation_of
from app.domain.text.countries import country_codes


@cache
def country_choices(locale: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, in the order of the reader's language."""
    return tuple(by_name(country_codes(), locale))


def by_name(codes: Iterable[str], locale: str) -> list[tuple[str, str]]:
    """(code, name) of these countries, in the order of the reader's language."""
    collation = collation_of(locale)
    named = [(code, country_name(code, locale)) for code in codes]
    return sorted(named, key=lambda pair: collation_key(pair[1], collation))


def country_name(code: str | None, locale: str) -> str:
    """The country's name in that language; the code itself where CLDR has none, "" for None."""
    if code is None:
        return ""
    return str(Locale.parse(locale, sep="-").territories.get(code, code))
