"""Streaks and freezes over any moments of answering, zones, failures and turns of the year: as a slow, plain model has them.

The model goes from moments (UTC) to a streak by walking through the calendar a day at a time. It shares no line with `streaks`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from bot.study.schedule.moments import moment
from bot.study.streaks import Step, Streak, answered, replayed

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ZONES = (
    *("Asia/Tokyo", "UTC", "Asia/Kathmandu", "Europe/Berlin", "America/New_York", "America/St_Johns", "America/Havana"),
    *("Asia/Beirut", "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "America/Nuuk", "Antarctica/Troll"),
)
"""Half of them change their clocks, some at midnight; Apia had no 30th of December 2011."""
YEARS = st.integers(2008, 2034)
BEGINNINGS = st.one_of(
    st.dates(date(2008, 1, 1), date(2034, 12, 31)),
    st.builds(date, YEARS, st.just(12), st.integers(8, 31)),  # weeks that belong to two years, some of them a 53rd
    st.builds(date, YEARS, st.sampled_from([3, 10, 11]), st.integers(1, 25)),  # clocks are changed
)


@dataclass(frozen=True)
class OneDay:
    """A day of the story. `late`: minutes after its time at which the bot posted, None where it failed to.

    `taps`: minutes after that time at which the member answered what was open.
    """

    late: int | None
    taps: tuple[int, ...]


def run(day: st.SearchStrategy[OneDay], least: int, most: int) -> st.SearchStrategy[list[OneDay]]:
    """So many days of a kind in a row: freezes take weeks to earn."""
    return st.lists(day, min_size=least, max_size=most)


STEADY = st.builds(OneDay, st.just(0), st.sampled_from([(30,), (1400,)]))
MISSED = st.builds(OneDay, st.just(0), st.just(()))
FAILED = st.builds(OneDay, st.none(), st.sampled_from([(), (30,)]))
ANY = st.builds(OneDay, st.none() | st.integers(0, 1500), st.lists(st.integers(-1500, 3000), max_size=2).map(tuple))
RUNS = st.one_of(run(STEADY, 5, 25), run(STEADY, 1, 7), run(MISSED, 1, 3), run(FAILED, 1, 3), run(ANY, 1, 5))
STORIES = st.lists(RUNS, min_size=1, max_size=8).map(lambda runs: list(chain.from_iterable(runs)))


def rounds_of(story: Sequence[OneDay], zone: ZoneInfo, first: date, minute: int) -> list[datetime]:
    """When each question was posted: on its own date, or not at all."""
    posted = []
    for number, one in enumerate(story):
        due = moment(first + number * DAY, minute, zone)
        if due is None or one.late is None:
            continue
        at = due + one.late * MINUTE
        if at.astimezone(zone).date() == first + number * DAY:
            posted.append(at)
    return posted


def taps_of(story: Sequence[OneDay], first: date, minute: int) -> list[datetime]:
    """When the member answered; in no order."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) + minute * MINUTE
    return [start + number * DAY + tap * MINUTE for number, one in enumerate(story) for tap in one.taps]


def answered_days(posted: Sequence[datetime], taps: Sequence[datetime], zone: ZoneInfo) -> set[date]:
    """The days of the questions that were open at these moments, as answers are kept by: the server's day when it was posted."""
    found = (bisect_right(posted, tap) - 1 for tap in taps)
    return {posted[number].astimezone(zone).date() for number in found if number >= 0}


def modelled(posted: Sequence[datetime], taps: Sequence[datetime], zone: ZoneInfo) -> list[Step]:
    """The steps, from the moments alone."""

    def question(day: date) -> datetime | None:
        return next((at for at in posted if f"{at.astimezone(zone):%F}" == f"{day:%F}"), None)

    def was_answered(day: date) -> bool:
        since = question(day)
        later = [at for at in posted if since is not None and at > since]
        return any(since <= tap and all(tap < at for at in later) for tap in taps) if since is not None else False

    steps: list[Step] = []
    length = best = held = lost = 0
    frozen: list[date] = []
    done: list[date] = []
    day, end = posted[0].date() - DAY, posted[-1].date() + DAY  # in UTC: a day more on either side
    while day <= end:
        if was_answered(day):
            done.append(day)
            length, week = length + 1, f"{day:%G %V}"
            best, in_week = max(best, length), sum(f"{each:%G %V}" == week for each in done)
            earned = in_week == 5 and held < 2
            held += 1 if earned else 0
            steps.append(Step(Streak(length, best, held, day, in_week), tuple(frozen), lost, earned))
            frozen, lost = [], 0
        elif question(day) is not None and done:
            if length > 0 and held > 0:
                held -= 1
                frozen.append(day)
            else:
                lost, length = lost + length, 0
        day += DAY
    return steps


NEW_YEAR = [OneDay(0, (30,))] * 4 + [OneDay(None, ())] + [OneDay(0, (30,))] * 2 + [OneDay(0, ())] + [OneDay(0, (30,))] * 3


@settings(max_examples=300, deadline=None)
@given(STORIES, st.sampled_from(ZONES).map(ZoneInfo), BEGINNINGS, st.integers(0, 1439))
@example(NEW_YEAR, ZoneInfo("Asia/Tokyo"), date(2026, 12, 28), 420)  # the week is the 53rd; a freeze is earned on the 3rd
@example([OneDay(0, (30,))] * 9, ZoneInfo("Pacific/Apia"), date(2011, 12, 26), 1410)  # five days of a week of six
def test_streaks_are_what_a_plain_model_says(story: list[OneDay], zone: ZoneInfo, first: date, minute: int) -> None:
    posted, taps = rounds_of(story, zone, first, minute), taps_of(story, first, minute)
    asked = [at.astimezone(zone).date() for at in posted]
    assert asked == sorted(set(asked))
    done = answered_days(posted, taps, zone)
    expected = modelled(posted, taps, zone) if posted else []
    assert replayed(asked, done) == expected
    assert one_by_one(asked, done) == expected
    event(f"freezes used: {min(sum(len(step.frozen) for step in expected), 3)}")
    event(f"streaks lost: {min(sum(step.lost > 0 for step in expected), 3)}")


def one_by_one(asked: Sequence[date], done: set[date]) -> list[Step]:
    """As the store counts answers that come in."""
    steps: list[Step] = []
    streak = Streak()
    for day in sorted(done):
        last = streak.last
        steps.append(answered(streak, [each for each in asked if last is not None and last < each < day], day))
        streak = steps[-1].streak
    return steps


def test_an_answer_after_midnight_is_the_day_before_s_wherever_the_server_is() -> None:
    """Posted at 23:30 on the day clocks change, answered an hour later: each day has its answer."""
    for zone, day in (
        ("Europe/Berlin", date(2026, 3, 27)),
        ("America/New_York", date(2026, 10, 30)),
        ("UTC", date(2026, 12, 30)),
    ):
        posted = rounds_of([OneDay(0, ())] * 5, ZoneInfo(zone), day, 1410)
        done = answered_days(posted, [at + timedelta(hours=1) for at in posted], ZoneInfo(zone))
        assert done == {day + number * DAY for number in range(5)}
        assert replayed(done, done)[-1].streak.length == 5
