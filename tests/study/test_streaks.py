from datetime import date, timedelta

import pytest

from bot.study.streaks import Streak, answered, missed, of_server, quorum, replayed

MONDAY = date(2026, 3, 2)


def days(*numbers: int) -> list[date]:
    return [MONDAY + timedelta(days=number) for number in numbers]


def length(asked: list[int], done: list[int]) -> int:
    return replayed(days(*asked), frozenset(days(*done)))[-1].streak.length


@pytest.mark.parametrize(
    ("asked", "done", "expected"),
    [
        ([0], [0], 1),
        ([0, 1, 2], [0, 1, 2], 3),
        ([0, 1, 2, 3], [0, 1, 3], 1),
        ([0, 4, 9], [0, 4, 9], 3),  # the bot posted nothing on the days between
        ([0, 1], [0, 1, 2], 3),  # the round of that day is gone, the answer is not
        ([0, 1, 2], [1, 2], 2),
    ],
)
def test_days_in_a_row(asked: list[int], done: list[int], expected: int) -> None:
    assert length(asked, done) == expected


def test_five_days_of_a_week_earn_a_freeze_that_covers_a_missed_day() -> None:
    steps = replayed(days(*range(8)), frozenset(days(0, 1, 2, 3, 4, 6, 7)))
    assert [step.earned for step in steps] == [False] * 4 + [True] + [False] * 2
    assert steps[5].frozen == tuple(days(5))
    assert steps[5].streak == Streak(6, 6, 0, days(6)[0], 6)
    assert steps[6].streak.length == 7


def test_five_days_across_two_weeks_earn_none() -> None:
    assert not any(step.earned for step in replayed(days(*range(3, 11)), frozenset(days(3, 4, 5, 7, 8, 9, 10))))


def test_no_more_than_two_are_held() -> None:
    done = frozenset(days(*range(21)))
    assert replayed(done, done)[-1].streak.freezes == 2
    assert sum(step.earned for step in replayed(done, done)) == 2


def test_a_freeze_covers_one_day_and_the_next_one_breaks() -> None:
    step = missed(Streak(length=9, best=9, freezes=1, last=MONDAY), days(1, 2, 3))
    assert step.frozen == tuple(days(1))
    assert (step.lost, step.streak.length, step.streak.best, step.streak.freezes) == (9, 0, 9, 0)


def test_nothing_to_save_needs_no_freeze() -> None:
    assert missed(Streak(freezes=2), days(1, 2)).streak.freezes == 2


def test_a_best_stays() -> None:
    assert answered(Streak(4, 4, 0, MONDAY, 1), days(1), days(2)[0]).streak.best == 4


@pytest.mark.parametrize(("before", "needed"), [([], 2), ([1], 2), ([10], 5), ([10, 11], 6), ([99] + [2] * 7, 2)])
def test_a_quorum_is_half_of_the_usual(before: list[int], needed: int) -> None:
    assert quorum(before) == needed


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], 0),
        ([1], 0),
        ([2], 1),
        ([4, 4, 4], 3),
        ([4, 4, 1, 4], 1),
        ([4, 4, 4, 0], 3),  # today is not over
        ([4, 4, 4, 3], 4),
    ],
)
def test_the_streak_of_a_server(counts: list[int], expected: int) -> None:
    asked = list(zip(days(*range(len(counts))), counts, strict=True))
    assert of_server(asked, asked[-1][0] if asked else MONDAY) == expected


def test_a_day_that_is_over_without_a_quorum_breaks_it() -> None:
    assert of_server(list(zip(days(0, 1), [4, 0], strict=True)), days(2)[0]) == 0
