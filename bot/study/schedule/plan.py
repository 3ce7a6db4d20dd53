"""A channel's plan, the moment and the dates it has had a round on -> what is due, what comes next, when it closes.

Level-triggered: nothing here remembers a timer. Whoever asks again, after a second or after a week, on this machine or on
another, gets what the moment itself says.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from bot.study.schedule.moments import moment

PostLanguage = Literal["ja", "en", "both"]
Feedback = Literal["now", "reveal"]
_DAY = timedelta(days=1)
_WIDEST = 2 * _DAY
"""The local dates of two zones are at most this far apart."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an organiser set for one channel.

    `post_at` is in minutes from midnight, `zone` an IANA name, `topics` keys (none: all), `closes_after` minutes (None:
    when the next one is posted), `exam` the id of a version (None: the one in force on the day). `first` is the first
    local date that may be asked about: see `earliest`.
    """

    post_at: int
    zone: str
    topics: tuple[str, ...] = ()
    language: PostLanguage = "ja"
    feedback: Feedback = "now"
    closes_after: int | None = None
    exam: str | None = None
    paused: bool = False
    first: date = date.min


def due(plan: Plan, zone: tzinfo, now: datetime, asked: Collection[date]) -> date | None:
    """The local date whose question is to be posted now: today's, if its time has come and it has had none.

    `zone` is the one that the plan names, `asked` the local dates of the channel's rounds; today's is enough.
    """
    day = now.astimezone(zone).date()
    if plan.paused or day < plan.first or day in asked:
        return None
    at = moment(day, plan.post_at, zone)
    return day if at is not None and at <= now else None


def next_post(plan: Plan, zone: tzinfo, now: datetime, asked: Collection[date] = ()) -> datetime | None:
    """When the next question is to be posted (UTC): it has passed where one is due now. None while paused."""
    if plan.paused:
        return None
    day = max(now.astimezone(zone).date(), plan.first)
    while day in asked or (at := moment(day, plan.post_at, zone)) is None:
        day += _DAY
    return at


def closes_at(plan: Plan, zone: tzinfo, day: date, posted: datetime) -> datetime:
    """When the round of that local date closes (UTC), given when it was posted: always after that."""
    if plan.closes_after is not None:
        return posted + timedelta(minutes=plan.closes_after)
    following = day + _DAY
    while (at := moment(following, plan.post_at, zone)) is None or at <= posted:
        following += _DAY
    return at


def earliest(zone: tzinfo, now: datetime, asked: Collection[date]) -> date:
    """`Plan.first` for a plan whose zone or time has just been changed, so that the change brings no second question.

    A zone further west may have a date still before it that the channel had its question of: Tokyo at seven, then New York
    at seven. It goes on after the newest date asked. Dates further ahead than zones are apart come of a clock that was
    wrong, and hold nothing up.
    """
    today = now.astimezone(zone).date()
    ahead = [day for day in asked if today <= day <= today + _WIDEST]
    return max(ahead) + _DAY if ahead else today
