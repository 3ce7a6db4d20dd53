from datetime import date, timedelta

import pytest

from bot.study.streaks import streak

DAY = date(2026, 3, 1)


def days(*back: int) -> list[date]:
    return [DAY - timedelta(days=number) for number in back]


@pytest.mark.parametrize(
    ("asked", "answered", "length"),
    [
        ([], [], 0),
        ([0], [], 0),
        ([0], [0], 1),
        ([0, 1, 2], [0, 1, 2], 3),
        ([0, 1, 2, 3], [0, 2, 3], 1),
        ([0, 4, 9], [0, 4, 9], 3),  # the bot posted nothing on the days between
        ([0, 1, 2], [1, 2], 2),  # today may still be answered
        ([1, 2], [1, 2], 2),  # nothing was asked today
        ([1, 2, 3], [2, 3], 0),  # yesterday was missed
        ([0, 1], [0, 1, 2], 3),  # the round of that day is gone, the answer is not
    ],
)
def test_days_in_a_row(asked: list[int], answered: list[int], length: int) -> None:
    assert streak(days(*asked), frozenset(days(*answered)), DAY) == length


def test_what_comes_later_does_not_count() -> None:
    later = [DAY + timedelta(days=1), *days(0, 1)]
    assert streak(later, frozenset(later), DAY) == 2
