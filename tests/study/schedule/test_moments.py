"""The moment that a local date and time stand for, where clocks are changed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.study.schedule.moments import moment


def there(zone: str, day: str, time: str) -> str | None:
    """The moment as a clock there shows it."""
    hours, minutes = map(int, time.split(":"))
    at = moment(date.fromisoformat(day), hours * 60 + minutes, ZoneInfo(zone))
    return None if at is None else at.astimezone(ZoneInfo(zone)).isoformat()


@pytest.mark.parametrize(
    ("zone", "day", "time", "expected"),
    [
        pytest.param("Asia/Tokyo", "2026-11-27", "07:00", "2026-11-27T07:00:00+09:00", id="nothing is changed"),
        pytest.param("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:00:00+02:00", id="in the gap"),
        pytest.param("Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T03:00:00+02:00", id="its first minute"),
        pytest.param("Europe/Berlin", "2026-03-29", "01:59", "2026-03-29T01:59:00+01:00", id="before it"),
        pytest.param("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00", id="twice: the first"),
        pytest.param("Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T03:00:00+01:00", id="after both"),
        pytest.param("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30:00+11:00", id="a gap of half an hour"),
        pytest.param("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45:00+11:00", id="half an hour twice"),
        pytest.param("Antarctica/Troll", "2026-03-29", "02:59", "2026-03-29T03:00:00+02:00", id="a gap of two hours"),
        pytest.param("Pacific/Chatham", "2026-09-27", "03:00", "2026-09-27T03:45:00+13:45", id="at a quarter to three"),
        pytest.param("Asia/Kathmandu", "1986-01-01", "00:10", "1986-01-01T00:15:00+05:45", id="a gap of a quarter of an hour"),
        pytest.param("Asia/Beirut", "2026-03-29", "00:00", "2026-03-29T01:00:00+03:00", id="midnight does not exist"),
        pytest.param("America/Havana", "2026-11-01", "00:30", "2026-11-01T00:30:00-04:00", id="midnight exists twice"),
        pytest.param("America/Nuuk", "2026-03-28", "23:30", "2026-03-28T22:59:00-02:00", id="the gap ends the day: before it"),
        pytest.param("America/Nuuk", "2026-03-29", "00:00", "2026-03-29T00:00:00-01:00", id="and the next begins behind it"),
        pytest.param("Pacific/Apia", "2011-12-29", "23:30", "2011-12-29T23:30:00-10:00", id="before a day that never was"),
        pytest.param("Pacific/Apia", "2011-12-30", "07:00", None, id="a day that never was"),
        pytest.param("Pacific/Apia", "2011-12-30", "00:00", None, id="nor did its midnight"),
        pytest.param("Pacific/Apia", "2011-12-31", "00:00", "2011-12-31T00:00:00+14:00", id="after it"),
        pytest.param("America/St_Johns", "2010-11-07", "00:00", "2010-11-07T00:00:00-02:30", id="back to yesterday at 00:01"),
        pytest.param("America/St_Johns", "2010-11-06", "23:30", "2010-11-06T23:30:00-02:30", id="yesterday's, the first time"),
    ],
)
def test_moment(zone: str, day: str, time: str, expected: str | None) -> None:
    assert there(zone, day, time) == expected


ZONES = sorted(name for name in available_timezones() if name.count("/") and not name.startswith(("Etc", "posix", "right")))


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(ZONES).map(ZoneInfo),
    st.dates(date(1975, 1, 1), date(2037, 12, 30)),
    st.integers(0, 1439),
    st.integers(0, 1439),
)
def test_every_date_has_its_moment_on_that_date(zone: ZoneInfo, day: date, one: int, other: int) -> None:
    at, other_at = (moment(day, minute, zone) for minute in sorted((one, other)))
    if at is None or other_at is None:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        hours = (noon + timedelta(hours=hour) for hour in range(-30, 31))
        assert day not in {hour.astimezone(zone).date() for hour in hours}
        return
    assert at.astimezone(zone).date() == other_at.astimezone(zone).date() == day
    assert at <= other_at
    local = at.astimezone(zone)
    shown = local.hour * 60 + local.minute
    if shown != min(one, other):
        gap = (at - timedelta(minutes=1)).astimezone(zone).utcoffset(), (at + timedelta(minutes=1)).astimezone(zone).utcoffset()
        assert gap[0] != gap[1]
