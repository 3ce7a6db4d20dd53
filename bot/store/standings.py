"""Standings as they were counted: pages of a board, places, streaks. Nothing is counted here (`counting`, `recounting`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, exists, func, select, true

from bot.store import places
from bot.store.schema import (
    answers,
    group_standings,
    learners,
    members,
    round_counts,
    rounds,
    server_days,
    standings,
    study_groups,
)
from bot.store.servers import hold
from bot.store.store import Store
from bot.study import periods
from bot.study.streaks import Streak

Off = Literal["hidden", "excluded", "faded"]
"""Why someone stands on no board: by their own choice, by an organiser's, or because they answered nothing for long."""
LEAST_ANSWERED, LEAST_MEMBERS = 3, 3
"""Dailies a member must have answered in a period to count for their group, and members a group must have of that kind."""
WINNERS, MOST_WINNERS = 3, 10
"""Up to which rank a board names those of the period before, and how many at most: whoever ties stands beside the others."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a learner has in a period. `rank`: 1 and how many shown ones have more; None for one who is not shown.

    `name` is the alias or the last name seen: untrusted text, empty for someone who had everything deleted.
    """

    learner: int
    user: int
    name: str
    points: int
    answered: int
    right: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a board, and the standing of whoever asked, if they have one. `shown`: how many the whole board has.

    `off`: why whoever asked is on no board.
    """

    standings: tuple[Standing, ...]
    shown: int
    own: Standing | None
    off: Off | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A page of a board by its number, the ranks its learners had in the period before, and the first of that period.

    `days`: the days the server was asked something, in order, and how many answered.
    """

    page: Page
    number: int
    ranks: Mapping[int, int]
    winners: tuple[Standing, ...]
    days: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """A study group in a period: the mean of the points its `counted` members earned in it."""

    study_group: int
    name: str
    mean: float
    counted: int


@dataclass(frozen=True, slots=True)
class Inside:
    """The board inside a group. `points`: what whoever asked earned in it, also where they are `off` the board."""

    standings: tuple[Standing, ...]
    points: int
    off: Off | None = None


@dataclass(frozen=True, slots=True)
class MemberStreak:
    """Someone's streak as of their last answered day, under the name they chose."""

    name: str
    length: int


def _name() -> ColumnElement[str]:
    return func.coalesce(learners.c.alias, learners.c.name)


async def page(store: Store, server: int, period: str, user: int, *, offset: int, most: int) -> Page:
    """So many of a board's standings, the highest first."""
    return await store.read(lambda connection: _page(connection, server, period, user, offset, most))


