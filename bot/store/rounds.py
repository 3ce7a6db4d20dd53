"""Rounds: one question asked in one channel on one local day, from its claim to its reveal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Update, case, exists, func, select

from bot.store.engine import insert
from bot.store.schema import LOCAL, answers, dailies, round_counts, rounds, servers
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Claim:
    """A round somebody wants to post. `frozen` is the whole question as it will be asked, in the tutor's own JSON.

    `day` is the date in the server's time zone (None: the local one), `season` the one the server has begun. `withheld`: nobody
    learns before the close whether they are right, not from boards either.
    """

    daily: int
    server: int
    channel: int
    local_date: date
    question: str
    facts: tuple[str, ...]
    frozen: str
    claimed_at: datetime
    day: date | None = None
    difficulty: int = 2
    season: int | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stands. No `closes_at`: it closes when the next one is posted."""

    id: int
    daily: int
    server: int
    channel: int
    local_date: date
    question: str
    facts: tuple[str, ...]
    frozen: str
    claimed_at: datetime
    posted_at: datetime | None = None
    message: int | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    revealed_at: datetime | None = None
    reveal_message: int | None = None
    day: date | None = None
    difficulty: int = 2
    season: int | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """The round of that channel and day, and whether this claim made it: if not, somebody else posts it."""

    round: Round
    ours: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked before, as the choice of the next one sees it. `right`: the share that got it, None without answers."""

    local_date: date
    question: str
    facts: tuple[str, ...]
    answers: int
    right: float | None


_POSTED = rounds.c.posted_at.is_not(None)
_OPEN = rounds.c.closed_at.is_(None)
_DISCORD = rounds.c.server != LOCAL
_ASKED = (rounds.c.id, rounds.c.local_date, rounds.c.question, rounds.c.facts)


def _round(row: Row[Any]) -> Round:
    values = dict(row._mapping)
    return Round(**values | {"facts": tuple(json.loads(values["facts"]))})


async def claim(store: Store, wanted: Claim) -> Claimed:
    """Claim a channel's local day, for good: of all who try, in all processes, exactly one gets it."""
    values = {name: getattr(wanted, name) for name in Claim.__dataclass_fields__}
    values |= {"facts": json.dumps(wanted.facts, ensure_ascii=False), "day": wanted.day or wanted.local_date}
    the_day = select(rounds).where(rounds.c.channel == wanted.channel, rounds.c.local_date == wanted.local_date)

    def insert_or_find(connection: Connection) -> Claimed:
        new = insert(connection, rounds).values(values).on_conflict_do_nothing(index_elements=["channel", "local_date"])
        made = connection.execute(new.returning(rounds)).first()
        return Claimed(_round(made or connection.execute(the_day).one()), made is not None)

    return await store.write(insert_or_find)


async def posted(store: Store, round_id: int, message: int, at: datetime, closes_at: datetime | None) -> bool:
    """It is in the channel, as this message; False when that was known already.

    If a later day was asked or answered meanwhile, streaks were counted without this one: they are counted anew (`recounting`).
    """
    change = _of(round_id).where(rounds.c.posted_at.is_(None)).values(posted_at=at, message=message, closes_at=closes_at)
    this, later = rounds.alias("this"), rounds.alias("later")
    of_later = select(this.c.server).join(later, (later.c.server == this.c.server) & (later.c.day > this.c.day))
    answered = exists().where(round_counts.c.round == later.c.id)  # a post that arrived is answered before it is known of
    of_later = of_later.where(this.c.id == round_id, later.c.posted_at.is_not(None) | answered)
    uncounted = servers.update().where(servers.c.server.in_(of_later)).values(stale=True)

    def mark(connection: Connection) -> bool:
        first = connection.execute(change).rowcount == 1
        if first:
            connection.execute(uncounted)
        return first

    return await store.write(mark)


async def closed(store: Store, round_id: int, at: datetime) -> bool:
    """No answer counts any more; True for the one who closed it, who reveals it. Also for a claim that is given up."""
    return await _change(store, _of(round_id).where(_OPEN).values(closed_at=at))


async def revealed(store: Store, round_id: int, message: int | None, at: datetime) -> bool:
    """The reveal is in the channel as this message; None: it could not be shown and is given up."""
    change = _of(round_id).where(rounds.c.revealed_at.is_(None))
    return await _change(store, change.values(revealed_at=at, reveal_message=message))


async def by_id(store: Store, round_id: int) -> Round | None:
    """One round."""
    return await _one(store, select(rounds).where(rounds.c.id == round_id))


async def of_day(store: Store, channel: int, local_date: date) -> Round | None:
    """The round of a channel and its local day."""
    return await _one(store, select(rounds).where(rounds.c.channel == channel, rounds.c.local_date == local_date))


async def latest(store: Store, channel: int) -> Round | None:
    """The newest round of a channel, claimed or posted or closed. A clock that was ahead may have dated an older one later."""
    newest = rounds.c.id.desc()
    return await _one(store, select(rounds).where(rounds.c.channel == channel).order_by(newest).limit(1))


async def dates(store: Store, channel: int, since: date, *, still_to_come: bool = True) -> frozenset[date]:
    """The local dates of a channel's rounds, from that one on; with those `still_to_come`, claims that may yet be posted."""
    query = select(rounds.c.local_date).where(rounds.c.channel == channel, rounds.c.local_date >= since)
    if not still_to_come:
        query = query.where(_POSTED | rounds.c.closed_at.is_not(None))
    return await store.read(lambda connection: frozenset(connection.execute(query).scalars()))


