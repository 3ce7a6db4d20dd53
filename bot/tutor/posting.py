"""The moment and the store -> which channels are owed a question, and the rounds that are claimed, posted and given up."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.store import backups, dailies, rounds, seasons, servers
from bot.store.dailies import BY_ORGANISER, Daily
from bot.store.rounds import Claim, Round
from bot.store.store import Store
from bot.study.questions.freezing import Manner, frozen
from bot.study.schedule import closes_at, due
from bot.study.schedule.moments import moment
from bot.tutor import boards
from bot.tutor.dailies import LOOK_BACK, plan_of, posed_on, question_of, zone_of
from bot.tutor.library import Library

KEPT_AFTER_LEAVING = timedelta(days=30)
"""How long the data of a server is kept once the bot is no longer in it (docs/hosting.md)."""

FORGOTTEN_AFTER = timedelta(days=1)
"""How long it must have been seen that the time is over: the clock may be wrong for a while, and there is a backup by then."""

Problem = Literal["discord", "unseen", "fault", "nothing", "zone", "reveal_discord", "reveal_unseen", "reveal_fault"]
"""Of the post and of the reveal: Discord did not take it · nobody can see whether it is there · something else.
Of the post alone: no question to ask · no such time zone here."""
OF_POSTS: tuple[Problem, ...] = ("discord", "unseen", "fault", "nothing", "zone")
OF_REVEALS: tuple[Problem, ...] = ("reveal_discord", "reveal_unseen", "reveal_fault")


@dataclass(frozen=True, slots=True)
class Due:
    """A channel that is owed the question of a local date."""

    daily: Daily
    day: date


@dataclass(frozen=True, slots=True)
class Claimed:
    """The round of a channel's day, and whether this claim made it; if not, another process posts it."""

    round: Round
    ours: bool


async def owed(store: Store, now: datetime) -> AsyncIterator[Due]:
    """Every channel whose local post time has passed today, and which has had no question today."""
    last = 0
    while part := await dailies.running(store, now.date() - LOOK_BACK, after=last):
        last = part[-1].daily.id
        for each in part:
            zone = zone_of(each.daily.settings.zone)
            day = due(plan_of(each.daily), zone, now, each.asked) if zone is not None else None
            if zone is None and each.daily.problem != "zone":
                await dailies.note_problem(store, each.daily.id, "zone", now)
            if day is not None:
                yield Due(each.daily, day)


async def claim(store: Store, library: Library, daily: Daily, day: date, now: datetime) -> Claimed | None:
    """Claim the question of a channel's day, for good; None where there is nothing to ask."""
    question = await question_of(store, library, daily, day)
    if question is None:
        return None
    posed = posed_on(library, daily, question, day)
    server = await servers.of(store, daily.server)
    zone = zone_of(server.zone) if server.zone else None
    wanted = Claim(
        daily=daily.id,
        server=daily.server,
        channel=daily.channel,
        local_date=day,
        question=question.key,
        facts=question.facts,
        frozen=frozen(question, posed.order, Manner(daily.settings.language, daily.settings.feedback)),
        claimed_at=now,
        day=now.astimezone(zone).date() if zone is not None else None,
        difficulty=question.difficulty,
        season=await seasons.running(store, daily.server),
        withheld=daily.settings.feedback == "reveal",
    )
    made = await rounds.claim(store, wanted)
    return Claimed(made.round, made.ours)


async def recoverable(store: Store, now: datetime) -> tuple[Round, ...]:
    """Claims whose posting nobody has confirmed, but for those that a clock that was ahead made: they wait for their day."""
    found = []
    for round_ in await rounds.unposted(store):
        daily = await dailies.by_id(store, round_.daily)
        if daily is None or standing(daily, round_, now) != "ahead":
            found.append(round_)
    return tuple(found)


def closing_time(daily: Daily, day: date, posted: datetime) -> datetime:
    """When the round of a date closes, if the next one is posted on time."""
    zone = zone_of(daily.settings.zone)
    plan = plan_of(daily)
    return closes_at(plan, zone, day, posted) if zone is not None else posted + timedelta(days=1)


