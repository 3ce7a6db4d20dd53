"""A server, a period and whoever looks -> a board: members, study groups or topics, and where they stand themselves."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeVar

from bot.store import answers, groups, recounting, seasons, servers, standings
from bot.store.errors import StoreError
from bot.store.standings import Standing
from bot.store.store import Store
from bot.study import periods, streaks
from bot.study.facts import Fact
from bot.study.periods import Period
from bot.tutor import zones
from bot.tutor.answering import Member, Refusal
from bot.tutor.library import Library
from bot.tutor.places import (
    PLACES,
    Board,
    GroupBoard,
    GroupPlace,
    Look,
    MemberBoard,
    NoSeason,
    Place,
    Shown,
    TopicBoard,
    TopicPlace,
)
from bot.tutor.stored import Stored

T = TypeVar("T")

FADES_AFTER = timedelta(days=60)
"""Who answered nothing for so long has faded from the board of all time, and is back with the next answer."""


async def board(stored: Stored, library: Library, viewer: Member, look: Look) -> Board | NoSeason | Refusal:
    """The board a member of a server asks for; a page beyond the last is the last one. UNKNOWN outside servers."""
    if viewer.server is None:
        return Refusal.UNKNOWN
    try:
        store = await stored.get()
        now = await today(store, viewer.server, viewer.now)
        shown = await _shown(store, viewer.server, look, now)
        if shown is None:
            return NoSeason()
        if look.by == "member":
            return await _members(store, viewer, viewer.server, shown, look.page, now)
        if look.by == "group":
            return await _groups(store, viewer, viewer.server, shown, look.page)
        return await _topics(store, library, viewer, viewer.server, shown, look.page)
    except StoreError:
        return Refusal.NOT_KEPT


async def today(store: Store, server: int, now: datetime) -> date:
    """The day it is in a server's time zone; UTC's where it has chosen none."""
    return now.astimezone(await _zone(store, server)).date()


async def _zone(store: Store, server: int) -> tzinfo:
    found = await servers.of(store, server)
    return (zones.zone(found.zone) if found.zone else None) or UTC


async def _shown(store: Store, server: int, look: Look, now: date) -> Shown | None:
    if look.kind == "season":
        every = await seasons.of_server(store, server)
        if not every:
            return None
        number = min(look.back, len(every) - 1)
        season, zone = every[number], await _zone(store, server)
        since = season.started_at.astimezone(zone).date()
        until = season.ended_at.astimezone(zone).date() if season.ended_at is not None else None
        return Shown(look.by, periods.season(season.id), number, season, number + 1 < len(every), since, until)
    period, first = periods.named(look.kind, now), await standings.first_day(store, server)
    steps = 0
    while steps < look.back and _is_older(period, first):
        period, steps = periods.before(period) or period, steps + 1
    return Shown(look.by, period, steps, older=_is_older(period, first))


def _is_older(period: Period, first: date | None) -> bool:
    """Whether anything was asked before the period."""
    return period.first is not None and first is not None and first < period.first


async def _before(store: Store, server: int, shown: Shown) -> Period | None:
    """The period before the one shown."""
    if shown.season is None:
        return periods.before(shown.period)
    older = [each for each in await seasons.of_server(store, server) if each.id < shown.period.season]  # type: ignore[operator]
    return periods.season(older[0].id) if older else None


async def _members(store: Store, viewer: Member, server: int, shown: Shown, page: int, now: date) -> MemberBoard:
    before = await _before(store, server, shown)
    found = await standings.board(
        store,
        server,
        shown.period.key,
        before.key if before is not None else None,
        viewer.user,
        page=page,
        most=PLACES,
    )
    places = tuple(_place(each, viewer, found.ranks) for each in found.page.standings)
    own = _place(found.page.own, viewer, found.ranks) if found.page.own is not None else None
    winners = tuple(_place(each, viewer, {}) for each in found.winners)
    pages = max(-(-found.page.shown // PLACES), 1)
    streak = streaks.of_server(found.days, now)
    return MemberBoard(shown, places, found.number, pages, found.page.shown, own, winners, streak, found.page.off)


def _page(every: Sequence[T], page: int) -> tuple[tuple[T, ...], int, int]:
    """The places on that page or the last one, its number, and how many pages there are."""
    pages = max(-(-len(every) // PLACES), 1)
    page = min(page, pages - 1)
    return tuple(every[page * PLACES : (page + 1) * PLACES]), page, pages


def _place(standing: Standing, viewer: Member, ranks: Mapping[int, int]) -> Place:
    before = ranks.get(standing.learner)
    moved = before - standing.rank if before is not None and standing.rank is not None else None
    mine = standing.user == viewer.user
    return Place(standing.rank, standing.name, standing.points, standing.answered, standing.right, mine, moved)


async def _groups(store: Store, viewer: Member, server: int, shown: Shown, page: int) -> GroupBoard:
    found = await standings.group_page(store, server, shown.period.key)
    before = await _before(store, server, shown)
    earlier = await standings.group_page(store, server, before.key) if before is not None else ()
    own = await groups.of_user(store, server, viewer.user)
    ranks = {each.study_group: _rank(earlier, each) for each in earlier}
    places = tuple(_group_place(each, _rank(found, each), own, ranks) for each in found)
    listed = {each.study_group for each in found}
    others = tuple(each.name for each in await groups.of_server(store, server) if each.id not in listed)
    inside = standings.Inside((), 0)
    if own is not None:
        inside = await standings.within_group(store, server, shown.period.key, own.id, viewer.user, PLACES)
    first = ((each, _rank(earlier, each)) for each in earlier[: standings.MOST_WINNERS])
    winners = tuple(_group_place(each, rank, own, {}) for each, rank in first if rank <= standings.WINNERS)
    return GroupBoard(
        shown,
        *_page(places, page),
        others,
        own.name if own else None,
        next((each for each in places if each.mine), None),
        tuple(_place(each, viewer, {}) for each in inside.standings),
        winners,
        inside.points,
        inside.off,
    )


def _rank(found: Sequence[standings.GroupStanding], one: standings.GroupStanding) -> int:
    return 1 + sum(each.mean > one.mean for each in found)


def _group_place(one: standings.GroupStanding, rank: int, own: groups.Group | None, before: Mapping[int, int]) -> GroupPlace:
    moved = before[one.study_group] - rank if one.study_group in before else None
    return GroupPlace(rank, one.name, one.mean, one.counted, own is not None and own.id == one.study_group, moved)


async def _topics(store: Store, library: Library, viewer: Member, server: int, shown: Shown, page: int) -> TopicBoard:
    period = shown.period
    found = await standings.round_counts_of(store, server, first=period.first, last=period.last, season=period.season)
    places: dict[str, TopicPlace] = {}
    for each in found:
        topic = topic_of(library, json.loads(each.facts))
        key = topic.key if topic is not None else ""
        place = places.get(key, TopicPlace(topic, 0, 0))
        places[key] = replace(place, answered=place.answered + each.answered, right=place.right + each.right)
    for key, (answered, right) in (await _own_topics(store, library, viewer, server, shown)).items():
        if key in places:
            places[key] = replace(places[key], own_answered=answered, own_right=right)
    best_first = sorted(places.values(), key=lambda one: (-one.right / one.answered, -one.answered))
    return TopicBoard(shown, *_page(best_first, page))


async def _own_topics(store: Store, library: Library, viewer: Member, server: int, shown: Shown) -> Mapping[str, tuple[int, int]]:
    period = shown.period
    counts: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for each in await answers.of_user(store, viewer.user, server=server, season=period.season):
        within = period.first is None or period.last is None or period.first <= each.day <= period.last
        if not (within and each.told):
            continue
        topic = topic_of(library, each.facts)
        answered, right = counts[topic.key if topic is not None else ""]
        counts[topic.key if topic is not None else ""] = answered + 1, right + each.answer.correct
    return counts


def topic_of(library: Library, facts: Sequence[str]) -> Fact | None:
    """The topic of a question by its facts; None where the notes no longer have any of them."""
    fact = next((library.base.facts[key] for key in facts if key in library.base.facts), None)
    return library.base.topic_of(fact) if fact is not None else None


async def fade(store: Store, now: datetime) -> None:
    """Take whoever stopped answering off the boards of all time, in every server."""
    for server in await recounting.everywhere(store):
        await standings.fade(store, server, await fades(store, server, now))


async def fades(store: Store, server: int, now: datetime) -> date:
    """Who answered nothing in a server from that day on is off its board of all time."""
    return await today(store, server, now) - FADES_AFTER
