"""Learners: Discord users as the tutor knows them, by the name they had last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.store.engine import insert
from bot.store.schema import learners
from bot.store.store import Store


@dataclass(frozen=True, slots=True)
class Learner:
    """`id` is the store's own, `user` is Discord's. `alias` and `hidden` are for boards."""

    id: int
    user: int
    name: str
    created_at: datetime
    last_seen_at: datetime
    alias: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """Someone did something, under this name."""

    user: int
    name: str
    at: datetime


def see(connection: Connection, sightings: Iterable[Seen]) -> Mapping[int, int]:
    """Learn of them, or of their newest name: user -> learner."""
    newest = {seen.user: seen for seen in sightings}  # one row cannot be changed twice in one statement
    if not newest:
        return {}
    upsert = insert(connection, learners)
    upsert = upsert.on_conflict_do_update(
        index_elements=["user"], set_={"name": upsert.excluded.name, "last_seen_at": upsert.excluded.last_seen_at}
    )
    rows = [{"user": s.user, "name": s.name, "created_at": s.at, "last_seen_at": s.at} for s in newest.values()]
    done = connection.execute(upsert.returning(learners.c.user, learners.c.id), rows)
    return {row.user: row.id for row in done}


async def seen(store: Store, user: int, name: str, at: datetime) -> int:
    """The learner behind a Discord user, who is known from now on, with their name as it is today."""
    return await store.write(lambda connection: see(connection, [Seen(user, name, at)])[user])


async def of_user(store: Store, user: int) -> Learner | None:
    """The learner that a Discord user is, if they ever did anything."""
    query = select(learners).where(learners.c.user == user)
    row = await store.read(lambda connection: connection.execute(query).first())
    return None if row is None else Learner(*row)


async def by_id(store: Store, learner: int) -> Learner | None:
    """One learner."""
    query = select(learners).where(learners.c.id == learner)
    row = await store.read(lambda connection: connection.execute(query).first())
    return None if row is None else Learner(*row)
