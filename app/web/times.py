"""Moments in the zone of a statement, said with its place: by the server in words, by a small script in local time."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location
from flask import Flask
from flask_babel import gettext as _

from app.domain.statements.zones import NO_PLACE, zone_names
from app.web.locale import babel_locale
from app.web.templating import moment


def init_times(app: Flask) -> None:
    """For templates/components/time.html."""
    app.jinja_env.filters.update(said_in=said_in, iso_in=iso_in)


def said_in(value: datetime, zone: str) -> str:
    """Such as `31 August 2026, 18:00, Yerevan time`."""
    if zone == NO_PLACE:
        return moment(value)
    there, locale = value.astimezone(ZoneInfo(zone)), babel_locale()
    # Translators: a moment as clocks in a place show it: 31 August 2026, 18:00, Yerevan time
    return _(
        "%(day)s, %(clock)s, %(place)s time",
        day=format_date(there, format="long", locale=locale),
        clock=format_time(there, "HH:mm", locale=locale),
        place=place_of(zone, locale),
    )


def iso_in(value: datetime, zone: str) -> str:
    """The moment for machines, with the zone's offset."""
    return value.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


@cache
def place_of(zone: str, locale: str) -> str:
    """The place that a zone is named for, in that language: `Yerevan`, `Երևան`."""
    return zone if zone == NO_PLACE else get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)


@cache
def zone_choices(locale: str) -> list[tuple[str, str]]:
    """Every zone with its place, for a list to choose from; the name itself helps whoever knows it."""
    return [(zone, zone if zone == NO_PLACE else f"{zone} ({place_of(zone, locale)})") for zone in zone_names()]
