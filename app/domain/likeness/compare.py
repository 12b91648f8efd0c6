"""Two organisations side by side."""

from __future__ import annotations

from rapidfuzz import fuzz

from app.domain.likeness.named import NO_ALIASES, Aliases, Ground, Likeness, Named
from app.domain.text import organisation_key

_ALIKE = 85


def likeness(a: Named, b: Named, *, aliases: Aliases = NO_ALIASES) -> Likeness | None:
    """How alike the two are, or None where nobody would want to see the one beside the other."""
    one, other = organisation_key(a.organisation), organisation_key(b.organisation)
    if aliases.keeps_apart(one, other):
        return None
    if one == other:
        return Likeness(100, (Ground.SAME_KEY,), {Ground.SAME_KEY: one})
    if aliases.joins(one, other):
        return Likeness(98, (Ground.JOINED,), {Ground.JOINED: other})
    score = int(fuzz.token_sort_ratio(one, other))
    if score < _ALIKE:
        return None
    ground = Ground.WORD_ORDER if sorted(one.split()) == sorted(other.split()) else Ground.SPELLING
    return Likeness(score, (ground,), {ground: other})
