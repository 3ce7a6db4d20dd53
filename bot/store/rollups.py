"""The tables that boards are read from, and how they are added to: members, standings, counts of a round and of a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, case, select

from bot.store.engine import insert
from bot.store.schema import group_standings, learners, members, rounds, standings
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
    """An answer that counts. `mark` is the keyed hash by which an excluded user is known who starts anew."""

    asked: Asked
    learner: int
    correct: bool
    at: datetime
    study_group: int | None = None
    mark: str = ""

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
    """One learner in one server, as a transaction changes them."""

    streak: Streak
    study_group: int | None
    excluded: bool
    hidden: bool


@dataclass(slots=True)
class Sum:
    """What is to be added to a standing."""

    points: int
    answered: int
    right: int
    last: date


class Sums:
    """(server, period, learner, study group) -> what is to be added; no group: the learner's own standing."""

    def __init__(self) -> None:
        self.rows: dict[tuple[int, str, int, int | None], Sum] = {}

    def add(self, one: Counted, points: int) -> None:
        """A new answer and what it brought, in every period it counts in."""
        self._change(one, points, answered=1, right=int(one.correct))

    def correct(self, one: Counted) -> None:
        """An answer that was counted with the other verdict. The streak's bonus stays: it is for having answered."""
        points = {verdict: scoring.points(verdict, one.asked.difficulty) for verdict in (True, False)}
        self._change(one, points[one.correct] - points[not one.correct], answered=0, right=1 if one.correct else -1)

    def _change(self, one: Counted, points: int, *, answered: int, right: int) -> None:
        for period in periods.of_day(one.asked.day, one.asked.season):
            for group in {None, one.study_group}:
                key = (one.asked.server, period.key, one.learner, group)
                sum_ = self.rows.setdefault(key, Sum(0, 0, 0, one.asked.day))
                sum_.points += points
                sum_.answered += answered
                sum_.right += right
                sum_.last = max(sum_.last, one.asked.day)


_STREAK = tuple(field.name for field in fields(Streak))
_SUMMED = frozenset({"points", "answered", "right"})


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
    query = select(members, learners.c.hidden).join_from(members, learners, learners.c.id == members.c.learner)
    by_server: dict[int, list[int]] = defaultdict(list)
    for server, learner in whose:
        by_server[server].append(learner)
    found: dict[Whose, Member] = {}
    for server, ids in by_server.items():
        rows = query.where(members.c.server == server, members.c.learner.in_(ids)).order_by(members.c.learner)
        rows = rows.with_for_update(of=members)  # in one order: nobody waits for whoever waits for them
        found |= {(row.server, row.learner): _member(row) for row in connection.execute(rows)}
    return found


def _member(row: Row[Any]) -> Member:
    return Member(Streak(*(getattr(row, name) for name in _STREAK)), row.study_group, row.excluded, row.hidden)


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
    own, of_groups = _rows(who, sums)
    add(connection, standings, own)
    add(connection, group_standings, of_groups)
    if not who:
        return
    change = insert(connection, members)
    streaks_ = {name: change.excluded[name] for name in _STREAK}
    change = change.on_conflict_do_update(index_elements=["server", "learner"], set_=streaks_)
    rows = [
        {"server": server, "learner": learner} | {name: getattr(member.streak, name) for name in _STREAK}
        for (server, learner), member in who.items()
    ]
    connection.execute(change, rows)


def _rows(who: Mapping[Whose, Member], sums: Sums) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    own: list[dict[str, Any]] = []
    of_groups: list[dict[str, Any]] = []
    for (server, period, learner, group), sum_ in sums.rows.items():
        member = who[server, learner]
        row: dict[str, Any] = {"server": server, "period": period, "learner": learner}
        row |= {"points": sum_.points, "answered": sum_.answered, "shown": not (member.excluded or member.hidden)}
        if group is None:
            own.append(row | {"right": sum_.right, "last": sum_.last})
        else:
            of_groups.append(row | {"study_group": group, "excluded": member.excluded})
    return own, of_groups


def add(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Add to what stands there: numbers add up, the last day stays the last, the rest is as it is now."""
    if not rows:
        return
    change = insert(connection, table)
    keys = [column.name for column in table.primary_key]
    old, new = table.c, change.excluded
    changes = {name: old[name] + new[name] if name in _SUMMED else new[name] for name in rows[0] if name not in keys}
    if "last" in changes:
        changes["last"] = case((old.last > new.last, old.last), else_=new.last)
    connection.execute(change.on_conflict_do_update(index_elements=keys, set_=changes), rows)
