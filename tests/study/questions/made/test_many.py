"""Notes as long as a book: questions are made from a part of them, in time that grows as the notes do."""

import random
import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType

import pytest

from bot.study.facts import FactBase
from bot.study.questions.made import made_from, material
from bot.study.questions.made.column import Column, Whole
from tests.study.questions.made.conftest import base, made_of

Line = Callable[[int], str]


def word(number: int) -> str:
    """A word of its own for each number."""
    return "".join(random.Random(number).choices("abcdefghijklmnopqrstuvwxyz", k=9))


FLAT: dict[str, Line] = {
    "lines": lambda n: f"- The {word(n)} holds up {word(-n)}\n",
    "figures": lambda n: f"- The {word(n)} waits for {n % 977 + 3} seconds in {word(-n)}\n",
    "literals": lambda n: f"- The {word(n)} is written as `{word(-n)}_x` in places\n",
    "cases": lambda n: f"- If the {word(n)} fails, restart the {word(-n)} twice\n",
    "terms": lambda n: f"- {word(n)}\n  - Carries {word(-n)} over walls\n" if n % 2 else "",
    "one list": lambda n: f"  - {word(n)}\n" if n else "- Things\n",
    "one case": lambda n: f"  - restart the {word(n)}\n" if n else "- If it fails\n",
    "an order": lambda n: f"  - {word(n)}\n" if n else "- Order of things\n",
    "lists of things alike": lambda n: f"- item {word(n)}\n" if n % 10 == 0 else f"  - item {word(n)}\n",
    "the same again": lambda n: "- Widget\n  - The very same thing is said of it\n" if n % 2 else "",
}


def steps(whole: FactBase) -> int:
    """How many calls of functions it takes to make the questions: the same on any machine, however busy."""
    count = 0

    def counted(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        made_from(whole)
    finally:
        sys.setprofile(before)
    return count


def flat(line: Line, count: int) -> FactBase:
    return base(("en", "# Topic\n" + "".join(map(line, range(count)))))


@pytest.mark.parametrize("line", FLAT.values(), ids=FLAT)
def test_ten_times_the_lines_take_at_most_ten_times_as_long(line: Line) -> None:
    few, many = (steps(flat(line, count)) for count in (2_000, 20_000))
    assert many < 11 * few


def test_many_long_topics_are_asked_about_in_part() -> None:
    topics = "".join(
        f"# {word(topic)}\n" + "".join(FLAT["figures"](1_000 * topic + n) for n in range(300)) for topic in range(30)
    )
    made = made_of(topics)
    asked = Counter(question.facts[0] for question in made)
    assert material.MOST_LINES * 0.9 < len(asked) <= material.MOST_LINES


def test_of_very_many_lines_the_same_are_asked_about_when_one_is_added() -> None:
    before, after = (
        {question.id for question in made_from(flat(FLAT["figures"], count))} for count in (5 * material.MOST_LINES_OF_ONE, 2_501)
    )
    assert material.MOST_LINES_OF_ONE * 0.9 < len(before) <= material.MOST_LINES_OF_ONE
    assert len(before & after) > 0.98 * len(before)


def test_what_is_said_twice_is_not_asked_about_though_only_one_of_both_was_chosen() -> None:
    twice = "".join(f"- The {word(n % 2_000)} waits for {n % 2_000 + 3} seconds\n" for n in range(4_000))
    assert made_of(f"# Topic\n{twice}") == ()


COLUMN = "# T\n- Alpha beta\n- Gamma\n- Max 5 of these\n- Max 6 of these\n- Max of these\n- !!\n"


@pytest.mark.parametrize(
    ("own", "part", "there"),
    [
        ("Gamma", "phab", True),
        ("Alpha beta", "phab", False),
        ("Gamma", "betagamma", False),
        ("Gamma", "", True),
        ("Max 5 of these", "max6", True),
        ("Max 6 of these", "max6", False),
    ],
)
def test_a_column_tells_what_stands_beside(own: str, part: str, there: bool) -> None:
    facts = [fact for fact in base(("en", COLUMN)).facts.values() if fact.path]
    fact = next(each for each in facts if each.lines["en"].plain == own)
    assert Column(facts).is_beside(fact, part) is there


@pytest.mark.parametrize(
    ("own", "before", "after", "there"),
    [
        ("Max 5 of these", "max", "ofthese", True),
        ("Max 5 of these", "max6", "ofthese", False),
        ("Max 5 of these", "", "beta", True),
        ("Alpha beta", "alpha", "", False),
        ("Gamma", "alpha", "", True),
    ],
)
def test_a_column_tells_what_fits_round_a_gap(own: str, before: str, after: str, there: bool) -> None:
    facts = [fact for fact in base(("en", COLUMN)).facts.values() if fact.path]
    fact = next(each for each in facts if each.lines["en"].plain == own)
    assert Column(facts).framed(fact, before, after) is there


@pytest.mark.parametrize(("text", "there"), [("soalphabetait", True), ("alphabeta", True), ("alphabet", False), ("gamma", False)])
def test_a_line_that_stands_whole_within_another(text: str, there: bool) -> None:
    facts = [fact for fact in base(("en", COLUMN)).facts.values() if fact.path]
    assert Whole(facts, 8).within(facts[-1], text) is there
    assert Whole(facts[:1], 8).within(facts[0], text) is False
