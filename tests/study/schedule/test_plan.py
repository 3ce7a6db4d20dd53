"""What is due, what comes next, and when a round closes."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.study.schedule import Plan, closes_at, due, earliest, next_post

TOKYO = ZoneInfo("Asia/Tokyo")
SEVEN = Plan(7 * 60, "Asia/Tokyo")
DAY = date(2026, 11, 27)


def at(text: str, zone: ZoneInfo = TOKYO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def test_nothing_before_the_time() -> None:
    assert due(SEVEN, TOKYO, at("2026-11-27 06:59:59"), []) is None


def test_due_from_the_minute_on_until_it_was_asked() -> None:
    for time in ("07:00", "12:00", "23:59:59"):
        assert due(SEVEN, TOKYO, at(f"2026-11-27 {time}"), [date(2026, 11, 26)]) == DAY
        assert due(SEVEN, TOKYO, at(f"2026-11-27 {time}"), [DAY]) is None


def test_a_host_asleep_for_a_week_owes_one_question() -> None:
    asked = {date(2026, 11, 20)}
    day = due(SEVEN, TOKYO, at("2026-11-27 10:00"), asked)
    assert day == DAY
    asked.add(day)
    assert due(SEVEN, TOKYO, at("2026-11-27 10:01"), asked) is None


def test_waking_before_the_time_owes_none_for_yesterday() -> None:
    assert due(SEVEN, TOKYO, at("2026-11-27 06:00"), [date(2026, 11, 20)]) is None


def test_asked_early_by_hand_is_not_asked_again() -> None:
    assert due(SEVEN, TOKYO, at("2026-11-27 07:00"), [DAY]) is None
    assert next_post(SEVEN, TOKYO, at("2026-11-27 05:00"), [DAY]) == at("2026-11-28 07:00")


def test_paused() -> None:
    paused = replace(SEVEN, paused=True)
    assert due(paused, TOKYO, at("2026-11-27 10:00"), []) is None
    assert next_post(paused, TOKYO, at("2026-11-27 10:00")) is None


def test_a_clock_that_ran_ahead_and_was_set_right_holds_nothing_up() -> None:
    asked = [date(2027, 11, 27), date(2026, 11, 28)]
    assert due(SEVEN, TOKYO, at("2026-11-27 07:00"), asked) == DAY
    assert due(SEVEN, TOKYO, at("2026-11-28 07:00"), [*asked, DAY]) is None
    assert next_post(SEVEN, TOKYO, at("2026-11-27 08:00"), [*asked, DAY]) == at("2026-11-29 07:00")


def test_a_clock_set_back_over_midnight_does_not_ask_again() -> None:
    midnight = replace(SEVEN, post_at=0)
    asked = [DAY]
    assert due(midnight, TOKYO, at("2026-11-27 00:01"), asked) is None
    assert due(midnight, TOKYO, at("2026-11-26 23:50"), [date(2026, 11, 26), *asked]) is None


def test_next_is_today_tomorrow_or_already_due() -> None:
    assert next_post(SEVEN, TOKYO, at("2026-11-27 05:00")) == at("2026-11-27 07:00")
    assert next_post(SEVEN, TOKYO, at("2026-11-27 08:00"), [DAY]) == at("2026-11-28 07:00")
    late = next_post(SEVEN, TOKYO, at("2026-11-27 08:00"))
    assert late == at("2026-11-27 07:00")
    assert late.tzinfo is UTC


def test_next_passes_over_a_date_that_never_was() -> None:
    apia = ZoneInfo("Pacific/Apia")
    plan = Plan(7 * 60, "Pacific/Apia")
    assert next_post(plan, apia, at("2011-12-29 08:00", apia), [date(2011, 12, 29)]) == at("2011-12-31 07:00", apia)
    assert closes_at(plan, apia, date(2011, 12, 29), at("2011-12-29 07:00", apia)) == at("2011-12-31 07:00", apia)


def test_closes_when_the_next_is_posted() -> None:
    assert closes_at(SEVEN, TOKYO, DAY, at("2026-11-27 07:00:05")) == at("2026-11-28 07:00")
    assert closes_at(SEVEN, TOKYO, DAY, at("2026-11-27 05:00")) == at("2026-11-28 07:00"), "posted early by hand"
    assert closes_at(SEVEN, TOKYO, DAY, at("2026-11-27 23:59")) == at("2026-11-28 07:00"), "posted late"


def test_closes_when_its_time_is_over() -> None:
    plan = replace(SEVEN, closes_after=90)
    assert closes_at(plan, TOKYO, DAY, at("2026-11-27 07:05")) == at("2026-11-27 08:35")


def test_never_closes_before_it_was_posted() -> None:
    assert closes_at(SEVEN, TOKYO, DAY, at("2026-11-30 09:00")) == at("2026-12-01 07:00"), "the clock was wrong meanwhile"


class TestChanges:
    """An organiser changes a plan in the middle of a day."""

    def changed(self, post_at: int, zone: str, now: datetime, asked: Collection[date]) -> Plan:
        return Plan(post_at, zone, first=earliest(ZoneInfo(zone), now, asked))

    def test_a_later_time_brings_no_second_question(self) -> None:
        now = at("2026-11-27 08:00")
        plan = self.changed(20 * 60, "Asia/Tokyo", now, [DAY])
        assert due(plan, TOKYO, at("2026-11-27 20:00"), [DAY]) is None
        assert due(plan, TOKYO, at("2026-11-28 20:00"), [DAY]) == date(2026, 11, 28)

    def test_an_earlier_time_that_has_passed_is_due_at_once(self) -> None:
        now = at("2026-11-27 12:00")
        plan = self.changed(7 * 60, "Asia/Tokyo", now, [date(2026, 11, 26)])
        assert due(plan, TOKYO, now, [date(2026, 11, 26)]) == DAY

    def test_a_zone_further_west_waits_for_the_date_after(self) -> None:
        west = ZoneInfo("America/New_York")
        now = at("2026-11-27 08:00")  # still the 26th in New York
        plan = self.changed(7 * 60, "America/New_York", now, [DAY])
        assert due(plan, west, now, [DAY]) is None
        assert due(plan, west, at("2026-11-27 07:00", west), [DAY]) is None
        assert due(plan, west, at("2026-11-28 07:00", west), [DAY]) == date(2026, 11, 28)

    def test_a_zone_further_east_goes_on_with_its_own_date(self) -> None:
        east = ZoneInfo("Asia/Tokyo")
        now = at("2026-11-26 20:00", ZoneInfo("America/New_York"))  # the 27th, ten in the morning, in Tokyo
        plan = self.changed(7 * 60, "Asia/Tokyo", now, [date(2026, 11, 26)])
        assert due(plan, east, now, [date(2026, 11, 26)]) == DAY

    def test_a_clock_once_wrong_by_years_holds_nothing_up(self) -> None:
        assert earliest(TOKYO, at("2026-11-27 08:00"), [date(2036, 1, 1)]) == DAY


ZONES = [
    "Asia/Tokyo",
    "America/Nuuk",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Africa/Cairo",
    "Asia/Kathmandu",
]
CHANGE = st.tuples(st.sampled_from(ZONES), st.integers(0, 1439))
STEP = st.timedeltas(timedelta(hours=-30), timedelta(days=3))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(STEP, st.none() | CHANGE), max_size=60), st.integers(1324339200, 1798761600))
def test_never_two_on_one_date_whatever_is_changed(steps: list[tuple[timedelta, tuple[str, int] | None]], start: int) -> None:
    now = datetime.fromtimestamp(start, UTC)
    plan, asked = SEVEN, list[date]()
    for step, change in steps:
        now += step
        if change is not None:
            zone, post_at = change
            plan = Plan(post_at, zone, first=earliest(ZoneInfo(zone), now, asked))
        there = ZoneInfo(plan.zone)
        day = due(plan, there, now, asked)
        if day is not None:
            assert day not in asked
            assert day == now.astimezone(there).date()
            asked.append(day)
            assert closes_at(plan, there, day, now) > now
            assert due(plan, there, now, asked) is None


@pytest.mark.parametrize("zone", ZONES)
def test_due_and_next_agree(zone: str) -> None:
    there, plan = ZoneInfo(zone), Plan(23 * 60 + 30, zone)
    now = datetime(2026, 3, 20, tzinfo=UTC)
    asked: list[date] = []
    while len(asked) < 20:
        coming = next_post(plan, there, now, asked)
        assert coming is not None
        assert coming >= now
        assert due(plan, there, coming - timedelta(seconds=1), asked) is None
        day = due(plan, there, coming, asked)
        assert day is not None
        asked.append(day)
        now = coming
    assert asked == [asked[0] + timedelta(days=number) for number in range(20)]
