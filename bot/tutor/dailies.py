"""What an organiser wants of a channel -> its daily, what comes next, and how all dailies of a server fare."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from typing import Literal

from bot.store import dailies, rounds, servers
from bot.store.dailies import BY_ORGANISER, Daily, DailySettings
from bot.store.rounds import Round
from bot.store.store import Store
from bot.study.facts import Language
from bot.study.questions import Question
from bot.study.questions.returning import Asked
from bot.study.questions.shuffling import shown
from bot.study.schedule import Plan, earliest, next_post
from bot.study.schedule.typed_times import Reason, open_for, time_of_day
from bot.study.schedule.typed_times import Refused as Unread
from bot.study.text import fold
from bot.tutor import zones
from bot.tutor.explain import placed
from bot.tutor.library import Library
from bot.tutor.planning import question_for
from bot.tutor.practice import Posed
from bot.tutor.rounds import languages, posed
from bot.tutor.topic_names import SEVERAL, topic_named

USUAL_TIME = 7 * 60
USUAL_ZONE: dict[Language, str] = {"ja": "Asia/Tokyo", "en": "UTC"}
NEEDED = ("view_channel", "send_messages", "read_message_history")
"""Discord's permissions to post, and to find one's own post again after a crash."""
NO_CHANNEL = "no_channel"
"""The reason of a pause because the channel is no longer there."""
OF_SETTINGS = ("nothing", "zone")
"""Problems that other settings solve; where they do not, they are noted again."""
LOOK_BACK = timedelta(days=3)
"""Local dates of all zones are at most two days apart."""

_ALL = frozenset({"all", "any", "everything", "*", "全部", "すべて", "全て", "全トピック"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What an organiser chose for a channel, as typed. None leaves it as it was, or usual where there was nothing."""

    time: str | None = None
    zone: str | None = None
    topics: str | None = None
    language: Literal["ja", "en", "both"] | None = None
    feedback: Literal["now", "reveal"] | None = None
    closes_after: str | None = None
    ping_role: int | None = None
    no_ping: bool = False
    thread: bool | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a wish cannot be granted. `names` are what may have been meant."""

    what: Literal["time", "closes_after", "zone", "topic", "nothing"]
    typed: str = ""
    reason: Reason | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """The next question of a daily: when it is to be posted (it may be due now), and as it will look; None: there is none."""

    at: datetime | None
    day: date | None = None
    posed: Posed | None = None
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """A daily, when its next question comes (None while it is paused), and its newest round."""

    daily: Daily
    next_at: datetime | None
    latest: Round | None
    is_due: bool = False


@cache
def zone_of(name: str) -> tzinfo | None:
    """The zone of that IANA name; None where this machine knows none."""
    return zones.zone(name)


def plan_of(daily: Daily) -> Plan:
    """A daily as the schedule sees it."""
    chosen = daily.settings
    return Plan(
        post_at=chosen.post_at,
        zone=chosen.zone,
        topics=chosen.topics,
        language="en" if chosen.language == "en" else "both" if chosen.language == "both" else "ja",
        feedback="reveal" if chosen.feedback == "reveal" else "now",
        closes_after=chosen.closes_after,
        exam=chosen.exam,
        paused=daily.paused_at is not None,
        first=daily.first or date.min,
    )


def languages_of(daily: Daily) -> tuple[Language, ...]:
    """The languages of a daily's posts, the first at full size."""
    return languages(daily.settings.language)


def wished(
    library: Library, wish: Wish, before: DailySettings | None, now: datetime, language: Language
) -> DailySettings | Refusal:
    """The settings of a wish, given those the channel has had and the organiser's language."""
    old = before or DailySettings(USUAL_TIME, USUAL_ZONE[language], language=language)
    minute = old.post_at if wish.time is None else time_of_day(wish.time)
    if isinstance(minute, Unread):
        return Refusal("time", minute.typed, minute.reason)
    name = old.zone if wish.zone is None else zones.named(wish.zone)
    if name is None or zone_of(name) is None:
        return Refusal("zone", wish.zone or old.zone, names=zones.suggested(wish.zone or "", now, 5))
    closes = old.closes_after if wish.closes_after is None else open_for(wish.closes_after)
    if isinstance(closes, Unread):
        return Refusal("closes_after", closes.typed, closes.reason)
    topics = old.topics if wish.topics is None else _topics(library, wish.topics)
    if isinstance(topics, Refusal):
        return topics
    if not any(library.questions.by_topic.get(topic) for topic in topics or library.questions.by_topic):
        return Refusal("nothing")
    return replace(
        old,
        post_at=minute,
        zone=name,
        topics=topics,
        language=wish.language or old.language,
        feedback=wish.feedback or old.feedback,
        closes_after=closes,
        ping_role=None if wish.no_ping else wish.ping_role or old.ping_role,
        thread=old.thread if wish.thread is None else wish.thread,
    )


