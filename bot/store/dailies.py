"""Dailies: what an organiser set for a channel, and how it fares."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Update, case, null, or_, select

from bot.store import servers
from bot.store.engine import insert
from bot.store.schema import LOCAL, dailies, rounds
from bot.store.schema import servers as servers_table
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class DailySettings:
    """What an organiser chooses. `post_at` and `closes_after` are minutes; None closes when the next one is posted."""

    post_at: int
    zone: str
    topics: tuple[str, ...] = ()
    language: str = "ja"
    feedback: str = "now"
    closes_after: int | None = None
    ping_role: int | None = None
    exam: str | None = None
    thread: bool = False


@dataclass(frozen=True, slots=True)
class Daily:
    """A channel's daily. `seed` decides its questions; `told_at`: when its creator was told of the present pause.

    `problem` is what went wrong last, `solved_at` since when that is over (None: it is not).
    """

    id: int
    server: int
    channel: int
    settings: DailySettings
    created_by: int
    created_at: datetime
    seed: str
    paused_at: datetime | None = None
    pause_reason: str | None = None
    problem: str | None = None
    problem_at: datetime | None = None
    solved_at: datetime | None = None
    told_at: datetime | None = None
    removed_at: datetime | None = None
    first: date | None = None
    """The first local date that may be asked about."""


@dataclass(frozen=True, slots=True)
class Running:
    """A daily that is not paused, and the local dates of its channel that have a round, as far back as was asked for."""

    daily: Daily
    asked: frozenset[date]


BY_ORGANISER = "organiser"
"""The reason of a pause that an organiser asked for; any other came by itself."""
_SETTINGS = tuple(DailySettings.__dataclass_fields__)
_OTHERS = tuple(name for name in Daily.__dataclass_fields__ if name != "settings")
_THERE = dailies.c.removed_at.is_(None)


def _daily(row: Row[Any]) -> Daily:
    values = row._mapping
    chosen = {name: values[name] for name in _SETTINGS} | {"topics": tuple(json.loads(values["topics"]))}
    return Daily(settings=DailySettings(**chosen), **{name: values[name] for name in _OTHERS})


def _columns(settings: DailySettings) -> dict[str, Any]:
    return asdict(settings) | {"topics": json.dumps(settings.topics, ensure_ascii=False)}


async def set_up(
    store: Store,
    server: int,
    channel: int,
    settings: DailySettings,
    *,
    by: int,
    at: datetime,
    seed: str,
    first: date | None = None,
) -> Daily:
    """A daily for a channel, running unless an organiser has paused it.

    Where there was one it takes these settings and keeps its history, its seed and, unless it was removed, its last problem.
    """
    resting = _THERE & (dailies.c.pause_reason == BY_ORGANISER)
    paused = {name: case((resting, dailies.c[name]), else_=null()) for name in ("paused_at", "pause_reason", "told_at")}
    again: dict[str, Any] = _columns(settings) | {"removed_at": None}
    again |= {"created_by": by, "server": server, "first": first}
    new = again | {"channel": channel, "created_at": at, "seed": seed}
    again |= paused
    again |= {name: case((_THERE, dailies.c[name]), else_=null()) for name in ("problem", "problem_at", "solved_at")}

    def upsert(connection: Connection) -> Daily:
        servers.known(connection, server)
        change = insert(connection, dailies).values(new)
        change = change.on_conflict_do_update(index_elements=["channel"], set_=again)
        return _daily(connection.execute(change.returning(dailies)).one())

    return await store.write(upsert)


async def update(store: Store, daily: int, settings: DailySettings) -> bool:
    """Change the settings; whether there is such a daily."""
    return await _change(store, _of(daily).values(_columns(settings)))


async def pause(store: Store, daily: int, reason: str, at: datetime) -> bool:
    """Ask nothing until resumed; whether that is new. Its creator has yet to be told (`told`).

    An organiser's pause takes the place of one that came by itself: it does not end when the cause does.
    """
    running = dailies.c.paused_at.is_(None)
    free = or_(running, dailies.c.pause_reason != BY_ORGANISER) if reason == BY_ORGANISER else running
    return await _change(store, _of(daily).where(free).values(paused_at=at, pause_reason=reason, told_at=None))


async def resume(store: Store, daily: int) -> bool:
    """Ask again; whether it was paused."""
    paused = _of(daily).where(dailies.c.paused_at.is_not(None))
    return await _change(store, paused.values(paused_at=None, pause_reason=None, told_at=None))


async def remove(store: Store, daily: int, at: datetime) -> bool:
    """No more questions in this channel; rounds and answers stay. Whether there was such a daily."""
    return await _change(store, _of(daily).values(removed_at=at))


async def note_problem(store: Store, daily: int, problem: str, at: datetime) -> bool:
    """What went wrong last, for `/daily status`."""
    return await _change(store, _of(daily).values(problem=problem, problem_at=at, solved_at=None))


async def solve(store: Store, daily: int, at: datetime) -> bool:
    """What went wrong last is over; False where that was known."""
    unsolved = _of(daily).where(dailies.c.problem.is_not(None), dailies.c.solved_at.is_(None))
    return await _change(store, unsolved.values(solved_at=at))


async def told(store: Store, daily: int, paused_at: datetime, at: datetime) -> bool:
    """The creator knows of the pause since that moment; False when that was known already, or it is over."""
    untold = _of(daily).where(dailies.c.told_at.is_(None), dailies.c.paused_at == paused_at)
    return await _change(store, untold.values(told_at=at))


async def everywhere(store: Store) -> tuple[Daily, ...]:
    """All dailies that are set up, paused ones too, but for servers that the bot has left."""
    here = servers_table.c.left_at.is_(None)
    joined = dailies.join(servers_table, servers_table.c.server == dailies.c.server)
    return await _all(store, select(dailies).select_from(joined).where(_THERE, here))


async def running(store: Store, since: date, *, after: int = 0, most: int = 50) -> tuple[Running, ...]:
    """Some of Discord's dailies that run, by their number, with their dates from `since` on; `after` is the last one seen.

    In parts, so that a look at thousands of them holds nobody up.
    """
    joined = dailies.join(servers_table, servers_table.c.server == dailies.c.server)
    query = select(dailies).select_from(joined).where(_THERE, servers_table.c.left_at.is_(None), dailies.c.paused_at.is_(None))
    query = query.where(dailies.c.server != LOCAL, dailies.c.id > after).order_by(dailies.c.id).limit(most)

    def look(connection: Connection) -> tuple[Running, ...]:
        found = [_daily(row) for row in connection.execute(query)]
        dates: dict[int, set[date]] = {daily.channel: set() for daily in found}
        had = select(rounds.c.channel, rounds.c.local_date).where(rounds.c.channel.in_(dates), rounds.c.local_date >= since)
        for channel, day in connection.execute(had):
            dates[channel].add(day)
        return tuple(Running(daily, frozenset(dates[daily.channel])) for daily in found)

    return await store.read(look)


async def untold(store: Store, but: str) -> tuple[Daily, ...]:
    """Paused dailies whose creators were not told yet, except those paused for the reason `but`."""
    here = servers_table.c.left_at.is_(None)
    joined = dailies.join(servers_table, servers_table.c.server == dailies.c.server)
    query = select(dailies).select_from(joined).where(_THERE, here, dailies.c.paused_at.is_not(None), dailies.c.told_at.is_(None))
    return await _all(store, query.where(dailies.c.pause_reason != but))


async def of_server(store: Store, server: int) -> tuple[Daily, ...]:
    """The dailies of a server, oldest first."""
    return await _all(store, select(dailies).where(_THERE, dailies.c.server == server))


async def of_channel(store: Store, channel: int) -> Daily | None:
    """The daily of a channel."""
    found = await _all(store, select(dailies).where(_THERE, dailies.c.channel == channel))
    return found[0] if found else None


async def by_id(store: Store, daily: int) -> Daily | None:
    """One daily, even a removed one: its open rounds still have to be closed as it says."""
    found = await _all(store, select(dailies).where(dailies.c.id == daily))
    return found[0] if found else None


def _of(daily: int) -> Update:
    return dailies.update().where(_THERE, dailies.c.id == daily)


async def _change(store: Store, change: Update) -> bool:
    return await store.write(lambda connection: connection.execute(change).rowcount == 1)


async def _all(store: Store, query: Select[Any]) -> tuple[Daily, ...]:
    return tuple(await store.read_pages(query, dailies.c.id, _daily))
