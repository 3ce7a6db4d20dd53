from datetime import date

import pytest

from bot.study.exam import ExamVersion, in_force, overlapping, weights

OLD = ExamVersion("V1", date(2020, 1, 1), date(2023, 2, 26), weights={"a": 100})
NOW = ExamVersion("V2", date(2023, 2, 27), date(2026, 11, 30), weights={"a": 60, "b": 40})
NEXT = ExamVersion("V3", date(2026, 12, 15), None, confirmed=False)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2019, 5, 1), OLD),
        (date(2020, 1, 1), OLD),
        (date(2023, 2, 26), OLD),
        (date(2023, 2, 27), NOW),
        (date(2026, 11, 30), NOW),
        (date(2026, 12, 1), NEXT),
        (date(2026, 12, 15), NEXT),
        (date(2040, 1, 1), NEXT),
    ],
)
def test_the_version_to_study_for_on_a_day(day: date, version: ExamVersion) -> None:
    assert in_force((NEXT, OLD, NOW), day) == version


def test_after_the_last_it_is_still_the_last() -> None:
    assert in_force((OLD, NOW), date(2040, 1, 1)) == NOW


def test_organisers_may_choose_another() -> None:
    assert in_force((OLD, NOW, NEXT), date(2026, 1, 1), "V3") == NEXT
    assert in_force((OLD, NOW, NEXT), date(2026, 1, 1), "V9") == NOW


def test_a_deck_without_an_exam() -> None:
    assert in_force((), date(2026, 1, 1), "V1") is None
    assert weights((), date(2026, 1, 1)) == {}


def test_weights_follow_the_version() -> None:
    assert weights((OLD, NOW), date(2026, 1, 1)) == {"a": 60, "b": 40}
    assert weights((OLD, NOW), date(2026, 1, 1), "V1") == {"a": 100}


def test_what_is_always_held() -> None:
    always = ExamVersion("V")
    assert in_force((always,), date(1999, 1, 1)) == always
    assert overlapping((always, NOW)) == ((always, NOW),)
    assert overlapping((OLD, NOW, NEXT)) == ()
