"""Tries: a typed answer that was close. It is not an answer yet, and there is one in a round."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store import learners
from bot.store.answers import NotOpen, open_for
from bot.store.engine import insert
from bot.store.learners import Seen
from bot.store.schema import learners as learners_table
from bot.store.schema import tries
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Try:
    """What a learner typed first."""

    round: int
    learner: int
    typed: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """The try that is kept, and whether it is this one."""

    first: Try
    is_new: bool


async def record(store: Store, round_id: int, user: int, name: str, typed: str, at: datetime) -> Tried | NotOpen:
    """Keep a close answer of a Discord user, unless they have had their try or the round is closed."""

    def insert_or_find(connection: Connection) -> Tried | NotOpen:
        (reason,) = open_for(connection, [(round_id, at)])
        if reason is not None:
            return reason
        wanted = Try(round_id, learners.see(connection, [Seen(user, name, at)])[user], typed, at)
        new = insert(connection, tries).values(round=round_id, learner=wanted.learner, typed=typed, at=at)
        if connection.execute(new.on_conflict_do_nothing()).rowcount:
            return Tried(wanted, True)
        query = select(tries).where(tries.c.round == round_id, tries.c.learner == wanted.learner)
        return Tried(Try(*connection.execute(query).one()), False)

    return await store.write(insert_or_find)


async def of_user(store: Store, round_id: int, user: int) -> Try | None:
    """The try of a Discord user in a round."""
    query = (
        select(tries)
        .join_from(tries, learners_table, learners_table.c.id == tries.c.learner)
        .where(tries.c.round == round_id, learners_table.c.user == user)
    )
    row = await store.read(lambda connection: connection.execute(query).first())
    return None if row is None else Try(*row)
