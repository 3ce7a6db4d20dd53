"""A key that was found wrong -> the round with its question as corrected, its answers graded and counted anew."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from bot.store import counting
from bot.store.answers import Answer, Chosen, answer_in, written
from bot.store.rollups import Counted, read_asked
from bot.store.schema import answers, rounds
from bot.store.settling import is_withheld
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Correction:
    """What becomes of a round: its question, frozen anew, and what is right by that.

    `renumbered`: an option's number in the answers -> its number in the corrected question; empty where all stay.
    """

    round: int
    frozen: str
    facts: tuple[str, ...]
    is_right: Callable[[Answer], bool]
    renumbered: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Regraded:
    """The learners whose answers are right now and were not, and those whose answers were right."""

    right: frozenset[int]
    wrong: frozenset[int]


async def regrade(store: Store, correction: Correction) -> Regraded:
    """Freeze the corrected question, grade the stored answers by it and count them anew, all or nothing."""
    return await store.write(lambda connection: _regrade(connection, correction))


def renumbered(chosen: Chosen, numbers: Mapping[int, int]) -> Chosen:
    """A choice by other numbers of the same options."""
    return chosen if isinstance(chosen, str) else tuple(numbers.get(number, number) for number in chosen)


def _regrade(connection: Connection, correction: Correction) -> Regraded:
    anew = {"frozen": correction.frozen, "facts": json.dumps(correction.facts, ensure_ascii=False)}
    connection.execute(rounds.update().where(rounds.c.id == correction.round).values(anew))  # no answer is recorded meanwhile
    given = connection.execute(select(answers).where(answers.c.round == correction.round)).all()
    if correction.renumbered:
        _renumber(connection, correction, given)
    changed = [row for row in given if _is_right(correction, row) != row.correct]
    if changed:
        _turn(connection, correction.round, changed)
    right = frozenset(row.learner for row in changed if not row.correct)
    return Regraded(right, frozenset(row.learner for row in changed) - right)


def _is_right(correction: Correction, row: Row[Any]) -> bool:
    answer = answer_in(row)
    return correction.is_right(replace(answer, chosen=renumbered(answer.chosen, correction.renumbered)))


def _renumber(connection: Connection, correction: Correction, given: Sequence[Row[Any]]) -> None:
    change = answers.update().where(answers.c.round == correction.round, answers.c.learner == bindparam("whose"))
    rows = [{"whose": row.learner, "now": written(renumbered(answer_in(row).chosen, correction.renumbered))} for row in given]
    if rows:
        connection.execute(change.values(chosen=bindparam("now")), rows)


def _turn(connection: Connection, number: int, changed: Sequence[Row[Any]]) -> None:
    """Give these answers the other verdict. What waits for the close is counted then, by the verdict it has by then."""
    asked, withheld = read_asked(connection, [number])[number], is_withheld(connection, number)
    change = answers.update().where(answers.c.round == number, answers.c.learner == bindparam("whose"))
    change = change.values(correct=bindparam("verdict"), pending=bindparam("waits"))
    rows = [{"whose": row.learner, "verdict": not row.correct, "waits": withheld and not row.correct} for row in changed]
    connection.execute(change, rows)
    counted = [row for row in changed if not (row.pending or withheld)]
    again = [Counted(asked, row.learner, not row.correct, row.answered_at, row.study_group) for row in counted]
    counting.correct(connection, again)
