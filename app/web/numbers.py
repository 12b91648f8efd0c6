"""The register as two small pictures, each with its numbers in words: where they come from, how it grew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from sqlalchemy.orm import Session

from app.domain.endorsements.numbers import countries_listed, listed_by_day
from app.web.countries import country_name

MOST_COUNTRIES = 8
WIDTH, HEIGHT = 100, 30  # of the line, in its own units


@dataclass(frozen=True)
class Bar:
    """A country, how many organisations it has, and how long its bar is, of 100."""

    name: str
    number: int
    length: float


@dataclass(frozen=True)
class Growth:
    """How many there were on the first and on the last day, and the line between."""

    since: date
    until: date
    first: int
    last: int
    line: str


@dataclass(frozen=True)
class Numbers:
    """What is worth a picture: nothing where all come from one country, or on one day."""

    bars: Sequence[Bar]
    others: int  # countries without a bar
    growth: Growth | None


def numbers(session: Session, statement_id: int | None, locale: str) -> Numbers:
    """The pictures of one statement's register, or of all of them together."""
    listed = countries_listed(session, statement_id)
    most = listed[0][1] if listed else 1
    bars = [Bar(country_name(code, locale), number, round(100 * number / most, 1)) for code, number in listed]
    shown = bars[:MOST_COUNTRIES] if len(bars) > 1 else []
    return Numbers(shown, len(bars) - len(shown), _growth(listed_by_day(session, statement_id)))


def _growth(days: Sequence[tuple[date, int]]) -> Growth | None:
    if len(days) < 2:
        return None
    totals = list(accumulate(number for _, number in days))
    (since, first), (until, _) = days[0], days[-1]
    span = (until - since).days
    points = [
        f"{WIDTH * (day - since).days / span:.1f},{HEIGHT - HEIGHT * total / totals[-1]:.1f}"
        for (day, _), total in zip(days, totals, strict=True)
    ]
    return Growth(since, until, first, totals[-1], " ".join(points))
