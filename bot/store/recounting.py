"""Answers as they are kept -> members, standings and counts, counted anew: after a late answer, or on request."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Row, Table, case, func, select

from bot.store import places
from bot.store.engine import insert
from bot.store.rollups import (
    Asked,
    Counted,
    Effect,
    Sums,
    Whose,
    days_asked,
    first_effect,
    further_effect,
    keep_faded,
    read_members,
    write,
)
from bot.store.schema import (
    answers,
    group_standings,
    members,
    round_counts,
    rounds,
    server_days,
    servers,
    standings,
)
from bot.store.servers import hold
from bot.store.store import Store
from bot.study.streaks import Streak

P = ParamSpec("P")
R = TypeVar("R")

AT_ONCE = 20
"""Learners that are counted anew in one transaction: between two, answers get their turn."""
REST = 0.05
"""Seconds left to others between two parts: another process looks only now and then whether it may write."""


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many learners a server has, and of how many the standings were off. Counts of rounds and days: how many were off."""

    learners: int
    off: int
    counts_off: int


def recount(connection: Connection, whose: Whose, *, answering: bool = False) -> Mapping[int, Effect]:
    """Count one learner's answers in one server anew; round -> what that answer did. Counts of rounds and days stay.

    Who has faded from the board of all time stays so, unless they are `answering` just now.
    """
    member = read_members(connection, [whose]).get(whose)
    if member is None:
        return {}
    if not answering:
        keep_faded(connection, {whose: member})
    given = _given(connection, whose)
    effects, member.streak = _replayed(days_asked(connection, whose[0]), given)
    sums = Sums({whose: member})
    for one in given:
        sums.add(one, effects[one.asked.round].points)
    places.remove(connection, standings.c.server == whose[0], standings.c.learner == whose[1])
    of_groups = group_standings.delete().where(group_standings.c.server == whose[0], group_standings.c.learner == whose[1])
    connection.execute(of_groups)
    write(connection, {whose: member}, sums)
    return effects


def _given(connection: Connection, whose: Whose) -> list[Counted]:
    """What a learner answered in a server, in the order that counts: by day, then as it came in."""
    query = (
        select(answers, rounds.c.server, rounds.c.day, rounds.c.season, rounds.c.difficulty)
        .join_from(answers, rounds, rounds.c.id == answers.c.round)
        .where(answers.c.learner == whose[1], rounds.c.server == whose[0])
        .order_by(rounds.c.day, answers.c.answered_at, answers.c.round)
    )
    return [_counted(row) for row in connection.execute(query)]


def _counted(row: Row[Any]) -> Counted:
    asked = Asked(row.round, row.server, row.day, row.season, row.difficulty)
    return Counted(asked, row.learner, row.correct and not row.pending, row.answered_at, row.study_group)


def _replayed(asked: Iterable[date], given: Sequence[Counted]) -> tuple[dict[int, Effect], Streak]:
    """What each answer did (by round), and the streak after all of them."""
    effects: dict[int, Effect] = {}
    streak, days = Streak(), sorted(asked)
    for one in given:
        day, last = one.asked.day, streak.last
        if last == day:
            effects[one.asked.round] = further_effect(one, streak)
            continue
        between = [each for each in days if last is not None and last < each < day]
        effects[one.asked.round] = first_effect(one, streak, between)
        streak = effects[one.asked.round].step.streak
    return effects, streak


def recount_days(connection: Connection, server: int, days: Collection[date]) -> None:
    """Count anew how many learners answered on these days of a server."""
    query = (
        select(rounds.c.server, rounds.c.day, func.count(answers.c.learner.distinct()))
        .join_from(answers, rounds, rounds.c.id == answers.c.round)
        .where(rounds.c.server == server, rounds.c.day.in_(days))
        .group_by(rounds.c.server, rounds.c.day)
    )
    connection.execute(server_days.delete().where(server_days.c.server == server, server_days.c.day.in_(days)))
    connection.execute(insert(connection, server_days).from_select(["server", "day", "answered"], query))


def recount_rounds(connection: Connection, numbers: Collection[int]) -> None:
    """Count anew how many answered these rounds, and how many of them rightly."""
    right = func.sum(case((answers.c.correct & ~answers.c.pending, 1), else_=0))
    query = select(answers.c.round, func.count(), right).where(answers.c.round.in_(numbers)).group_by(answers.c.round)
    connection.execute(round_counts.delete().where(round_counts.c.round.in_(numbers)))
    connection.execute(insert(connection, round_counts).from_select(["round", "answered", "right"], query))


async def stale(store: Store) -> tuple[int, ...]:
    """The servers whose standings must be counted anew, or whose count was begun and has not ended."""
    query = select(servers.c.server).where(servers.c.stale | servers.c.recounting).order_by(servers.c.server)
    return await store.read(lambda connection: tuple(connection.execute(query).scalars()))


