"""The tables that boards are read from, and how they are added to: members, standings, counts of a round and of a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from bot.store import places
from bot.store.schema import group_standings, learners, members, rounds, standings
from bot.store.upserts import upsert
from bot.study import periods, scoring
from bot.study.streaks import Step, Streak, answered

Whose = tuple[int, int]
"""A server and a learner."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a round makes points: its server, the server's day, its season, and how hard it is (1 to 3).

    `withheld`: its right answers count as wrong ones until it is closed, since points would tell the verdict.
    """

    round: int
    server: int
    day: date
    season: int | None
    difficulty: int
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer that counts, and the study group its learner was in."""

    asked: Asked
    learner: int
    correct: bool
    at: datetime
    study_group: int | None = None

    @property
    def whose(self) -> Whose:
        """In which server, and who."""
        return self.asked.server, self.learner


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer did: the points it brought, the streak's bonus among them, and what its day did to the streak.

    `first_today`: no other answer of its learner to that day's questions came before.
    """

    points: int
    bonus: int
    step: Step
    first_today: bool


@dataclass(slots=True)
class Member:
    """One learner in one server, as a transaction changes them. `faded`: not on the board of all time until they answer."""

    streak: Streak
    study_group: int | None
    excluded: bool
    hidden: bool
    faded: bool = False


_OWN = ("server", "period", "learner", "points", "answered", "right", "last", "shown")
_OF_GROUP = ("server", "period", "study_group", "learner", "points", "answered", "shown", "excluded")
_MEMBER = ("server", "learner", "length", "best", "freezes", "last", "in_week")


class Sums:
    """What is to be added to the standings of members, and to those of their study groups: rows of `_OWN` and `_OF_GROUP`."""

    def __init__(self, who: Mapping[Whose, Member]) -> None:
        self._who = who
        self.own: list[tuple[Any, ...]] = []
        self.of_groups: list[tuple[Any, ...]] = []

    def add(self, one: Counted, points: int) -> None:
        """A new answer and what it brought, in every period it counts in."""
        self._change(one, points, 1, int(one.correct))

    def correct(self, one: Counted) -> None:
        """An answer that was counted with the other verdict. The streak's bonus stays: it is for having answered."""
        points = {verdict: scoring.points(verdict, one.asked.difficulty) for verdict in (True, False)}
        self._change(one, points[one.correct] - points[not one.correct], 0, 1 if one.correct else -1)

    def _change(self, one: Counted, points: int, answered: int, right: int) -> None:
        (server, learner), day, group = one.whose, one.asked.day, one.study_group
        member = self._who[server, learner]
        shown = not (member.excluded or member.hidden)
        for period in _keys(day, one.asked.season):
            on_board = shown and not (member.faded and period == periods.ALL.key)
            self.own.append((server, period, learner, points, answered, right, day, on_board))
            if group is not None:
                self.of_groups.append((server, period, group, learner, points, answered, shown, member.excluded))


@lru_cache(maxsize=64)
def _keys(day: date, season: int | None) -> tuple[str, ...]:
    """The periods an answer counts in: the same for a thousand of them."""
    return tuple(period.key for period in periods.of_day(day, season))


SUMMED = frozenset({"points", "answered", "right"})


def first_effect(one: Counted, streak: Streak, between: Iterable[date]) -> Effect:
    """What the first answer of a later day does; `between` are the days asked and missed since the last one."""
    step = answered(streak, between, one.asked.day)
    bonus = scoring.bonus(step.streak.length)
    return Effect(scoring.points(one.correct, one.asked.difficulty) + bonus, bonus, step, first_today=True)


def further_effect(one: Counted, streak: Streak) -> Effect:
    """What another answer of the same day does."""
    return Effect(scoring.points(one.correct, one.asked.difficulty), 0, Step(streak), first_today=False)


def read_asked(connection: Connection, numbers: Iterable[int]) -> dict[int, Asked]:
    """Rounds by their numbers, as they make points."""
    query = select(rounds.c.id, rounds.c.server, rounds.c.day, rounds.c.season, rounds.c.difficulty, rounds.c.withheld)
    return {row[0]: Asked(*row) for row in connection.execute(query.where(rounds.c.id.in_(set(numbers))))}


