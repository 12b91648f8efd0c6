"""Moments as people of a place say them: a local time in a named zone of the IANA database. Nothing is guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from app.domain.errors import DomainError

NO_PLACE = "UTC"  # the zone of a statement that names none
_REGIONS = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)


class Which(StrEnum):
    """Of a local time that comes twice, when clocks go back."""

    FIRST = "first"
    SECOND = "second"


class LocalTimeRefused(DomainError):
    """Clocks skip this local time, or show it twice and nobody said which; `offsets` are those before and after."""

    def __init__(self, code: str, offsets: tuple[timedelta, timedelta]) -> None:
        super().__init__(code)
        self.code, self.offsets = code, offsets


@cache
def zone_names() -> tuple[str, ...]:
    """Every zone that is named for a place, in the order of the alphabet, after UTC itself."""
    return (NO_PLACE, *sorted(name for name in available_timezones() if name.split("/")[0] in _REGIONS))


def moment_at(local: datetime, zone: str, which: Which | None = None) -> datetime:
    """The moment in UTC when clocks in the zone show this time. Raises LocalTimeRefused (skipped, twice)."""
    place = ZoneInfo(zone)
    first, second = (local.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        offsets = (first.utcoffset() or timedelta(), second.utcoffset() or timedelta())
        if offsets[0] < offsets[1]:
            raise LocalTimeRefused("skipped", offsets)
        if which is None:
            raise LocalTimeRefused("twice", offsets)
    return (second if which is Which.SECOND else first).astimezone(UTC)


def local_time(moment: datetime, zone: str) -> tuple[datetime, Which | None]:
    """What clocks in the zone show at this moment, and which of the two it is where they show it twice."""
    there = moment.astimezone(ZoneInfo(zone))
    first, second = (there.replace(fold=fold).utcoffset() for fold in (0, 1))
    which = None if first == second else (Which.SECOND if there.fold else Which.FIRST)
    return there.replace(tzinfo=None, fold=0), which
