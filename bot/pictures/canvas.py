"""A card to draw on -> a PNG that reads on Discord's dark and light: it brings its own paper, with nothing but air around it."""

import bisect
import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "fonts" / "NotoSansJP-Regular-subset.otf"

WIDTH = 900
"""Pixels: what Discord shows of a picture on a large screen, and twice what a phone does."""
MARGIN, PADDING = 16, 28
LEFT, END = MARGIN + PADDING, WIDTH - MARGIN - PADDING
"""Where what is drawn begins and ends."""
TITLE, TEXT, SMALL = 30, 26, 24
"""Sizes of letters: on a phone they are half as large."""
MOST = 300
"""Characters of a text that are looked at: more than fit beside each other."""
PAPER, INK, QUIET, EMPTY = "#fbfbf8", "#1c2430", "#5d6673", "#eceeea"
FILLED = "#2563a8"
"""Of what is right, or done; it is dark enough to tell without colour."""
EDGE = "#8a929c"
"""Around the whole: the card stands out on white as on black."""


class Canvas:
    """A card of some height, air around it included, with a pen."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("RGBA", (WIDTH, height), (0, 0, 0, 0))
        self.pen = ImageDraw.Draw(self._image)
        card = (MARGIN, MARGIN, WIDTH - MARGIN, height - MARGIN)
        self.pen.rounded_rectangle(card, 18, fill=PAPER, outline=EDGE, width=2)

    def write(self, at: tuple[float, float], text: str, size: int = TEXT, *, room: float, ink: str = INK) -> None:
        """A line of text from there on, as far as there is room for it."""
        self.pen.text(at, fitted(text, size, room), font=font(size), fill=ink)

    def write_before(self, at: tuple[float, float], text: str, size: int = TEXT, *, room: float, ink: str = INK) -> float:
        """A line of text that ends there; how wide it is."""
        shown = fitted(text, size, room)
        self.pen.text(at, shown, font=font(size), fill=ink, anchor="ra")
        return font(size).getlength(shown)

    def png(self) -> bytes:
        """What was drawn."""
        sink = io.BytesIO()
        self._image.save(sink, "PNG")  # searching for the smallest file takes six times as long and saves a fiftieth
        return sink.getvalue()


def fitted(text: str, size: int, room: float) -> str:
    """The text on one line, as far as there is room for it."""
    whole = " ".join(text.split())
    text = whole[:MOST]
    if text == whole and font(size).getlength(text) <= room:
        return text
    fits = bisect.bisect_right(range(len(text) + 1), room, key=lambda n: font(size).getlength(text[:n] + "…"))
    return text[: max(fits - 1, 0)].rstrip() + "…"


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The letters of that size, in pixels."""
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
