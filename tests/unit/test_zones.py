"""Local times of named zones: what exists once, twice, never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.statements.zones import LocalTimeRefused, Which, local_time, moment_at, zone_names

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "local", "moment"),
    [
        ("UTC", "2026-08-31T18:00", "2026-08-31T18:00"),
        ("Asia/Yerevan", "2026-08-31T18:00", "2026-08-31T14:00"),
        ("Asia/Kathmandu", "2026-08-31T18:00:30", "2026-08-31T12:15:30"),
        ("America/New_York", "2026-12-31T23:30", "2027-01-01T04:30"),
        ("Pacific/Apia", "2026-08-31T00:30", "2026-08-30T11:30"),
    ],
)
def test_a_local_time_is_one_moment(zone: str, local: str, moment: str) -> None:
    assert moment_at(datetime.fromisoformat(local), zone) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Europe/Paris", "2026-03-29T02:30"),
        ("America/New_York", "2026-03-08T02:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15"),  # where clocks go forward by half an hour
        ("Pacific/Apia", "2011-12-30T12:00"),  # a day that never was
    ],
)
@pytest.mark.parametrize("which", [None, *Which])
def test_a_time_that_clocks_skip_is_refused_whatever_is_said(zone: str, local: str, which: Which | None) -> None:
    with pytest.raises(LocalTimeRefused) as refused:
        moment_at(datetime.fromisoformat(local), zone, which)
    assert refused.value.code == "skipped"


def test_a_time_that_comes_twice_is_asked_about_and_then_taken() -> None:
    local = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001  # a local time on purpose
    with pytest.raises(LocalTimeRefused) as refused:
        moment_at(local, "Europe/Paris")
    assert (refused.value.code, refused.value.offsets) == ("twice", (2 * HOUR, HOUR))
    first, second = (moment_at(local, "Europe/Paris", which) for which in Which)
    assert (first.hour, second - first) == (0, HOUR)
    assert local_time(first, "Europe/Paris") == (local, Which.FIRST)
    assert local_time(second, "Europe/Paris") == (local, Which.SECOND)


@given(
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # naive by contract
    zone=st.sampled_from(zone_names()),
)
def test_what_clocks_show_leads_back_to_the_moment(moment: datetime, zone: str) -> None:
    assert moment_at(*_reordered(local_time(moment, zone), zone)) == moment


def _reordered(shown: tuple[datetime, Which | None], zone: str) -> tuple[datetime, str, Which | None]:
    return shown[0], zone, shown[1]


def test_zones_are_named_for_places() -> None:
    names = zone_names()
    assert names[0] == "UTC"
    assert {"Asia/Yerevan", "Europe/Paris", "America/Argentina/Buenos_Aires"} <= set(names)
    assert not {"EST5EDT", "Etc/GMT+4", "localtime", "posixrules"} & set(names)
