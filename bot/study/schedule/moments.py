"""A local date and a time of day in a zone -> the one moment (UTC) that stands for it, also where clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

_MINUTE = timedelta(minutes=1)


def moment(day: date, minute: int, zone: tzinfo) -> datetime | None:
    """When it is that minute (from 0, midnight) of that day there; None on a date that the zone skipped as a whole.

    A time that exists twice is the first of the two. One that does not exist is the first moment after the gap; where
    the gap lasts to the end of the day, the last minute before it, so that every date has its moment on that date.
    """
    wall = datetime.combine(day, time(*divmod(minute, 60)), zone)
    first, second = (wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    found = first if first <= second else _change(second, first, zone)
    for candidate in (found, found - _MINUTE):
        if candidate.astimezone(zone).date() == day:
            return candidate
    return None


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The moment between these two at which the zone's offset changes, to the second.

    Of a time in a gap, fold=1 reads the offset from after the change and so lies before it, fold=0 the other way round
    (PEP 495).
    """
    offset = before.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while low < high:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == offset:
            low = middle + 1
        else:
            high = middle
    return before + timedelta(seconds=high)