def read_members(connection: Connection, whose: Iterable[Whose]) -> dict[Whose, Member]:
    """Members as they stand, those there are; nobody else changes them until the transaction ends."""
    by_server: dict[int, list[int]] = defaultdict(list)
    for server, learner in whose:
        by_server[server].append(learner)
    found: dict[Whose, Member] = {}
    for server, ids in by_server.items():
        for learner, group, excluded, hidden, *streak in connection.execute(_READ_MEMBERS, {"server": server, "ids": ids}):
            found[server, learner] = Member(Streak(*streak), group, excluded, hidden)
    return found


_READ_MEMBERS = (
    select(
        members.c.learner,
        members.c.study_group,
        members.c.excluded,
        learners.c.hidden,
        members.c.length,
        members.c.best,
        members.c.freezes,
        members.c.last,
        members.c.in_week,
    )
    .join_from(members, learners, learners.c.id == members.c.learner)
    .where(members.c.server == bindparam("server"), members.c.learner.in_(bindparam("ids", expanding=True)))
    .order_by(members.c.learner)  # in one order: nobody waits for whoever waits for them
    .with_for_update(of=members)
)


def keep_faded(connection: Connection, who: Mapping[Whose, Member]) -> None:
    """Nothing that is counted of these members now is an answer: who has faded from the board of all time stays so."""
    all_time = ((server, periods.ALL.key, learner) for server, learner in who)
    for (server, _, learner), (_, shown) in _standing(connection, all_time).items():
        who[server, learner].faded = not shown


def days_asked(connection: Connection, server: int, after: date | None = None, until: date | None = None) -> list[date]:
    """The days a server was asked something, in order; strictly between two, if told."""
    query = select(rounds.c.day).where(rounds.c.server == server, rounds.c.posted_at.is_not(None)).distinct()
    if after is not None:
        query = query.where(rounds.c.day > after)
    if until is not None:
        query = query.where(rounds.c.day < until)
    return list(connection.execute(query.order_by(rounds.c.day)).scalars())


def write(connection: Connection, who: Mapping[Whose, Member], sums: Sums) -> None:
    """The members' streaks as they are now, and what their standings gained."""
    old = _standing(connection, sums.own)
    upsert(connection, standings, _OWN, sums.own, SUMMED)
    upsert(connection, group_standings, _OF_GROUP, sums.of_groups, SUMMED)
    new = dict(old)
    for server, period, learner, points, _, _, _, shown in sums.own:
        new[server, period, learner] = new.get((server, period, learner), (0, False))[0] + points, shown
    places.moved(connection, _places(old), _places(new))
    rows = [
        (server, learner, streak.length, streak.best, streak.freezes, streak.last, streak.in_week)
        for (server, learner), streak in ((whose, member.streak) for whose, member in who.items())
    ]
    upsert(connection, members, _MEMBER, rows)


_Standing = dict[tuple[int, str, int], tuple[int, bool]]
"""(server, period, learner) -> points, and whether they are shown."""


def _standing(connection: Connection, changing: Iterable[tuple[Any, ...]]) -> _Standing:
    """What stands there of the rows that will change."""
    by_server: dict[int, tuple[set[str], set[int]]] = defaultdict(lambda: (set(), set()))
    for server, period, learner, *_ in changing:
        by_server[server][0].add(period)
        by_server[server][1].add(learner)
    found: _Standing = {}
    for server, (keys, ids) in by_server.items():
        given = {"server": server, "periods": tuple(keys), "ids": tuple(ids)}
        for period, learner, points, shown in connection.execute(_READ_STANDINGS, given):
            found[server, period, learner] = points, shown
    return found


def _places(standing: _Standing) -> Iterable[tuple[places.At, bool]]:
    return (((server, period, points), shown) for (server, period, _), (points, shown) in standing.items())


_READ_STANDINGS = select(standings.c.period, standings.c.learner, standings.c.points, standings.c.shown).where(
    standings.c.server == bindparam("server"),
    standings.c.period.in_(bindparam("periods", expanding=True)),
    standings.c.learner.in_(bindparam("ids", expanding=True)),
)
