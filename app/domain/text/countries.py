"""Which countries there are."""

from __future__ import annotations

from functools import cache

from babel import Locale

# What CLDR names beside ISO 3166-1: groupings, private-use codes, and islands that have only reserved codes.
_NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


@cache
def country_codes() -> frozenset[str]:
    """Every code that is accepted: ISO 3166-1, and XK, which Kosovo's organisations use."""
    territories = map(str, Locale("en").territories)
    return frozenset(code for code in territories if len(code) == 2 and code.isalpha() and code not in _NOT_ISO)