async def board(store: Store, server: int, period: str, before: str | None, user: int, *, page: int, most: int) -> Board:
    """A page (from 0, the last one if there are fewer) of `most` standings, with all that stands beside it."""

    def read(connection: Connection) -> Board:
        found = _page(connection, server, period, user, page * most, most)
        number = min(page, max(-(-found.shown // most), 1) - 1)
        if number != page:
            found = _page(connection, server, period, user, number * most, most)
        wanted = [each.learner for each in (*found.standings, *filter(None, (found.own,)))]
        ranks = places.ranks(connection, server, before, wanted) if before else {}
        first = _top(connection, server, before, MOST_WINNERS, 0) if before else []
        winners = tuple(each for each in first if each.rank is not None and each.rank <= WINNERS)
        return Board(found, number, ranks, winners, _days_of_server(connection, server))

    return await store.read(read)


def _page(connection: Connection, server: int, period: str, user: int, offset: int, most: int) -> Page:
    found = _top(connection, server, period, most, offset)
    own, off = _own(connection, server, period, user)
    return Page(tuple(found), places.shown(connection, server, period), own, off)


def _top(connection: Connection, server: int, period: str, most: int, offset: int) -> list[Standing]:
    start = places.before(connection, server, period, offset)
    if start is None:
        return []
    points, above = start  # who has more need not be stepped over
    part = select(standings.c.learner).where(
        standings.c.server == server, standings.c.period == period, standings.c.shown == true(), standings.c.points <= points
    )
    part = part.order_by(*_HIGHEST_FIRST).limit(most).offset(offset - above)
    rows = _named(connection, server, period, connection.execute(part).scalars().all())
    return _ranked(rows, 1 + above, offset)


_HIGHEST_FIRST = (standings.c.points.desc(), standings.c.last.desc(), standings.c.learner.desc())
"""As the index has them from its end: who ties needs no sorting."""


def _named(connection: Connection, server: int, period: str, wanted: Sequence[int]) -> list[Row[Any]]:
    query = (
        select(standings, learners.c.user, _name().label("name"))
        .join_from(standings, learners, learners.c.id == standings.c.learner)
        .where(standings.c.server == server, standings.c.period == period, standings.c.learner.in_(wanted))
        .order_by(*_HIGHEST_FIRST)
    )
    return list(connection.execute(query)) if wanted else []


def _ranked(rows: Sequence[Row[Any]], first: int, offset: int) -> list[Standing]:
    """Competition ranking: who ties shares the rank of the first of them."""
    found: list[Standing] = []
    for number, row in enumerate(rows, start=offset + 1):
        tied = found and found[-1].points == row.points
        rank = found[-1].rank if tied else number if found else first
        found.append(_standing(row, rank))
    return found


def _standing(row: Row[Any], rank: int | None) -> Standing:
    return Standing(row.learner, row.user, row.name, row.points, row.answered, row.right, rank)


def _own(connection: Connection, server: int, period: str, user: int) -> tuple[Standing | None, Off | None]:
    """The standing of a Discord user, without a rank where they are off the board, and why."""
    who, off = _who(connection, server, user)
    if who is None:
        return None, None
    rows = _named(connection, server, period, [who])
    if not rows:
        return None, off
    if not rows[0].shown:
        return _standing(rows[0], None), off or "faded"
    return _standing(rows[0], places.rank(connection, server, period, rows[0].points)), off


def _who(connection: Connection, server: int, user: int) -> tuple[int | None, Off | None]:
    """The learner that a Discord user is, and whether they are off all boards of a server."""
    member = (members.c.learner == learners.c.id) & (members.c.server == server)
    query = select(learners.c.id, learners.c.hidden, members.c.excluded).select_from(learners.outerjoin(members, member))
    who = connection.execute(query.where(learners.c.user == user)).first()
    if who is None:
        return None, None
    return who.id, "hidden" if who.hidden else "excluded" if who.excluded else None


async def ranks(store: Store, server: int, period: str, wanted: Sequence[int]) -> Mapping[int, int]:
    """Learner -> the rank they have in a period; those who are shown there."""
    return await store.read(lambda connection: places.ranks(connection, server, period, wanted))


async def fade(store: Store, server: int, since: date) -> int:
    """Take whoever answered nothing from that day on off the board of all time, until they answer again; how many."""
    which = standings.c.server == server, standings.c.period == periods.ALL.key, standings.c.last < since

    def take_off(connection: Connection) -> int:
        hold(connection, [server])
        return places.show(connection, *which, shown=False)

    return await store.write(take_off)


def _on_group_boards(period: str) -> list[ColumnElement[bool]]:
    """Who stands on boards of and in groups: on that of all time only who has not faded from the server's."""
    shown: list[ColumnElement[bool]] = [group_standings.c.shown]
    if period == periods.ALL.key:
        own = (standings.c.server == group_standings.c.server) & (standings.c.learner == group_standings.c.learner)
        shown.append(exists().where(own, standings.c.period == period, standings.c.shown))
    return shown


async def group_page(store: Store, server: int, period: str) -> tuple[GroupStanding, ...]:
    """Groups with enough members who answered enough, the highest mean first.

    Members who are on no board count for none: what the others have would tell what they have.
    """
    mean = func.avg(group_standings.c.points)
    counted = func.count()
    query = (
        select(group_standings.c.study_group, study_groups.c.name, mean.label("mean"), counted.label("counted"))
        .join_from(group_standings, study_groups, study_groups.c.id == group_standings.c.study_group)
        .where(group_standings.c.server == server, group_standings.c.period == period, *_on_group_boards(period))
        .where(group_standings.c.answered >= LEAST_ANSWERED)
        .group_by(group_standings.c.study_group, study_groups.c.name)
        .having(counted >= LEAST_MEMBERS)
        .order_by(mean.desc(), group_standings.c.study_group)
    )

    def read(connection: Connection) -> tuple[GroupStanding, ...]:
        rows = connection.execute(query)
        return tuple(GroupStanding(row.study_group, row.name, float(row.mean), row.counted) for row in rows)

    return await store.read(read)


async def within_group(store: Store, server: int, period: str, study_group: int, user: int, most: int) -> Inside:
    """The board inside a group: the first of what each earned while in it, and a Discord user's own if it is not among them.

    `right` is not kept by group: 0.
    """
    whole = [group_standings.c.server == server, group_standings.c.period == period, group_standings.c.study_group == study_group]
    there = [*whole, *_on_group_boards(period)]
    query = (
        select(group_standings, learners.c.user, _name().label("name"))
        .join_from(group_standings, learners, learners.c.id == group_standings.c.learner)
        .where(*there)
    )

    def read(connection: Connection) -> Inside:
        highest = query.order_by(group_standings.c.points.desc(), group_standings.c.learner).limit(most)
        rows = list(connection.execute(highest))
        if all(row.user != user for row in rows):
            rows += connection.execute(query.where(learners.c.user == user)).all()
        found: list[Standing] = []
        for row in rows:
            more = select(func.count()).select_from(group_standings).where(*there, group_standings.c.points > row.points)
            tied = found and found[-1].points == row.points
            rank = found[-1].rank if tied else 1 + connection.execute(more).scalar_one()
            found.append(Standing(row.learner, row.user, row.name, row.points, row.answered, 0, rank))
        who, off = _who(connection, server, user)
        own = select(group_standings.c.points).where(*whole, group_standings.c.learner == who)
        return Inside(tuple(found), connection.execute(own).scalar() or 0, off)

    return await store.read(read)


@dataclass(frozen=True, slots=True)
class RoundCount:
    """A round of a server: the facts it rests on, how many answered and how many rightly."""

    question: str
    facts: str
    answered: int
    right: int


async def round_counts_of(
    store: Store, server: int, *, first: date | None = None, last: date | None = None, season: int | None = None
) -> tuple[RoundCount, ...]:
    """The rounds of a server that anyone answered, between two days (included) or of a season. `facts` is JSON.

    Without those that are open and do not tell yet who was right.
    """
    query = (
        select(rounds.c.id, rounds.c.question, rounds.c.facts, round_counts.c.answered, round_counts.c.right)
        .join_from(rounds, round_counts, round_counts.c.round == rounds.c.id)
        .where(rounds.c.server == server, ~rounds.c.withheld | rounds.c.closed_at.is_not(None))
    )
    if first is not None:
        query = query.where(rounds.c.day >= first)
    if last is not None:
        query = query.where(rounds.c.day <= last)
    if season is not None:
        query = query.where(rounds.c.season == season)

    def one(row: Row[Any]) -> RoundCount:
        return RoundCount(row.question, row.facts, row.answered, row.right)

    return tuple(await store.read_pages(query, rounds.c.id, one))


async def streak_of(store: Store, server: int, user: int) -> Streak | None:
    """Where a Discord user's streak stood after their last answered day in a server. Cheap when a thousand ask at once."""
    return await store.read_together(_streaks_of, (server, user))


def _streaks_of(connection: Connection, batch: Sequence[tuple[int, int]]) -> list[Streak | None]:
    columns = (members.c.length, members.c.best, members.c.freezes, members.c.last, members.c.in_week)
    query = (
        select(members.c.server, learners.c.user, *columns)
        .join_from(members, learners, learners.c.id == members.c.learner)
        .where(learners.c.user.in_({user for _, user in batch}), members.c.server.in_({server for server, _ in batch}))
    )
    found = {(row.server, row.user): Streak(*row[2:]) for row in connection.execute(query)}
    return [found.get(asked) for asked in batch]


async def streaks_of_round(store: Store, round_id: int, shortest: int) -> tuple[MemberStreak, ...]:
    """The streaks, from a length on, of those who answered a round and are on boards; the longest first."""
    query = (
        select(members.c.learner, _name().label("name"), members.c.length)
        .join_from(answers, rounds, rounds.c.id == answers.c.round)
        .join(members, (members.c.server == rounds.c.server) & (members.c.learner == answers.c.learner))
        .join(learners, learners.c.id == members.c.learner)
        .where(answers.c.round == round_id, members.c.length >= shortest, ~members.c.excluded, ~learners.c.hidden)
    )
    found = await store.read_pages(query, members.c.learner, lambda row: MemberStreak(row.name, row.length))
    return tuple(sorted(found, key=lambda one: -one.length))


async def first_day(store: Store, server: int) -> date | None:
    """The first day a server was asked something."""
    query = select(func.min(rounds.c.day)).where(rounds.c.server == server)
    return await store.read(lambda connection: connection.execute(query).scalar())


async def days_of_server(store: Store, server: int) -> tuple[tuple[date, int], ...]:
    """The days a server was asked something, in order, and how many answered."""
    return await store.read(lambda connection: _days_of_server(connection, server))


def _days_of_server(connection: Connection, server: int) -> tuple[tuple[date, int], ...]:
    count = func.coalesce(server_days.c.answered, 0)
    asked = select(rounds.c.day).where(rounds.c.server == server, rounds.c.posted_at.is_not(None)).distinct().subquery()
    join = asked.outerjoin(server_days, (server_days.c.server == server) & (server_days.c.day == asked.c.day))
    query = select(asked.c.day, count).select_from(join).order_by(asked.c.day)
    return tuple((row[0], row[1]) for row in connection.execute(query))
