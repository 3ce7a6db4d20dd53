"""A card to draw on -> a PNG that reads on Discord's dark and light: it brings its own paper, with nothing but air around it."""

import bisect
import io
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from unicodedata import combining, normalize

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "fonts" / "NotoSansJP-Regular-subset.otf"

WIDTH = 900
"""Pixels: what Discord shows of a picture on a large screen, and twice what a phone does."""
MARGIN, PADDING = 16, 28
LEFT, END = MARGIN + PADDING, WIDTH - MARGIN - PADDING
"""Where what is drawn begins and ends."""
TITLE, TEXT, SMALL = 30, 26, 24
"""Sizes of letters: on a phone they are half as large."""
UNKNOWN, NO_LETTER = "〓", "\uffff"
"""What printers in Japan set for a letter they lack, and a code point that no font has."""
MOST = 300
"""Characters of a text that are looked at: more than fit beside each other."""
AIR, PAPER, EMPTY, DONE, WRONG, EDGE, QUIET, FILLED, INK = 255, 250, 237, 202, 191, 145, 103, 88, 35
"""Shades, the lightest first: what is told apart by them is told apart without colour. AIR is seen through; EDGE stands around
the whole, so that the card stands out on white as on black."""
COLOURS = {
    INK: (0x1C, 0x24, 0x30),
    FILLED: (0x25, 0x63, 0xA8),
    QUIET: (0x5D, 0x66, 0x73),
    EDGE: (0x8A, 0x92, 0x9C),
    WRONG: (0xB9, 0xC0, 0xC9),
    DONE: (0xB4, 0xCB, 0xEA),
    EMPTY: (0xEC, 0xEE, 0xEA),
    PAPER: (0xFB, 0xFB, 0xF8),
}
"""What each shade is printed in; the shades between, in which letters have their edges, are printed in between."""


class Canvas:
    """A card of some height, air around it included, with a pen."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("L", (WIDTH, height), AIR)
        self.pen = ImageDraw.Draw(self._image)
        card = (MARGIN, MARGIN, WIDTH - MARGIN, height - MARGIN)
        self.pen.rounded_rectangle(card, 18, fill=PAPER, outline=EDGE, width=2)

    def write(self, at: tuple[float, float], text: str, size: int = TEXT, *, room: float, ink: int = INK) -> None:
        """A line of text from there on, as far as there is room for it."""
        self.pen.text(at, fitted(text, size, room), font=font(size), fill=ink)

    def write_before(self, at: tuple[float, float], text: str, size: int = TEXT, *, room: float, ink: int = INK) -> float:
        """A line of text that ends there; how wide it is."""
        shown = fitted(text, size, room)
        self.pen.text(at, shown, font=font(size), fill=ink, anchor="ra")
        return font(size).getlength(shown)

    def png(self) -> bytes:
        """What was drawn."""
        sink = io.BytesIO()
        self._image.putpalette(_palette())
        self._image.save(sink, "PNG", transparency=AIR)
        return sink.getvalue()


@cache
def _palette() -> bytes:
    """Red, green and blue of each of the 256 shades, from the darkest on."""
    shades = [(0, COLOURS[INK]), *sorted(COLOURS.items()), (AIR, COLOURS[PAPER])]
    made = bytearray()
    for (dark, first), (light, last) in pairwise(shades):
        for shade in range(dark, light):
            made += bytes(round(a + (b - a) * (shade - dark) / (light - dark)) for a, b in zip(first, last, strict=True))
    return bytes((*made, *COLOURS[PAPER]))


def fitted(text: str, size: int, room: float) -> str:
    """The text on one line, as far as there is room for it; `UNKNOWN` stands for each letter the font lacks."""
    whole = " ".join(text.split())
    text = "".join(map(_drawable, normalize("NFC", whole[:MOST])))
    whole = text + whole[MOST:]
    if text == whole and font(size).getlength(text) <= room:
        return text
    fits = bisect.bisect_right(range(len(text) + 1), room, key=lambda n: font(size).getlength(text[:n] + "…"))
    return text[: max(fits - 1, 0)].rstrip() + "…"


@lru_cache(4096)
def _drawable(letter: str) -> str:
    """A letter, or what it is a variant of (half width, in a square) or bears marks on, if the font has that."""
    bare = "".join(part for part in normalize("NFKD", letter) if not combining(part))
    for each in (letter, normalize("NFKC", letter), bare):
        if each and all(map(_has, each)):
            return each
    return UNKNOWN


def _has(letter: str) -> bool:
    lacking, drawn = (font(SMALL).getmask(each) for each in (NO_LETTER, letter))
    return (drawn.size, bytes(drawn)) != (lacking.size, bytes(lacking))


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The letters of that size, in pixels."""
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
