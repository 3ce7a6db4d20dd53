from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.study.periods import ALL, KINDS, Kind, before, month, named, of_day, season, week

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("kind", "key", "earlier"),
    [("today", "d2027-01-01", "d2026-12-31"), ("week", "w2026-53", "w2026-52"), ("month", "m2027-01", "m2026-12")],
)
def test_names(kind: Kind, key: str, earlier: str) -> None:
    period = named(kind, date(2027, 1, 1))
    assert period.key == key
    older = before(period)
    assert older is not None
    assert older.key == earlier


def test_neither_a_season_nor_all_time_knows_what_was_before() -> None:
    assert before(season(3)) is None is before(ALL)
    assert (season(3).key, ALL.key, named("season", date(2027, 1, 1), 3)) == ("s3", "a", season(3))


@given(DAYS)
def test_every_day_is_in_its_periods(day: date) -> None:
    for period in of_day(day):
        if period.first is not None and period.last is not None:
            assert period.first <= day <= period.last
            assert named(period.kind, period.first) == named(period.kind, period.last) == period
    assert [period.kind for period in of_day(day, 1)] == list(KINDS)
    assert len({period.key for period in of_day(day, 1)}) == len(KINDS)


@given(DAYS)
def test_weeks_and_months_follow_each_other_without_a_gap(day: date) -> None:
    for period in (week(day), month(day)):
        older = before(period)
        assert older is not None
        assert older.last is not None
        assert period.first == older.last + timedelta(1)


@given(DAYS, DAYS)
def test_keys_of_a_kind_are_in_the_order_of_their_dates(one: date, other: date) -> None:
    """What `store.forgetting` asks the database for."""
    for earlier, later in zip(of_day(min(one, other)), of_day(max(one, other)), strict=True):
        assert earlier.key <= later.key
