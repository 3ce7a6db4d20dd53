"""How answers were spread, or a board -> a bar chart as PNG, which reads without colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.canvas import EDGE, EMPTY, END, FILLED, INK, LEFT, MARGIN, PADDING, QUIET, TEXT, TITLE, WRONG, Canvas

BAR, GAP = 30, 22


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """One bar: its name, how much of the whole it is, what stands beside it, and whether it stands out (`right`, one's own)."""

    label: str
    count: float
    share: str
    right: bool


def draw(title: str, bars: Sequence[DrawnBar], total: float, right_mark: str) -> bytes:
    """The chart as PNG. Bars to see have a darker bar with a frame and `right_mark` before their number."""
    canvas = Canvas(2 * (MARGIN + PADDING) + TITLE + GAP + len(bars) * (TEXT + 14 + BAR + GAP) - GAP)
    top = MARGIN + PADDING - 6
    canvas.write((LEFT, top), title, TITLE, room=END - LEFT)
    top += TITLE + GAP
    for bar in bars:
        _draw_bar(canvas, bar, total, right_mark, top)
        top += TEXT + 14 + BAR + GAP
    return canvas.png()


def _draw_bar(canvas: Canvas, bar: DrawnBar, total: float, right_mark: str, top: int) -> None:
    number = f"{right_mark} · {bar.share}" if bar.right else bar.share
    taken = canvas.write_before((END, top), number, room=END - LEFT, ink=INK if bar.right else QUIET)
    canvas.write((LEFT, top), bar.label, room=END - LEFT - taken - 24)
    top += TEXT + 18
    canvas.pen.rounded_rectangle((LEFT, top, END, top + BAR - 4), 6, fill=EMPTY)
    if bar.count and total:
        area = (LEFT, top, LEFT + max(12.0, (END - LEFT) * min(bar.count / total, 1.0)), top + BAR - 4)
        fill, edge, width = (FILLED, INK, 3) if bar.right else (WRONG, EDGE, 1)
        canvas.pen.rounded_rectangle(area, 6, fill=fill, outline=edge, width=width)
