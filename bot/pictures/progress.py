"""How a learner is doing -> one picture: totals, bars by domain and by topic, a calendar of half a year."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from bot.pictures import half_year
from bot.pictures.canvas import (
    DONE,
    EDGE,
    EMPTY,
    END,
    FILLED,
    LEFT,
    MARGIN,
    PADDING,
    PAPER,
    QUIET,
    SMALL,
    TEXT,
    TITLE,
    Canvas,
    font,
)
from bot.pictures.half_year import DrawnCalendar

LINE, GAP, HEAD = TEXT + 10, 24, SMALL + 22
BAR, STRIP, PITCH = 44, 7, 54
"""Pixels of a bar with its words on it, of the dark strip at its foot, and from one bar to the next."""
WEIGHT = 10
WEIGHED = PITCH + SMALL + 14
"""From a bar with a weight under it to the next."""
IN_ONE_COLUMN = 6
"""Bars of topics up to which each has the whole width."""
BETWEEN = 24
Part: TypeAlias = tuple[int, Callable[[Canvas, int], None]]
"""So many pixels of the picture, and what draws them from there on."""


@dataclass(frozen=True, slots=True)
class DrawnShare:
    """One bar: its name, how much of it is filled (0 to 1), what stands at its end.

    `weight` (percent) is drawn under it where it is known, `weighs` says it.
    """

    label: str
    part: float
    share: str
    weight: int | None = None
    weighs: str = ""


@dataclass(frozen=True, slots=True)
class DrawnProgress:
    """All that the picture shows; `domains` are one group for each deck, after its heading. `more` tells of topics left out."""

    title: str
    totals: Sequence[str]
    domains: Sequence[tuple[str, Sequence[DrawnShare]]]
    topics_head: str
    topics: Sequence[DrawnShare]
    more: str
    calendar_head: str
    calendar: DrawnCalendar


def draw(shown: DrawnProgress) -> bytes:
    """The picture as PNG."""
    parts = [_head(shown), *(_domains(*group) for group in shown.domains if group[1])]
    if shown.topics:
        parts.append(_topics(shown))
    parts.append(_calendar(shown))
    begin = MARGIN + PADDING - 6
    tops = list(accumulate((height + GAP for height, _ in parts), initial=begin))
    canvas = Canvas(tops[-1] - GAP + PADDING + MARGIN)
    for top, (_, drawn) in zip(tops, parts, strict=False):
        drawn(canvas, top)
    return canvas.png()


def _head(shown: DrawnProgress) -> Part:
    def drawn(canvas: Canvas, top: int) -> None:
        canvas.write((LEFT, top), shown.title, TITLE, room=END - LEFT)
        for number, words in enumerate(shown.totals):
            canvas.write((LEFT, top + TITLE + 20 + number * LINE), words, room=END - LEFT)

    return TITLE + 20 + len(shown.totals) * LINE, drawn


def _domains(heading: str, shares: Sequence[DrawnShare]) -> Part:
    heights = [PITCH if each.weight is None else WEIGHED for each in shares]

    def drawn(canvas: Canvas, top: int) -> None:
        _draw_heading(canvas, heading, top)
        for each, down in zip(shares, accumulate(heights, initial=top + HEAD), strict=False):
            _draw_bar(canvas, each, LEFT, END, down)
            if each.weight is not None:
                _draw_weight(canvas, each.weight, each.weighs, down + BAR)

    return HEAD + sum(heights), drawn


def _topics(shown: DrawnProgress) -> Part:
    columns = 1 if len(shown.topics) <= IN_ONE_COLUMN else 2
    rows = -(-len(shown.topics) // columns)
    width = (END - LEFT - BETWEEN * (columns - 1)) // columns

    def drawn(canvas: Canvas, top: int) -> None:
        _draw_heading(canvas, shown.topics_head, top)
        for number, each in enumerate(shown.topics):
            left = LEFT + number // rows * (width + BETWEEN)
            _draw_bar(canvas, each, left, left + width, top + HEAD + number % rows * PITCH)
        if shown.more:
            canvas.write((LEFT, top + HEAD + rows * PITCH - 4), shown.more, SMALL, room=END - LEFT, ink=QUIET)

    return HEAD + rows * PITCH + (SMALL + 10 if shown.more else 0), drawn


def _calendar(shown: DrawnProgress) -> Part:
    def drawn(canvas: Canvas, top: int) -> None:
        _draw_heading(canvas, shown.calendar_head, top)
        half_year.draw_calendar(canvas, shown.calendar, top + HEAD)

    return HEAD + half_year.HEIGHT, drawn


def _draw_heading(canvas: Canvas, words: str, top: int) -> None:
    canvas.pen.line((LEFT, top, END, top), fill=EDGE, width=1)
    canvas.write((LEFT, top + 6), words, SMALL, room=END - LEFT, ink=QUIET)


def _draw_bar(canvas: Canvas, each: DrawnShare, left: int, right: int, top: int) -> None:
    """A bar with its words on it; the dark strip shows without colour how far it goes."""
    bottom, pen = top + BAR, canvas.pen
    pen.rectangle((left, top, right, bottom), fill=EMPTY, outline=EDGE, width=1)
    if each.part > 0:
        end = left + max(8, round((right - left) * min(each.part, 1.0)))
        pen.rectangle((left, top, end, bottom), fill=DONE)
        pen.rectangle((left, bottom - STRIP, end, bottom), fill=FILLED)
    taken = canvas.write_before((right - 12, top - 1), each.share, SMALL, room=right - left - 24)
    canvas.write((left + 10, top - 1), each.label, SMALL, room=right - left - taken - 34)


def _draw_weight(canvas: Canvas, weight: int, weighs: str, top: int) -> None:
    """A thin bar under another, on the same scale, and beside it what it means."""
    end = LEFT + round((END - LEFT) * min(max(weight, 0), 100) / 100)
    canvas.pen.rectangle((LEFT, top + 8, end, top + 8 + WEIGHT), fill=PAPER, outline=QUIET, width=2)
    beside = end + 12 + font(SMALL).getlength(weighs) <= END
    at = (end + 12, top - 5) if beside else (LEFT, top + WEIGHT + 4)
    canvas.write(at, weighs, SMALL, room=END - LEFT, ink=QUIET)