def _topics(library: Library, typed: str) -> tuple[str, ...] | Refusal:
    """The keys of the topics somebody named, several with commas between them."""
    if fold(typed).strip() in _ALL:
        return ()
    parts = [part for part in map(str.strip, SEVERAL.split(typed)) if part]
    found = {part: topic_named(library, part) for part in parts}
    unknown = next((part for part, key in found.items() if key is None), None)
    if unknown is None:
        return tuple(dict.fromkeys(key for key in found.values() if key)) or Refusal("topic", typed)
    whole = topic_named(library, typed)  # one whose name has a comma in it
    return Refusal("topic", unknown) if whole is None else (whole,)


async def set_up(store: Store, server: int, channel: int, settings: DailySettings, *, by: int, now: datetime) -> Daily:
    """A daily for a channel, running from now on; one that is there takes these settings, paused if an organiser wanted so."""
    zone = zone_of(settings.zone)
    asked = await rounds.dates(store, channel, now.date() - LOOK_BACK)
    first = earliest(zone, now, asked) if zone is not None else None
    await servers.begin_zone(store, server, settings.zone)
    seed = secrets.token_hex(8)
    daily = await dailies.set_up(store, server, channel, settings, by=by, at=now, seed=seed, first=first)
    if daily.problem in OF_SETTINGS and await dailies.solve(store, daily.id, now):
        return replace(daily, solved_at=now)
    return daily


async def of_channel(store: Store, channel: int) -> Daily | None:
    """The daily of a channel."""
    return await dailies.of_channel(store, channel)


async def meant(store: Store, server: int, is_gone: Callable[[int], bool]) -> Daily | None:
    """The daily a command means that was given where there is none: the only one, else the oldest whose channel is gone.

    However it came to be paused: an organiser may have done so before the channel was deleted.
    """
    found = await dailies.of_server(store, server)
    if len(found) == 1:
        return found[0]
    return next((daily for daily in found if is_gone(daily.channel)), None)


async def pause(store: Store, daily: Daily, now: datetime) -> bool:
    """Ask nothing until an organiser resumes it; whether no organiser had wanted that before."""
    return await dailies.pause(store, daily.id, BY_ORGANISER, now)


async def resume(store: Store, daily: Daily) -> bool:
    """Ask again; whether it was paused."""
    return await dailies.resume(store, daily.id)


async def remove(store: Store, daily: Daily, now: datetime) -> bool:
    """Ask nothing any more, and close what is open. What was asked and answered stays."""
    await rounds.end(store, daily.id, now)
    return await dailies.remove(store, daily.id, now)


async def coming(store: Store, library: Library, daily: Daily, now: datetime) -> Coming:
    """The next question of a daily as it stands now: answers until then may bring another."""
    at, day = await _next(store, daily, now)
    if day is None:
        return Coming(at)
    is_due = at is not None and at <= now
    claimed = await rounds.of_day(store, daily.channel, day)
    if claimed is not None:
        return Coming(at, day, posed(library, claimed), is_due)
    question = await question_of(store, library, daily, day)
    return Coming(at, day, None if question is None else posed_on(library, daily, question, day), is_due)


async def next_at(store: Store, daily: Daily, now: datetime) -> datetime | None:
    """When the next question of a daily comes; None where none will."""
    return None if daily.removed_at is not None else (await _next(store, daily, now))[0]


async def question_of(store: Store, library: Library, daily: Daily, day: date) -> Question | None:
    """The question of a channel's day; None where there is nothing to ask."""
    history = [
        Asked(each.local_date, each.question, each.facts, each.right) for each in await rounds.history(store, daily.channel)
    ]
    # In a thread: it takes some milliseconds, and in many channels it is seven o'clock at the same moment.
    return await asyncio.to_thread(question_for, library, plan_of(daily), history, day, daily.seed)


def posed_on(library: Library, daily: Daily, question: Question, day: date) -> Posed:
    """A question with its options in the order they have in that channel on that day."""
    facts = tuple(placed(library, library.base[key]) for key in question.facts)
    return Posed(question, shown(question, f"{daily.seed}/{day}"), facts, library.base.topic_of(facts[0].fact))


async def of_server(store: Store, server: int) -> Sequence[Daily]:
    """The dailies of a server, oldest first."""
    return await dailies.of_server(store, server)


async def status(store: Store, daily: Daily, now: datetime) -> Status:
    """How a daily fares."""
    at, _ = await _next(store, daily, now)
    return Status(daily, at, await rounds.latest(store, daily.channel), at is not None and at <= now)


async def _next(store: Store, daily: Daily, now: datetime) -> tuple[datetime | None, date | None]:
    zone = zone_of(daily.settings.zone)
    if zone is None:
        return None, None
    since, plan = now.astimezone(zone).date(), plan_of(daily)
    asked = await rounds.dates(store, daily.channel, since, still_to_come=False)
    waiting = await rounds.dates(store, daily.channel, since) - asked
    at = next_post(replace(plan, first=min(plan.first, *waiting)) if waiting else plan, zone, now, asked)
    return at, None if at is None else at.astimezone(zone).date()