async def end(store: Store, daily: int, at: datetime) -> None:
    """Let the open rounds of a daily close at that moment, if they would not before."""
    later = rounds.c.closes_at.is_(None) | (rounds.c.closes_at > at)
    change = rounds.update().where(rounds.c.daily == daily, _OPEN, _POSTED, later).values(closes_at=at)
    await store.write(lambda connection: connection.execute(change))


async def last_dates(store: Store) -> Mapping[int, date]:
    """Channel with a daily -> the local date of its newest round: what a ticker needs to see whose question is due."""
    newest = select(func.max(rounds.c.local_date)).where(rounds.c.channel == dailies.c.channel).scalar_subquery()
    query = select(dailies.c.id, dailies.c.channel, newest.label("newest"))
    found = await store.read_pages(query, dailies.c.id, lambda row: (row.channel, row.newest))
    return {channel: day for channel, day in found if day is not None}


async def of_question(store: Store, question: str) -> tuple[Round, ...]:
    """The rounds in which that question (by key) was asked, first claimed first; claims that were given up were not asked."""
    return await _all(store, select(rounds).where(rounds.c.question == question, _POSTED | _OPEN))


async def unposted(store: Store) -> tuple[Round, ...]:
    """Claims whose posting nobody has confirmed: look for the message before sending it again."""
    return await _all(store, select(rounds).where(_DISCORD, _OPEN, rounds.c.posted_at.is_(None)))


async def open_in_server(store: Store, server: int) -> tuple[Round, ...]:
    """The questions that can be answered now in a server."""
    return await _all(store, select(rounds).where(_OPEN, _POSTED, rounds.c.server == server))


async def open_in_channel(store: Store, channel: int) -> tuple[Round, ...]:
    """The questions that can be answered now in a channel, first claimed first."""
    return await _all(store, select(rounds).where(_OPEN, _POSTED, rounds.c.channel == channel))


async def open_questions(store: Store, server: int | None) -> frozenset[str]:
    """The keys of the questions that can be answered now in a server; None: anywhere."""
    query = select(rounds.c.question).where(_OPEN, _POSTED).distinct()
    here = query.where(_DISCORD) if server is None else query.where(rounds.c.server == server)
    return await store.read(lambda connection: frozenset(connection.execute(here).scalars()))


async def due_to_close(store: Store, now: datetime) -> tuple[Round, ...]:
    """Posted rounds that are open past their hour, or past the posting of the channel's next one.

    The next one is the one claimed next, not the one of a later date: a clock that was ahead leaves such dates behind.
    """
    later = rounds.alias("later")
    next_one = select(later.c.id).where(
        later.c.channel == rounds.c.channel, later.c.id > rounds.c.id, later.c.posted_at.is_not(None)
    )
    due = rounds.c.closes_at <= now
    return await _all(
        store, select(rounds).where(_DISCORD, _OPEN, _POSTED, due | (rounds.c.closes_at.is_(None) & next_one.exists()))
    )


async def waiting_in_vain(store: Store, before: datetime) -> tuple[Round, ...]:
    """Rounds that are open until a next one which may not come: of paused dailies, and those posted before that moment.

    None of servers that the bot has left.
    """
    joined = rounds.join(dailies, dailies.c.id == rounds.c.daily).join(servers, servers.c.server == rounds.c.server)
    query = select(rounds).select_from(joined).where(_OPEN, _POSTED, rounds.c.closes_at.is_(None), servers.c.left_at.is_(None))
    return await _all(store, query.where(dailies.c.paused_at.is_not(None) | (rounds.c.posted_at < before)))


async def unrevealed(store: Store) -> tuple[Round, ...]:
    """Posted rounds that are closed and whose reveal nobody has confirmed."""
    return await _all(
        store, select(rounds).where(_DISCORD, _POSTED, rounds.c.closed_at.is_not(None), rounds.c.revealed_at.is_(None))
    )


async def history(store: Store, channel: int) -> tuple[Asked, ...]:
    """What this channel was asked so far, oldest first; claims that were given up were not asked."""
    right = func.sum(case((answers.c.correct, 1), else_=0)).label("right")
    query = (
        select(*_ASKED, func.count(answers.c.learner).label("given"), right)
        .select_from(rounds.outerjoin(answers, answers.c.round == rounds.c.id))
        .where(rounds.c.channel == channel, _POSTED | _OPEN)
        .group_by(rounds.c.id)
    )

    def asked(row: Row[Any]) -> Asked:
        share = row.right / row.given if row.given else None
        return Asked(row.local_date, row.question, tuple(json.loads(row.facts)), row.given, share)

    return tuple(sorted(await store.read_pages(query, rounds.c.id, asked), key=lambda one: one.local_date))


def _of(round_id: int) -> Update:
    return rounds.update().where(rounds.c.id == round_id)


async def _change(store: Store, change: Update) -> bool:
    return await store.write(lambda connection: connection.execute(change).rowcount == 1)


async def _one(store: Store, query: Select[Any]) -> Round | None:
    row = await store.read(lambda connection: connection.execute(query).first())
    return None if row is None else _round(row)


async def _all(store: Store, query: Select[Any]) -> tuple[Round, ...]:
    return tuple(await store.read_pages(query, rounds.c.id, _round))
