"""Marks for an index: what two alike names nearly always share, and two others seldom."""

from __future__ import annotations

from app.domain.likeness.named import Named
from app.domain.text import organisation_key

MOST_MARKS = 24
_SHORTEST_WORD = 3


def marks(named: Named) -> frozenset[str]:
    """At most MOST_MARKS short strings; two alike organisations share one. The rarer a mark, the more it says."""
    names = (named.organisation, named.organisation_latin)
    keys = [organisation_key(name) for name in names if name]
    found = [f"={key}"[:64] for key in keys]
    found += [word[:64] for key in keys for word in key.split() if len(word) >= _SHORTEST_WORD]
    found += ["^" + "".join(word[0] for word in key.split()) for key in keys if len(key.split()) > 1]
    return frozenset(list(dict.fromkeys(found))[:MOST_MARKS])
