import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.scoring import MOST_BONUS, TRIED, bonus, points


@pytest.mark.parametrize(("difficulty", "expected"), [(1, 10), (2, 12), (3, 15), (0, 10), (9, 15)])
def test_a_right_answer_brings_more_the_harder_it_is(difficulty: int, expected: int) -> None:
    assert points(True, difficulty) == expected


@given(st.integers())
def test_a_wrong_one_brings_the_same_whatever_it_was(difficulty: int) -> None:
    assert points(False, difficulty) == TRIED < points(True, difficulty)


@pytest.mark.parametrize(("length", "expected"), [(0, 0), (1, 0), (2, 1), (6, 5), (7, 5), (400, 5)])
def test_a_streak_adds_a_little(length: int, expected: int) -> None:
    assert bonus(length) == expected <= MOST_BONUS