async def everywhere(store: Store) -> tuple[int, ...]:
    """The servers in which anything was asked."""
    query = select(rounds.c.server).distinct().order_by(rounds.c.server)
    return await store.read(lambda connection: tuple(connection.execute(query).scalars()))


async def recount_server(store: Store, server: int, *, check: bool = False) -> Recounted:
    """Count all of a server anew, a part at a time: answers that come in meanwhile are counted too.

    With `check` all is taken back that the count would change.
    """
    if not check:
        await store.write(lambda connection: _mark(connection, server, stale=False, recounting=True))
    learners = off = counts_off = last = 0
    while True:
        work = _taken_back(_recount_part) if check else _recount_part
        part, wrong = await store.write(lambda connection, work=work, after=last: work(connection, server, after))  # type: ignore[misc]
        if not part:
            break
        learners, off, last = learners + len(part), off + wrong, part[-1]
        await asyncio.sleep(REST)
    numbers = await store.read(lambda connection: _numbers(connection, server))
    for start in range(0, len(numbers), AT_ONCE):
        counts = _taken_back(_recount_counts) if check else _recount_counts
        some = numbers[start : start + AT_ONCE]
        counts_off += await store.write(lambda connection, counts=counts, some=some: counts(connection, server, some))  # type: ignore[misc]
        await asyncio.sleep(REST)
    boards = _taken_back(places.recount) if check else places.recount
    counts_off += await store.write(lambda connection: boards(connection, server))
    if not check:
        await store.write(lambda connection: _mark(connection, server, recounting=False))
    return Recounted(learners, off, counts_off)


def _mark(connection: Connection, server: int, **values: bool) -> None:
    """Begin or end a count. What makes the server stale after the beginning is for the next one."""
    connection.execute(servers.update().where(servers.c.server == server).values(values))


def _taken_back(work: Callable[Concatenate[Connection, P], R]) -> Callable[Concatenate[Connection, P], R]:
    """The same work for its result alone."""

    def done(connection: Connection, /, *arguments: P.args, **named: P.kwargs) -> R:
        savepoint = connection.begin_nested()
        try:
            return work(connection, *arguments, **named)
        finally:
            savepoint.rollback()

    return done


def _recount_part(connection: Connection, server: int, after: int) -> tuple[list[int], int]:
    """The next learners of a server, counted anew, and of how many the standings were off."""
    hold(connection, [server])
    part = _learners(connection, server, after)
    known = read_members(connection, [(server, learner) for learner in part])  # from here on nobody else changes them
    missing = [{"server": server, "learner": learner} for learner in part if (server, learner) not in known]
    if missing:
        connection.execute(insert(connection, members).on_conflict_do_nothing(), missing)
    off = 0
    for learner in part:
        before = snapshot(connection, (server, learner))
        recount(connection, (server, learner))
        off += snapshot(connection, (server, learner)) != before
    return part, off


def _learners(connection: Connection, server: int, after: int) -> list[int]:
    """Those who answered in a server and those who are members of it, by number."""
    answered = (
        select(answers.c.learner)
        .join_from(answers, rounds, rounds.c.id == answers.c.round)
        .where(rounds.c.server == server, answers.c.learner > after)
    )
    joined = select(members.c.learner).where(members.c.server == server, members.c.learner > after)
    both = answered.union(joined).subquery()
    return list(connection.execute(select(both.c.learner).order_by(both.c.learner).limit(AT_ONCE)).scalars())


def snapshot(connection: Connection, whose: Whose) -> set[tuple[Any, ...]]:
    """All that is counted of one learner in one server, to be compared."""
    server, learner = whose

    def rows(table: Table) -> set[tuple[Any, ...]]:
        query = select(table).where(table.c.server == server, table.c.learner == learner)
        return {(table.name, *row) for row in connection.execute(query)}

    return rows(members) | rows(standings) | rows(group_standings)


def _numbers(connection: Connection, server: int) -> list[int]:
    return list(connection.execute(select(rounds.c.id).where(rounds.c.server == server).order_by(rounds.c.id)).scalars())


def _recount_counts(connection: Connection, server: int, numbers: Sequence[int]) -> int:
    """Count these rounds and their days anew; how many counts were off."""
    days = set(connection.execute(select(rounds.c.day).where(rounds.c.id.in_(numbers))).scalars())
    of_days = select(rounds.c.id).where(rounds.c.server == server, rounds.c.day.in_(days)).order_by(rounds.c.id)
    connection.execute(of_days.with_for_update())  # no answer is recorded meanwhile

    def counts() -> set[tuple[Any, ...]]:
        of_rounds = select(round_counts).where(round_counts.c.round.in_(numbers))
        of_days = select(server_days).where(server_days.c.server == server, server_days.c.day.in_(days))
        return {*map(tuple, connection.execute(of_rounds)), *map(tuple, connection.execute(of_days))}

    before = counts()
    recount_rounds(connection, numbers)
    recount_days(connection, server, days)
    return len(before ^ counts())
