"""Whether an organisation is there already: on the site, or further up in the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.endorsements.models import Endorsement
from app.domain.endorsements.states import LIVE
from app.domain.likeness import NO_ALIASES, Aliases, Likeness, Named, likeness, marks
from app.domain.text import organisation_key

_TOO_COMMON = 200  # who share a mark; it is looked at only where there is no rarer one
_LEAST = 1_000_000 // 120  # what they share is as rare as one mark of so many
_CLOSEST = 8  # by shared marks; only these are compared


@dataclass(frozen=True)
class Known:
    """Somebody who is there: a record of this file, or an endorsement of the statement by its public id."""

    named: Named
    record: int = 0
    signatory: str = ""
    is_live: bool = True

    @property
    def as_json(self) -> dict[str, object]:
        """What `same_as` says."""
        if self.record:
            return {"record": self.record}
        return {"signatory": self.signatory, "organisation": self.named.organisation}


class Register:
    """All who are known so far, found by the marks of their names."""

    def __init__(self, aliases: Aliases = NO_ALIASES) -> None:
        self._aliases = aliases
        self._known: list[Known] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_mark: dict[str, list[int]] = defaultdict(list)

    def add(self, known: Known, *, by_name_alone: bool = False) -> None:
        """From now on others are compared with it, too; `by_name_alone`: only to find out whether they are the same."""
        place = len(self._known)
        self._known.append(known)
        self._by_key[organisation_key(known.named.organisation)].append(place)
        for mark in () if by_name_alone else _marks(known.named):
            self._by_mark[mark].append(place)

    def same(self, named: Named) -> list[Known]:
        """Those whose name is the same but for spelling; those on the site first."""
        return [self._known[place] for place in self._by_key[organisation_key(named.organisation)]]

    def alike(self, named: Named) -> tuple[Known, Likeness] | None:
        """The one that a moderator would most want to see beside it, or None."""
        joined = self._aliases.joined_with(organisation_key(named.organisation))
        shared = Counter({place: 1_000_000 for key in joined for place in self._by_key.get(key, ())})
        found_by = sorted((self._by_mark.get(mark, []) for mark in _marks(named)), key=len)
        for places in found_by:
            if shared and len(places) > _TOO_COMMON:
                break
            for place in places:
                shared[place] += 1_000_000 // len(places)
        best: tuple[Known, Likeness] | None = None
        for place, weight in shared.most_common(_CLOSEST):
            if weight < _LEAST:
                break
            known = self._known[place]
            found = likeness(named, known.named, aliases=self._aliases)
            if found is not None and (best is None or found.score > best[1].score):
                best = known, found
        return best


@lru_cache(maxsize=4)
def _marks(named: Named) -> frozenset[str]:
    """The marks of one who is looked for and then added."""
    return marks(named)


def everybody_on(session: Session, statement_id: int) -> list[Known]:
    """Every endorsement of the statement, those that stand first."""
    rows = session.scalars(
        sa.select(Endorsement).where(Endorsement.statement_id == statement_id).order_by(Endorsement.id)
    )
    known = [Known(_named(row), signatory=row.public_id, is_live=row.state in LIVE) for row in rows]
    return sorted(known, key=lambda one: not one.is_live)


def _named(row: Endorsement) -> Named:
    return Named(
        organisation=row.organisation,
        country=row.country or "",
        organisation_latin=row.organisation_latin,
        also_known_as=row.also_known_as,
        website=row.website,
        email=row.email or "",
    )
