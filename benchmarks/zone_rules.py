"""Forty time zones by the kind of rule that makes them hard, each with the 24 months in which it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

KINDS: Mapping[str, str] = {
    "no change at all": "UTC Asia/Tokyo Africa/Lagos America/Phoenix",
    "an hour, north": "Europe/Berlin Europe/London America/New_York America/Chicago America/Los_Angeles America/St_Johns",
    "an hour, south": "Australia/Sydney Pacific/Auckland Australia/Hobart",
    "half an hour": "Australia/Lord_Howe",
    "two hours": "Antarctica/Troll",
    "offset of half hours": "Asia/Kolkata Australia/Adelaide Asia/Yangon",
    "offset of quarters": "Asia/Kathmandu Pacific/Chatham Australia/Eucla",
    "changed at midnight": "Asia/Beirut America/Havana Africa/Cairo America/Santiago Atlantic/Azores",
    "the day's last hour left out": "America/Nuuk America/Scoresbysund",
    "winter is the exception": "Europe/Dublin",
    "changed around Ramadan": "Africa/Casablanca Africa/El_Aaiun",
    "changed at odd times": "Asia/Gaza Asia/Jerusalem",
    "summer time given up": "America/Asuncion:2023 Asia/Amman:2021 America/Mexico_City:2021",
    "offset changed for good": "Asia/Almaty:2023 America/Caracas:2015 Asia/Pyongyang:2017",
    "a whole day left out": "Pacific/Apia:2011",
}
"""Where the two years do not begin with 2025, the year stands behind the name."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A zone, the kind of its rule, and when its 24 months begin."""

    kind: str
    zone: str
    start: datetime


def ruled() -> Iterator[Ruled]:
    """All of them, in the order of the kinds."""
    for kind, written in KINDS.items():
        for each in written.split():
            zone, _, year = each.partition(":")
            yield Ruled(kind, zone, datetime(int(year or 2025), 1, 1, tzinfo=UTC))