async def mark_posted(store: Store, daily: Daily, round_: Round, message: int, now: datetime) -> None:
    """The round is in the channel as that message."""
    closes = closing_time(daily, round_.local_date, now) if daily.settings.closes_after is not None else None
    there = await dailies.by_id(store, daily.id)
    if there is None or there.removed_at is not None:
        closes = now  # it was removed while the post was under way
    await rounds.posted(store, round_.id, message, now, closes)
    await solved(store, daily, OF_POSTS, now)


def standing(daily: Daily, round_: Round, now: datetime, *, early: bool = False) -> Literal["today", "over", "ahead"]:
    """Whether a claim that was never posted may be now, may never be any more, or has yet to wait for its day and its time.

    A claim waits whose clock was ahead, or whose zone was further east. One made on its day does not (an organiser wanted it
    early, or the time was changed since), nor one that is wanted `early` now.
    """
    zone = zone_of(daily.settings.zone)
    if zone is None or daily.removed_at is not None:
        return "over"
    today = now.astimezone(zone).date()
    if round_.local_date != today:
        return "over" if round_.local_date < today else "ahead"
    at = moment(today, daily.settings.post_at, zone)
    on_its_day = round_.claimed_at <= now and round_.claimed_at.astimezone(zone).date() == today
    return "today" if early or on_its_day or (at is not None and at <= now) else "ahead"


def may_come(daily: Daily, round_: Round, now: datetime, *, early: bool = False) -> bool:
    """Whether a round of this daily is still to be posted, and may be now."""
    waits = round_.message is None and round_.closed_at is None
    return waits and standing(daily, round_, now, early=early) == "today"


async def give_up(store: Store, round_: Round, now: datetime) -> None:
    """The round will not be posted."""
    await rounds.closed(store, round_.id, now)


async def daily_of(store: Store, round_: Round) -> Daily | None:
    """The daily a round belongs to, even a removed one."""
    return await dailies.by_id(store, round_.daily)


async def round_of(store: Store, round_id: int) -> Round | None:
    """A round as it stands now."""
    return await rounds.by_id(store, round_id)


async def asked_today(store: Store, daily: Daily, now: datetime) -> tuple[date | None, Round | None]:
    """The local date of a channel, and its round of that date or of one that its zone has yet to reach.

    No date where the zone is not known here.
    """
    zone = zone_of(daily.settings.zone)
    if zone is None:
        return None, None
    day = now.astimezone(zone).date()
    ahead = sorted(each for each in await rounds.dates(store, daily.channel, day) if each <= day + LOOK_BACK)
    return day, await rounds.of_day(store, daily.channel, ahead[0]) if ahead else None


async def note_problem(store: Store, daily: Daily, problem: Problem, now: datetime) -> None:
    """What went wrong, for `/daily status`."""
    await dailies.note_problem(store, daily.id, problem, now)


async def solved(store: Store, daily: Daily, problems: Collection[Problem], now: datetime) -> None:
    """What went wrong last goes well again, if it was one of these."""
    if daily.problem in problems and daily.solved_at is None:
        await dailies.solve(store, daily.id, now)


async def pause(store: Store, daily: Daily, reason: str, now: datetime) -> bool:
    """Ask nothing in this channel until an organiser has mended it; whether it ran until now."""
    return await dailies.pause(store, daily.id, reason, now)


async def untold(store: Store) -> tuple[Daily, ...]:
    """Dailies that paused by themselves, whose creators do not know yet."""
    return await dailies.untold(store, BY_ORGANISER)


async def told(store: Store, daily: Daily, now: datetime) -> bool:
    """Its creator knows of this pause; False when that was known already, or it is over."""
    return daily.paused_at is not None and await dailies.told(store, daily.id, daily.paused_at, now)


async def reconcile(store: Store, present: Collection[int], now: datetime) -> None:
    """Note which servers the bot was removed from, and which it is back in."""
    for server in await servers.everywhere(store):
        if server.left_at is None and server.server not in present:
            await servers.left(store, server.server, now)
        elif server.left_at is not None and server.server in present:
            await servers.returned(store, server.server)


async def keep_house(store: Store, now: datetime) -> None:
    """Today's backup, if there is none; what is kept of servers left long ago goes; who stopped answering fades from boards."""
    await backups.keep(store, now)
    await boards.fade(store, now)
    await servers.forget(store, now - KEPT_AFTER_LEAVING, now, FORGOTTEN_AFTER)
