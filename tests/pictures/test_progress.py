"""The picture of how a learner is doing: bounded, whatever is drawn, and to be told without colour."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.pictures.canvas import WIDTH, font
from bot.pictures.half_year import DrawnCalendar, Went
from bot.pictures.progress import DrawnProgress, DrawnShare, draw
from bot.study.facts import LANGUAGES, Language
from bot.wording.progress import WORDS
from bot.wording.round_posts import words as calendar_words

FRIDAY = date(2026, 11, 27)
FIRST = date(2026, 6, 1)
LONG = "可視性タイムアウトが過ぎるとメッセージは再びキューに現れる" * 5
HOSTILE = [LONG, "x" * 5000, "", " \n\t ", "🙂 \u0b95 \u202e\u0000", "@everyone **a** <@1>"]
LEGEND: list[tuple[Went | None, str]] = [("all", "a"), ("some", "b"), ("none", "c"), (None, "d")]


def a_calendar(days: dict[date, Went], first: date = FIRST, last: date = FRIDAY) -> DrawnCalendar:
    return DrawnCalendar(first, last, days, ["Jan"] * 12, list("MTWTFSS"), LEGEND, "today")


NOTHING = DrawnProgress("Title", ["one", "two"], [], "By topic", [], "", "Half a year", a_calendar({}))


def drawn(shown: DrawnProgress) -> Image.Image:
    image = Image.open(io.BytesIO(draw(shown)))
    assert image.format == "PNG"
    assert image.width == WIDTH
    return image.convert("RGBA")


def dark(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Pixels there that stand out from the paper without colour."""
    return sum(image.crop(box).convert("L").histogram()[:140])


@pytest.mark.parametrize("words", HOSTILE)
def test_any_words(words: str) -> None:
    shares = [DrawnShare(words, 0.5, words, 40, words)] * 4
    legend: list[tuple[Went | None, str]] = [(went, words) for went, _ in LEGEND]
    calendar = replace(a_calendar({}), months=[words] * 12, weekdays=[words] * 7, legend=legend, today=words)
    image = drawn(DrawnProgress(words, [words] * 4, [(words, shares)], words, shares * 5, words, words, calendar))
    assert image.height < 2000


@pytest.mark.parametrize(("part", "weight"), [(0.0, 0), (1.0, 100), (7.5, 10**6), (-3.0, -1), (0.001, None)])
def test_any_counts(part: float, weight: int | None) -> None:
    huge = DrawnShare("A", part, f"{10**18}/{10**18}", weight, f"{weight} %")
    assert drawn(replace(NOTHING, domains=[("D", [huge])], topics=[huge])).height < 900


def test_it_grows_with_what_there_is_to_show() -> None:
    few, many = ([DrawnShare(str(number), 0.5, "1/2") for number in range(count)] for count in (3, 21))
    heights = [drawn(replace(NOTHING, topics=topics)).height for topics in ([], few, many)]
    assert heights == sorted(set(heights))
    assert heights[-1] < 1300


def test_more_is_a_longer_bar_without_colour() -> None:
    image = drawn(replace(NOTHING, topics=[DrawnShare("", 0.75, ""), DrawnShare("", 0.25, "")]))
    lengths = {dark(image, (44, y, 856, y + 1)) for y in range(150, 450)}
    assert max(lengths) > 600  # the first bar's dark strip, of 609 pixels
    assert any(190 < length < 220 for length in lengths)  # the second's


@pytest.mark.parametrize(("one", "other"), [("all", "some"), ("some", "none"), ("none", None)])
def test_days_differ_without_colour(one: Went, other: Went | None) -> None:
    """The same Monday, drawn in each way: a full square is darkest, a dot lightest."""
    darkness = []
    for went in (one, other):
        image = drawn(replace(NOTHING, calendar=a_calendar({} if went is None else {FIRST: went})))
        darkness.append(dark(image, (0, 0, *image.size)))
    assert darkness[0] > darkness[1] + 60


@pytest.mark.parametrize("weekday", range(7))
def test_today_is_framed_and_nothing_comes_after_it(weekday: int) -> None:
    today = FIRST + timedelta(weeks=25, days=weekday)
    rest = {today + timedelta(days=number): "all" for number in range(1, 7)}
    assert draw(replace(NOTHING, calendar=a_calendar({**rest}, last=today))) == draw(  # type: ignore[dict-item]
        replace(NOTHING, calendar=a_calendar({}, last=today))
    )
    other = a_calendar({}, last=today - timedelta(days=1)) if weekday else a_calendar({}, last=today + timedelta(days=1))
    assert draw(replace(NOTHING, calendar=other)) != draw(replace(NOTHING, calendar=a_calendar({}, last=today)))


def test_the_card_stands_out_on_dark_and_on_light() -> None:
    image = drawn(NOTHING)
    assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert image.getpixel((WIDTH // 2, 30)) == (0xFB, 0xFB, 0xF8, 255)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_font_has_every_letter_of_ours(language: Language) -> None:
    """A missing one is drawn as the font's box, which looks like that of a letter nobody has."""
    missing = bytes(font(26).getmask("\U0010fffe"))
    words, names = WORDS[language], calendar_words(language)
    said = "".join([*(getattr(words, field) for field in words.__slots__), *names.months, *names.weekdays, "…·%/0123456789"])
    letters = {letter for letter in said if not letter.isspace()}
    assert len(letters) > 40
    assert [letter for letter in sorted(letters) if bytes(font(26).getmask(letter)) == missing] == []
    assert bytes(font(26).getmask("\u0b95")) == missing
