"""A day or a season -> the period a board is about, and the one before it. Weeks are ISO weeks: they begin on Monday."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["today", "week", "month", "season", "all"]
KINDS: tuple[Kind, ...] = ("today", "week", "month", "season", "all")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days (of a server's time zone, `last` included), or a season by its number; `all` has neither."""

    kind: Kind
    first: date | None = None
    last: date | None = None
    season: int | None = None

    @property
    def key(self) -> str:
        """How the store names it: `d2026-11-27`, `w2026-48`, `m2026-11`, `s3`, `a`."""
        if self.kind == "season":
            return f"s{self.season}"
        if self.first is None:
            return "a"
        if self.kind == "today":
            return f"d{self.first.isoformat()}"
        if self.kind == "week":
            year, week, _ = self.first.isocalendar()
            return f"w{year}-{week:02}"
        return f"m{self.first:%Y-%m}"


ALL = Period("all")


def day(of: date) -> Period:
    """That day alone."""
    return Period("today", of, of)


def week(of: date) -> Period:
    """The ISO week of that day."""
    monday = of - timedelta(of.weekday())
    return Period("week", monday, monday + timedelta(6))


def month(of: date) -> Period:
    """The calendar month of that day."""
    first = of.replace(day=1)
    return Period("month", first, (first + timedelta(31)).replace(day=1) - timedelta(1))


def season(number: int) -> Period:
    """A season by its number in the store."""
    return Period("season", season=number)


def of_day(of: date, season_number: int | None = None) -> Sequence[Period]:
    """Every period an answer to a question of that day counts in."""
    seasons = [season(season_number)] if season_number is not None else []
    return [day(of), week(of), month(of), *seasons, ALL]


def named(kind: Kind, today: date, season_number: int | None = None) -> Period:
    """The period of that kind that today is in; of a season, the one of that number."""
    if kind == "season":
        return season(season_number or 0)
    return ALL if kind == "all" else _OF[kind](today)


def before(period: Period) -> Period | None:
    """The one before it; None where there is none, or only the store knows (seasons)."""
    if period.first is None:
        return None
    return _OF[period.kind](period.first - timedelta(1))


_OF: Mapping[str, Callable[[date], Period]] = {"today": day, "week": week, "month": month}
