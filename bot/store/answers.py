"""Answers: the first one of a learner in a round, kept as it was given so that it can be graded anew."""

import enum
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Text, bindparam, cast, func, select, tuple_

from bot.store import learners
from bot.store.engine import insert
from bot.store.learners import Seen
from bot.store.schema import answers, rounds
from bot.store.schema import learners as learners_table
from bot.store.store import Store

Chosen = tuple[int, ...] | str
"""Option numbers as written by the question's author, or what was typed."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it comes in from a Discord user, graded."""

    round: int
    user: int
    name: str
    chosen: Chosen
    correct: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that counts."""

    round: int
    learner: int
    chosen: Chosen
    correct: bool
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer that counts, and whether it is this one; if not, the learner had answered before."""

    answer: Answer
    is_new: bool


class NotOpen(enum.Enum):
    """Why an answer does not count."""

    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Named:
    """An answer with whose it is."""

    answer: Answer
    user: int
    name: str


@dataclass(frozen=True, slots=True)
class OfLearner:
    """An answer with where and when it was asked."""

    answer: Answer
    server: int
    channel: int
    local_date: date
    question: str


def written(chosen: Chosen) -> str:
    """How a choice is stored; the same choice is always written the same."""
    return json.dumps(chosen, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Chosen:
    """A stored choice."""
    chosen = json.loads(text)
    return chosen if isinstance(chosen, str) else tuple(chosen)


def _answer(row: Row[Any]) -> Answer:
    return Answer(row.round, row.learner, read(row.chosen), row.correct, row.answered_at)


async def record(store: Store, given: Given) -> Recorded | NotOpen:
    """Record an answer unless its learner has answered or the round is closed. Returns after the commit."""
    return await store.write_together(_record, given)


def open_for(connection: Connection, wanted: Iterable[tuple[int, datetime]]) -> list[NotOpen | None]:
    """For each round and moment: None when an answer counts. The rounds cannot be closed until the transaction ends."""
    wanted = list(wanted)
    query = select(rounds.c.id, rounds.c.closed_at, rounds.c.closes_at).where(rounds.c.id.in_({number for number, _ in wanted}))
    found = {row.id: row for row in connection.execute(query.with_for_update(read=True))}

    def check(number: int, at: datetime) -> NotOpen | None:
        row = found.get(number)
        if row is None:
            return NotOpen.UNKNOWN
        return NotOpen.CLOSED if row.closed_at is not None or (row.closes_at is not None and row.closes_at <= at) else None

    return [check(number, at) for number, at in wanted]


def _record(connection: Connection, batch: Sequence[Given]) -> list[Recorded | NotOpen]:
    refused = open_for(connection, ((given.round, given.at) for given in batch))
    counting = [given for given, reason in zip(batch, refused, strict=True) if reason is None]
    ids = learners.see(connection, (Seen(given.user, given.name, given.at) for given in counting))
    first: dict[tuple[int, int], Answer] = {}
    for given in counting:
        answer = Answer(given.round, ids[given.user], given.chosen, given.correct, given.at)
        first.setdefault((answer.round, answer.learner), answer)
    before = _insert(connection, first)
    results: list[Recorded | NotOpen] = []
    for given, reason in zip(batch, refused, strict=True):
        if reason is not None:
            results.append(reason)
            continue
        key = (given.round, ids[given.user])
        results.append(Recorded(before.get(key) or first[key], key not in before))
        before.setdefault(key, first[key])  # a second tap in the same breath
    return results


def _insert(connection: Connection, new: Mapping[tuple[int, int], Answer]) -> dict[tuple[int, int], Answer]:
    """Insert them; returns those that were there before, as they are."""
    if not new:
        return {}
    change = insert(connection, answers).on_conflict_do_nothing().returning(answers.c.round, answers.c.learner)
    rows = [
        {
            "round": answer.round,
            "learner": answer.learner,
            "chosen": written(answer.chosen),
            "correct": answer.correct,
            "answered_at": answer.answered_at,
        }
        for answer in new.values()
    ]
    made = {(row.round, row.learner) for row in connection.execute(change, rows)}
    left = new.keys() - made
    if not left:
        return {}
    query = select(answers).where(tuple_(answers.c.round, answers.c.learner).in_(left))
    return {(row.round, row.learner): _answer(row) for row in connection.execute(query)}


async def of_round(store: Store, round_id: int) -> tuple[Named, ...]:
    """Who answered what in a round, first come first."""
    query = (
        select(answers, learners_table.c.user, learners_table.c.name)
        .join_from(answers, learners_table, learners_table.c.id == answers.c.learner)
        .where(answers.c.round == round_id)
    )
    found = await store.read_pages(query, answers.c.learner, lambda row: Named(_answer(row), row.user, row.name))
    return tuple(sorted(found, key=lambda one: (one.answer.answered_at, one.answer.learner)))


async def distribution(store: Store, round_id: int) -> Mapping[Chosen, int]:
    """How often each answer was given in a round."""
    query = select(answers.c.chosen, func.count()).where(answers.c.round == round_id).group_by(answers.c.chosen)
    rows = await store.read(lambda connection: connection.execute(query).all())
    return {read(chosen): count for chosen, count in rows}


async def of_user(store: Store, user: int, *, channel: int | None = None, server: int | None = None) -> tuple[OfLearner, ...]:
    """The answers of a Discord user, by local date; of one channel or server only, if told."""
    query = (
        select(answers, rounds.c.server, rounds.c.channel, rounds.c.local_date, rounds.c.question)
        .join_from(answers, rounds, rounds.c.id == answers.c.round)
        .join(learners_table, learners_table.c.id == answers.c.learner)
        .where(learners_table.c.user == user)
    )
    if channel is not None:
        query = query.where(rounds.c.channel == channel)
    if server is not None:
        query = query.where(rounds.c.server == server)

    def one(row: Row[Any]) -> OfLearner:
        return OfLearner(_answer(row), row.server, row.channel, row.local_date, row.question)

    found = await store.read_pages(query, answers.c.round, one)
    return tuple(sorted(found, key=lambda one: (one.local_date, one.answer.round)))


async def days(store: Store, channel: int, user: int) -> tuple[date, ...]:
    """The local dates of a channel's rounds that a Discord user answered, in order: what a streak is counted from.

    Cheap when a thousand ask at once, as they do right after they answered.
    """
    return await store.read_together(_days, (channel, user))


def _days(connection: Connection, batch: Sequence[tuple[int, int]]) -> list[tuple[date, ...]]:
    listed = func.aggregate_strings(cast(rounds.c.local_date, Text), " ")
    query = (
        select(rounds.c.channel, learners_table.c.user, listed)
        .join_from(answers, rounds, rounds.c.id == answers.c.round)
        .join(learners_table, learners_table.c.id == answers.c.learner)
        .where(learners_table.c.user.in_({user for _, user in batch}), rounds.c.channel.in_({channel for channel, _ in batch}))
        .group_by(rounds.c.channel, learners_table.c.user)
    )
    found = {(row[0], row[1]): sorted(row[2].split()) for row in connection.execute(query)}
    return [tuple(map(date.fromisoformat, found.get(asked, ()))) for asked in batch]


async def given_before(store: Store, round_id: int, user: int) -> Answer | None:
    """The answer of a Discord user in a round."""
    query = (
        select(answers)
        .join_from(answers, learners_table, learners_table.c.id == answers.c.learner)
        .where(answers.c.round == round_id, learners_table.c.user == user)
    )
    row = await store.read(lambda connection: connection.execute(query).first())
    return None if row is None else _answer(row)


async def regrade(store: Store, round_id: int, correct: Mapping[int, bool]) -> int:
    """Grade a round's answers anew, by learner, after its key was found wrong; how many changed."""
    change = (
        answers.update()
        .where(answers.c.round == round_id, answers.c.learner == bindparam("whose"), answers.c.correct != bindparam("verdict"))
        .values(correct=bindparam("verdict"))
    )
    verdicts = [{"whose": learner, "verdict": verdict} for learner, verdict in correct.items()]

    def grade(connection: Connection) -> int:
        return sum(connection.execute(change, verdict).rowcount for verdict in verdicts)

    return await store.write(grade)
