"""Answers that were just recorded -> what they do to members, standings and counts, in the same transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select, tuple_

from bot.store import recounting, servers
from bot.store.engine import insert
from bot.store.rollups import (
    SUMMED,
    Counted,
    Effect,
    Member,
    Sums,
    Whose,
    days_asked,
    first_effect,
    further_effect,
    keep_faded,
    read_members,
    write,
)
from bot.store.schema import exclusions, members, round_counts, server_days
from bot.store.upserts import upsert
from bot.study.streaks import Step, Streak

_ROUND = ("round", "answered", "right")


def join(connection: Connection, arriving: Iterable[tuple[Whose, str]]) -> dict[Whose, Member]:
    """Members as they stand, for answers to come; who is new in a server begins there, excluded if their mark is."""
    marks = dict(arriving)
    servers.hold(connection, (server for server, _ in marks))
    found = read_members(connection, marks)
    unknown = {whose: mark for whose, mark in marks.items() if whose not in found}
    if unknown:
        barred = _barred(connection, {(server, mark) for (server, _), mark in unknown.items() if mark})
        rows = [
            {"server": server, "learner": learner, "excluded": (server, mark) in barred}
            for (server, learner), mark in unknown.items()
        ]
        connection.execute(insert(connection, members).on_conflict_do_nothing(), rows)
        found |= read_members(connection, unknown)
    return found


def _barred(connection: Connection, marks: set[tuple[int, str]]) -> set[tuple[int, str]]:
    if not marks:
        return set()
    query = select(exclusions.c.server, exclusions.c.mark).where(tuple_(exclusions.c.server, exclusions.c.mark).in_(marks))
    return {(row.server, row.mark) for row in connection.execute(query)}


def count(connection: Connection, who: Mapping[Whose, Member], new: Sequence[Counted]) -> dict[tuple[int, int], Effect]:
    """Count answers of these members; (round, learner) -> what it did.

    An answer to a day before its learner's last one changes the days after it: such learners are counted anew.
    """
    asked = _days_between(connection, who, new)
    effects: dict[tuple[int, int], Effect] = {}
    late: dict[Whose, list[Counted]] = defaultdict(list)
    sums, first = Sums(who), Counter[tuple[int, date]]()
    for one in sorted(new, key=lambda one: (one.at, one.asked.round)):  # as a recount takes those of one moment
        member = who[one.whose]
        last = member.streak.last
        if last is not None and one.asked.day < last:
            late[one.whose].append(one)
            continue
        between = [day for day in asked[one.asked.server] if last is not None and last < day < one.asked.day]
        effect = further_effect(one, member.streak) if last == one.asked.day else first_effect(one, member.streak, between)
        effects[one.asked.round, one.learner] = effect
        member.streak = effect.step.streak
        first[one.asked.server, one.asked.day] += effect.first_today
        sums.add(one, effect.points)
    write(connection, who, sums)
    _add_counts(connection, new, first)
    for whose, answers in late.items():
        anew = recounting.recount(connection, whose, answering=True)
        now = read_members(connection, [whose])[whose].streak
        for one in answers:
            effects[one.asked.round, one.learner] = _as_of_now(anew[one.asked.round], who[whose].streak, now)
        recounting.recount_days(connection, whose[0], {one.asked.day for one in answers})
    return effects


def _as_of_now(late: Effect, before: Streak, now: Streak) -> Effect:
    """What a late answer did to the streak as it is today; what its day had done before was told then."""
    earned = late.step.earned and now.freezes > before.freezes
    return replace(late, step=Step(now, earned=earned, regained=now.freezes > before.freezes + earned))


def _days_between(connection: Connection, who: Mapping[Whose, Member], new: Sequence[Counted]) -> Mapping[int, Sequence[date]]:
    """Server -> the days it was asked that may lie between a member's last one and those answered now."""
    newest: dict[int, date] = {}
    for one in new:
        newest[one.asked.server] = max(newest.get(one.asked.server, date.min), one.asked.day)
    found: dict[int, Sequence[date]] = {}
    for server, day in newest.items():
        last = [member.streak.last for (there, _), member in who.items() if there == server and member.streak.last is not None]
        last += [one.asked.day for one in new if one.asked.server == server]  # someone new may answer two days at once
        found[server] = days_asked(connection, server, min(last), day)
    return found


def _add_counts(connection: Connection, new: Iterable[Counted], first: Mapping[tuple[int, date], int]) -> None:
    answered, right = Counter[int](), Counter[int]()
    for one in new:
        answered[one.asked.round] += 1
        right[one.asked.round] += one.correct
    upsert(connection, round_counts, _ROUND, [(number, answered[number], right[number]) for number in answered], SUMMED)
    days = [(server, day, learners) for (server, day), learners in first.items() if learners]
    upsert(connection, server_days, ("server", "day", "answered"), days, SUMMED)


def correct(connection: Connection, changed: Sequence[Counted]) -> None:
    """These answers were counted with the other verdict. Nobody comes back onto a board by it."""
    servers.hold(connection, {one.asked.server for one in changed})
    who = read_members(connection, {one.whose for one in changed})
    keep_faded(connection, who)
    sums = Sums(who)
    for one in changed:
        if one.whose in who:
            sums.correct(one)
    write(connection, who, sums)
    right = Counter[int]()
    for one in changed:
        right[one.asked.round] += 1 if one.correct else -1
    upsert(connection, round_counts, _ROUND, [(number, 0, more) for number, more in right.items()], SUMMED)
