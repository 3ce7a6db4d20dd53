"""How answers were spread, or a board -> a bar chart as PNG, which reads on Discord's dark and light and without colour."""

import bisect
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "fonts" / "NotoSansJP-Regular-subset.otf"

WIDTH = 900
"""Pixels: what Discord shows of a picture on a large screen, and twice what a phone does."""
MARGIN, PADDING = 16, 28
TITLE, LABEL, NUMBER = 30, 26, 26
BAR, GAP = 30, 22
MOST = 300
"""Characters of a text that are looked at: more than fit beside each other."""
PAPER, INK, QUIET = "#fbfbf8", "#1c2430", "#5d6673"
RIGHT, WRONG, EMPTY = "#2563a8", "#b9c0c9", "#eceeea"
EDGE = "#8a929c"
"""Around the whole: the card stands out on white as on black."""


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """One bar: its name, how much of the whole it is, what stands beside it, and whether it stands out (`right`, one's own)."""

    label: str
    count: float
    share: str
    right: bool


def draw(title: str, bars: Sequence[DrawnBar], total: float, right_mark: str) -> bytes:
    """The chart as PNG. Bars to see have a darker bar with a frame and `right_mark` before their number."""
    height = 2 * (MARGIN + PADDING) + TITLE + GAP + len(bars) * (LABEL + 14 + BAR + GAP) - GAP
    image = Image.new("RGBA", (WIDTH, height), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    card = (MARGIN, MARGIN, WIDTH - MARGIN, height - MARGIN)
    pen.rounded_rectangle(card, 18, fill=PAPER, outline=EDGE, width=2)
    left, top = MARGIN + PADDING, MARGIN + PADDING - 6
    pen.text((left, top), _fit(pen, title, TITLE, WIDTH - 2 * left), font=_font(TITLE), fill=INK)
    top += TITLE + GAP
    for bar in bars:
        _draw_bar(pen, bar, total, right_mark, top)
        top += LABEL + 14 + BAR + GAP
    sink = io.BytesIO()
    image.save(sink, "PNG", optimize=True)
    return sink.getvalue()


def _draw_bar(pen: ImageDraw.ImageDraw, bar: DrawnBar, total: float, right_mark: str, top: int) -> None:
    left, end = MARGIN + PADDING, WIDTH - MARGIN - PADDING
    number = f"{right_mark} · {bar.share}" if bar.right else bar.share
    room = end - left - pen.textlength(number, font=_font(NUMBER)) - 24
    pen.text((left, top), _fit(pen, bar.label, LABEL, room), font=_font(LABEL), fill=INK)
    pen.text((end, top), number, font=_font(NUMBER), fill=INK if bar.right else QUIET, anchor="ra")
    top += LABEL + 18
    pen.rounded_rectangle((left, top, end, top + BAR - 4), 6, fill=EMPTY)
    if bar.count and total:
        width = max(12.0, (end - left) * min(bar.count / total, 1.0))
        area = (left, top, left + width, top + BAR - 4)
        pen.rounded_rectangle(
            area, 6, fill=RIGHT if bar.right else WRONG, outline=INK if bar.right else EDGE, width=3 if bar.right else 1
        )


def _fit(pen: ImageDraw.ImageDraw, text: str, size: int, room: float) -> str:
    """The text as far as there is room for it."""
    whole = " ".join(text.split())
    text = whole[:MOST]
    if text == whole and pen.textlength(text, font=_font(size)) <= room:
        return text
    fits = bisect.bisect_right(range(len(text) + 1), room, key=lambda n: pen.textlength(text[:n] + "…", font=_font(size)))
    return text[: max(fits - 1, 0)].rstrip() + "…"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
