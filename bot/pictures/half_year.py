"""Days and how the answers of each went -> a calendar: weeks side by side, Monday on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from PIL import ImageDraw

from bot.pictures.canvas import EDGE, END, FILLED, INK, LEFT, PAPER, QUIET, SMALL, Canvas, font

CELL, PITCH = 21, 29
"""Pixels of a day, and from one to the next: 26 weeks fit beside the names of the weekdays."""
HEAD = SMALL + 12
FOOT = SMALL + 16
HEIGHT = HEAD + 7 * PITCH + FOOT
FIRST = END - 26 * PITCH + PITCH - CELL

Went = Literal["all", "some", "none"]
"""How many of a day's answers were right."""


@dataclass(frozen=True, slots=True)
class DrawnCalendar:
    """The days from `first`, a Monday, to `last`, today, of at most 26 weeks; `days` are those with answers.

    `months` (twelve) and `weekdays` (seven) are their short names; `legend` says what a day looks like, and today.
    """

    first: date
    last: date
    days: Mapping[date, Went]
    months: Sequence[str]
    weekdays: Sequence[str]
    legend: Sequence[tuple[Went | None, str]]
    today: str


def draw_calendar(canvas: Canvas, calendar: DrawnCalendar, top: int) -> None:
    """The calendar, HEIGHT pixels high."""
    _draw_months(canvas, calendar, top)
    top += HEAD
    for row in range(0, 7, 2):
        canvas.write((LEFT, top + row * PITCH - 9), calendar.weekdays[row], SMALL, room=FIRST - LEFT - 6, ink=QUIET)
    for number in range((calendar.last - calendar.first).days + 1):
        day = calendar.first + timedelta(days=number)
        left, upper = FIRST + number // 7 * PITCH, top + number % 7 * PITCH
        _draw_day(canvas.pen, left, upper, calendar.days.get(day))
        if day == calendar.last:
            _frame(canvas.pen, left, upper)
    _draw_legend(canvas, calendar, top + 7 * PITCH + 8)


def _draw_months(canvas: Canvas, calendar: DrawnCalendar, top: int) -> None:
    """The name of a month above the week of its first day, where the next name leaves room for it."""
    mondays = [calendar.first + timedelta(weeks=week) for week in range((calendar.last - calendar.first).days // 7 + 1)]
    begun = [week for week, monday in enumerate(mondays) if week == 0 or (monday + timedelta(days=6)).day <= 7]
    for week, after in zip(begun, [*begun[1:], len(mondays) + 1], strict=True):
        month = (mondays[week] + timedelta(days=6 if week else 0)).month
        if after - week >= 2:
            at = FIRST + week * PITCH, top - 4
            canvas.write(at, calendar.months[month - 1], SMALL, room=(after - week) * PITCH, ink=QUIET)


def _draw_day(pen: ImageDraw.ImageDraw, left: int, top: int, went: Went | None) -> None:
    """A dot without answers; with some a square: full, half full or empty."""
    right, bottom = left + CELL - 1, top + CELL - 1
    if went is None:
        middle, centre = left + CELL // 2, top + CELL // 2
        pen.ellipse((middle - 3, centre - 3, middle + 3, centre + 3), fill=EDGE)
        return
    pen.rectangle((left, top, right, bottom), fill=FILLED if went == "all" else PAPER, outline=FILLED, width=3)
    if went == "some":
        pen.polygon([(left, top), (left, bottom), (right, bottom)], fill=FILLED)


def _frame(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    pen.rectangle((left - 5, top - 5, left + CELL + 4, top + CELL + 4), outline=INK, width=2)


def _draw_legend(canvas: Canvas, calendar: DrawnCalendar, top: int) -> None:
    left = LEFT
    for went, words in calendar.legend:
        left = _draw_entry(canvas, left, top, went, words)
    _frame(canvas.pen, left, top + 6)
    _draw_entry(canvas, left, top, None, calendar.today)


def _draw_entry(canvas: Canvas, left: int, top: int, went: Went | None, words: str) -> int:
    """What a day looks like and what that means; where the next entry begins."""
    _draw_day(canvas.pen, left, top + 6, went)
    canvas.write((left + PITCH + 4, top - 3), words, SMALL, room=END - left - PITCH, ink=QUIET)
    return left + PITCH + 28 + int(font(SMALL).getlength(words))
