"""The time zones of this machine, else of the `tzdata` package: names to offer, and zones by what they are called."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.study.schedule.zone_aliases import ALIASES, POPULAR
from bot.study.schedule.zone_names import ZoneNames, zone_names
from bot.study.text import fold

_OFFSET = re.compile(r"(?:utc|gmt)?\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.IGNORECASE)

NOWHERE = frozenset({"localtime", "Factory", "posixrules"})
"""What some machines have beside the zones: this machine's own, and placeholders."""


@cache
def known() -> ZoneNames:
    """The zones to offer: one for each place of the tz database, and UTC; each also by its country's English name."""
    return zone_names(("UTC", *_places()), _countries())


@cache
def zone(name: str) -> ZoneInfo | None:
    """The zone of that IANA name, an older one (Asia/Calcutta, Japan) too; None where this machine knows none."""
    if name not in _every().values():
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None


def suggested(typed: str, now: datetime, limit: int = 25) -> tuple[str, ...]:
    """The zones that may be meant, best first; for `+9` or `UTC-3:30` those with that offset at the moment."""
    offset = _offset(typed)
    if offset is not None:
        fixed = [name for name in (_fixed(offset),) if name is not None]
        return (*_with_offset(offset, now)[: limit - len(fixed)], *fixed)
    names = known().suggest(typed, limit)
    other = named(typed)
    return names if other is None or other in names else (other, *names[: limit - 1])


def named(typed: str) -> str | None:
    """The IANA name of the zone that is called exactly so: a city, a country, an abbreviation, an offset or that name; else None.

    What the tables here say comes first: EST is New York's time, not the zone of that name without summer time.
    """
    offset = _offset(typed)
    if offset is not None:
        return _fixed(offset)
    return known().meant(typed) or _every().get(typed.strip().casefold())


def _fixed(offset: timedelta) -> str | None:
    """The zone that is always so far ahead of UTC; for whole hours from -12 to 14 there is one, its name's sign reversed."""
    hours, rest = divmod(offset, timedelta(hours=1))
    if rest or not -12 <= hours <= 14:
        return None
    return f"Etc/GMT{-hours:+}" if hours else "UTC"


def _with_offset(offset: timedelta, now: datetime) -> list[str]:
    """Those with that offset among the zones with names of their own here, which are quickly read; else among all."""
    for names in (POPULAR, ALIASES, known().names):
        found = [name for name in names if (there := zone(name)) and now.astimezone(there).utcoffset() == offset]
        if found:
            return found
    return []


def _offset(typed: str) -> timedelta | None:
    match = _OFFSET.fullmatch(fold(typed).strip().replace("\N{MINUS SIGN}", "-"))
    if match is None:
        return None
    offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return -offset if match["sign"] == "-" else offset


@cache
def _every() -> Mapping[str, str]:
    """Every name that can be opened, by how it is compared; none that is not one place's on every machine."""
    return {name.casefold(): name for name in sorted(available_timezones() - NOWHERE)}


def _rows(table: str) -> Iterator[list[str]]:
    text = (resources.files("tzdata") / "zoneinfo" / table).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def _places() -> Iterator[str]:
    return (row[2] for row in _rows("zone.tab"))


def _countries() -> Mapping[str, tuple[str, ...]]:
    called = {row[0]: row[1] for row in _rows("iso3166.tab")}
    countries: defaultdict[str, list[str]] = defaultdict(list)
    for code, _, name, *_rest in _rows("zone.tab"):
        countries[name].append(called.get(code, code))
    return {name: tuple(said) for name, said in countries.items()}
