"""Pictures are PNGs of a bounded size whatever is drawn, and hold what they should where a reader looks."""

import io

import pytest
from PIL import Image

from bot.pictures.canvas import WIDTH
from bot.pictures.spread import DrawnBar, draw

LONG = "可視性タイムアウトが過ぎるとメッセージは再びキューに現れる" * 5


def drawn(*bars: DrawnBar, total: int = 10, title: str = "答えの分布 · SQS") -> Image.Image:
    image = Image.open(io.BytesIO(draw(title, bars, total, "正解")))
    assert image.format == "PNG"
    assert image.width == WIDTH
    return image.convert("RGBA")


@pytest.mark.parametrize("label", ["A. 7 分", "A. word " * 60, LONG, "", " \n\t ", "🙂 \u0b95 \u202e", "x" * 5000])
@pytest.mark.parametrize("count", [0, 1, 10])
def test_any_label(label: str, count: int) -> None:
    image = drawn(DrawnBar(label, count, f"{count} 人（{count * 10} %）", True), DrawnBar("B", 10 - count, "x", False))
    assert image.height < 400


def test_nobody_and_many_bars() -> None:
    assert drawn(DrawnBar("A", 0, "0", True), total=0).height < 300
    assert drawn(*[DrawnBar(f"{n}", n, f"{n}", False) for n in range(6)], title=LONG).height < 900


def test_longer_bars_for_more_and_a_frame_for_the_right_one() -> None:
    image = drawn(DrawnBar("A", 8, "8", True), DrawnBar("B", 2, "2", False))
    colours = [image.getpixel((x, y)) for x in (60, 400, 800) for y in range(image.height)]
    right, wrong = (0x25, 0x63, 0xA8, 255), (0xB9, 0xC0, 0xC9, 255)
    by_column = [colours[start : start + image.height] for start in range(0, len(colours), image.height)]
    assert [right in column for column in by_column] == [True, True, False]
    assert [wrong in column for column in by_column] == [True, False, False]


def test_the_card_stands_out_on_dark_and_on_light() -> None:
    """It brings its own paper, with nothing but air around it."""
    image = drawn(DrawnBar("A", 1, "1", True))
    assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert image.getpixel((WIDTH // 2, 40)) == (0xFB, 0xFB, 0xF8, 255)
