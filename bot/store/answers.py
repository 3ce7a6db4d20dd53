"""Answers: the first one of a learner in a round, kept as it was given so that it can be graded anew."""

import enum
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, tuple_

from bot.store import counting, learners, ties
from bot.store.engine import insert
from bot.store.learners import Seen
from bot.store.rollups import Counted, Effect, read_asked
from bot.store.schema import answers, rounds
from bot.store.schema import learners as learners_table
from bot.store.store import Store
from bot.study.tied_groups import Roles

Chosen = tuple[int, ...] | str
"""Option numbers as written by the question's author, or what was typed."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it comes in from a Discord user, graded. `mark`: the keyed hash an excluded user is known by.

    `roles` put them into the study group that is tied to one; None: they are where they were.
    """

    round: int
    user: int
    name: str
    chosen: Chosen
    correct: bool
    at: datetime
    mark: str = ""
    roles: Roles | None = None


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
    """The answer that counts, and whether it is this one; if not, the learner had answered before.

    `effect` is what a new one did to the learner's standing; None for others.
    """

    answer: Answer
    is_new: bool
    effect: Effect | None = None


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
    """An answer with where and when it was asked, and what it rests on. `day` is the server's.

    Not `told`: the learner is to learn at the close whether it is right.
    """

    answer: Answer
    server: int
    channel: int
    local_date: date
    question: str
    facts: tuple[str, ...]
    day: date
    told: bool = True


def written(chosen: Chosen) -> str:
    """How a choice is stored; the same choice is always written the same."""
    return json.dumps(chosen, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Chosen:
    """A stored choice."""
    chosen = json.loads(text)
    return chosen if isinstance(chosen, str) else tuple(chosen)


def answer_in(row: Row[Any]) -> Answer:
    """The answer in a row of the table."""
    return Answer(row.round, row.learner, read(row.chosen), row.correct, row.answered_at)


_OF_ROUND = ("server", "channel", "local_date", "question", "facts", "day")


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
    open_ = [given for given, reason in zip(batch, refused, strict=True) if reason is None]
    ids = learners.see(connection, (Seen(given.user, given.name, given.at) for given in open_))
    first: dict[tuple[int, int], tuple[Answer, Given]] = {}
    for given in open_:
        answer = Answer(given.round, ids[given.user], given.chosen, given.correct, given.at)
        first.setdefault((answer.round, answer.learner), (answer, given))
    before, effects = _insert_and_count(connection, first)
    results: list[Recorded | NotOpen] = []
    for given, reason in zip(batch, refused, strict=True):
        if reason is not None:
            results.append(reason)
            continue
        key = (given.round, ids[given.user])
        results.append(Recorded(before.get(key) or first[key][0], key not in before, effects.get(key)))
        before.setdefault(key, first[key][0])  # a second tap in the same breath
        effects.pop(key, None)
    return results


def _insert_and_count(
    connection: Connection, first: Mapping[tuple[int, int], tuple[Answer, Given]]
) -> tuple[dict[tuple[int, int], Answer], dict[tuple[int, int], Effect]]:
    """Those that were there before, as they are; and what the others, inserted and counted, did."""
    asked = read_asked(connection, {number for number, _ in first})
    whose = {(number, learner): (asked[number].server, learner) for number, learner in first}
    who = counting.join(connection, ((whose[key], given.mark) for key, (_, given) in first.items()))
    ties.follow(connection, who, {whose[key]: given.roles for key, (_, given) in first.items() if given.roles is not None})

    def counted(answer: Answer) -> Counted:
        there = asked[answer.round]
        group = who[there.server, answer.learner].study_group
        return Counted(there, answer.learner, answer.correct and not there.withheld, answer.answered_at, group)

    new = {key: (answer, counted(answer)) for key, (answer, _) in first.items()}
    before = _insert(connection, new)
    left = [one for key, (_, one) in new.items() if key not in before]
    return before, counting.count(connection, who, left) if left else {}


def _insert(connection: Connection, new: Mapping[tuple[int, int], tuple[Answer, Counted]]) -> dict[tuple[int, int], Answer]:
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
            "study_group": counted.study_group,
            "pending": answer.correct and counted.asked.withheld,
        }
        for answer, counted in new.values()
    ]
    made = {(row.round, row.learner) for row in connection.execute(change, rows)}
    left = new.keys() - made
    if not left:
        return {}
    query = select(answers).where(tuple_(answers.c.round, answers.c.learner).in_(left))
    return {(row.round, row.learner): answer_in(row) for row in connection.execute(query)}


async def of_round(store: Store, round_id: int) -> tuple[Named, ...]:
    """Who answered what in a round, first come first."""
    query = (
        select(answers, learners_table.c.user, learners_table.c.name)
        .join_from(answers, learners_table, learners_table.c.id == answers.c.learner)
        .where(answers.c.round == round_id)
    )
    found = await store.read_pages(query, answers.c.learner, lambda row: Named(answer_in(row), row.user, row.name))
    return tuple(sorted(found, key=lambda one: (one.answer.answered_at, one.answer.learner)))


async def distribution(store: Store, round_id: int) -> Mapping[Chosen, int]:
    """How often each answer was given in a round."""
    query = select(answers.c.chosen, func.count()).where(answers.c.round == round_id).group_by(answers.c.chosen)
    rows = await store.read(lambda connection: connection.execute(query).all())
    return {read(chosen): count for chosen, count in rows}


async def of_user(
    store: Store, user: int, *, channel: int | None = None, server: int | None = None, season: int | None = None
) -> tuple[OfLearner, ...]:
    """The answers of a Discord user, by local date; of one channel, server or season only, if told."""
    told = ~rounds.c.withheld | rounds.c.closed_at.is_not(None)
    query = (
        select(answers, *(rounds.c[name] for name in _OF_ROUND), told.label("told"))
        .join_from(answers, rounds, rounds.c.id == answers.c.round)
        .join(learners_table, learners_table.c.id == answers.c.learner)
        .where(learners_table.c.user == user)
    )
    if channel is not None:
        query = query.where(rounds.c.channel == channel)
    if server is not None:
        query = query.where(rounds.c.server == server)
    if season is not None:
        query = query.where(rounds.c.season == season)

    def one(row: Row[Any]) -> OfLearner:
        facts = tuple(json.loads(row.facts))
        return OfLearner(answer_in(row), row.server, row.channel, row.local_date, row.question, facts, row.day, row.told)

    found = await store.read_pages(query, answers.c.round, one)
    return tuple(sorted(found, key=lambda one: (one.local_date, one.answer.round)))


async def given_before(store: Store, round_id: int, user: int) -> Answer | None:
    """The answer of a Discord user in a round."""
    query = (
        select(answers)
        .join_from(answers, learners_table, learners_table.c.id == answers.c.learner)
        .where(answers.c.round == round_id, learners_table.c.user == user)
    )
    row = await store.read(lambda connection: connection.execute(query).first())
    return None if row is None else answer_in(row)
