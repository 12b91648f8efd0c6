"""Whom a press release names, of all who have signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from sqlalchemy.orm import Session

from app.domain.endorsements.numbers import countries_listed
from app.domain.endorsements.queries import PublicSignatory, public_register

MOST_NAMED = 5
_READ = 50  # founding signatories that are looked at


def named_for_the_press(
    session: Session, statement_id: int, *, collation: str = "root", most: int = MOST_NAMED
) -> Sequence[PublicSignatory]:
    """Those whom everybody would name: founding ones first, then one from each country, the largest first.

    The same register names the same ones; nobody chooses.
    """
    first = public_register(session, statement_id, most=_READ, collation=collation)
    founders = [one for one in first if one.founding]
    named: dict[str, PublicSignatory] = {}
    there = {one.country for one in founders}
    elsewhere = (code for code, _ in countries_listed(session, statement_id) if code not in there)
    from_elsewhere = (one for code in elsewhere for one in public_register(session, statement_id, country=code, most=1))
    for one in chain(_country_by_country(founders), from_elsewhere, _country_by_country(first)):
        named.setdefault(one.cursor, one)
        if len(named) == most:
            break
    return list(named.values())


def _country_by_country(signatories: Iterable[PublicSignatory]) -> Iterator[PublicSignatory]:
    """One of each country in turn, in their order, until all are named."""
    countries: dict[str | None, list[PublicSignatory]] = {}
    for one in signatories:
        countries.setdefault(one.country, []).append(one)
    for turn in zip_longest(*countries.values()):
        yield from (one for one in turn if one is not None)
