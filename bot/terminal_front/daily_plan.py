"""What was asked of `kotae daily --dry-run` -> a plan on a terminal or in a pipe, its columns aligned."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from bot.study.facts import Language
from bot.study.schedule import Plan
from bot.study.schedule.typed_times import Refused, time_of_day
from bot.terminal_front.printable import printable
from bot.terminal_front.screen import Screen
from bot.terminal_front.wrapping import columns
from bot.tutor.library import Library
from bot.tutor.planning import bank, mean_weights, plan_ahead
from bot.tutor.zones import named, suggested, zone
from bot.wording.daily_plan import plan_rows, plan_summary, words


def asked_plan(time: str, place: str, topics: Sequence[str], now: datetime, language: Language) -> tuple[Plan, tzinfo] | str:
    """The plan of these words for a time and a zone, and its zone; what is wrong with them where they cannot be read.

    Without a zone it is the usual one of those who read that language.
    """
    said = words(language)
    minute = time_of_day(time)
    if isinstance(minute, Refused):
        return said.refusals[minute.reason].format(typed=minute.typed)
    name = named(place) if place else "Asia/Tokyo" if language == "ja" else "UTC"
    there = zone(name) if name else None
    if name is None or there is None:
        near = ", ".join(suggested(place, now, 5))
        return (said.no_zone_near if near else said.no_zone).format(zone=place or name, names=near)
    return Plan(minute, name, tuple(topics)), there


def show(library: Library, plan: Plan, zone: tzinfo, start: date, days: int, seed: str, screen: Screen) -> bool:
    """Draw the days of a plan, one a line, and what they come to; False where it has none."""
    language = screen.language
    planned = plan_ahead(library, plan, zone, start, days, seed)
    if not planned:
        return False
    count = len(bank(library, plan.topics, {}).questions)
    weights = mean_weights(library, (each.at.date() for each in planned), plan.exam)
    _table(screen, plan_rows(planned, language))
    screen.blank()
    screen.say(*plan_summary(planned, weights, count, plan.zone, language))
    return True


def _table(screen: Screen, rows: Sequence[Sequence[str]]) -> None:
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        screen.say("  ".join(padded).rstrip())
