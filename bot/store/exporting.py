"""Everything that is kept of a Discord user, table by table: whatever refers to them or names them, in a table to come too."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, select, tuple_

from bot.store.schema import answers, dailies, exclusions, learners, metadata, rounds, study_groups, tries
from bot.store.store import PAGE, Store

Record = Mapping[str, Any]
"""A row: column -> value, as the store has it."""

T = TypeVar("T")

ASKED = (
    *(rounds.c.server, rounds.c.channel, rounds.c.local_date, rounds.c.question, rounds.c.frozen, rounds.c.closed_at),
    rounds.c.withheld,
)
"""What of its round comes with an answer or a try, to make sense of it."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """All of a user. `learner` is None for one who is none; `tables`: name -> what was made of each page of the rows about them.

    `dailies`: the same of those they set up.
    """

    learner: Record | None
    tables: Mapping[str, tuple[T, ...]]
    dailies: tuple[T, ...]


async def everything(store: Store, user: int, told: Callable[[Sequence[Record]], T]) -> Kept[T]:
    """All there is; not all of it as of one moment.

    `told` makes something of a page of rows, which come without the learner's number. It works in a thread, and the rows go
    there: thousands of them, made into anything or only let go, would hold the event loop.
    """
    row = await store.read(lambda connection: connection.execute(select(learners).where(learners.c.user == user)).first())
    set_up = await _pages(store, dailies, dailies.c.created_by == user, {"created_by"}, told)
    tables: dict[str, tuple[T, ...]] = {table.name: () for table in _about_learners()}
    for table in _about_learners() if row is not None else ():
        tables[table.name] = await _pages(store, table, table.c.learner == row.id, {"learner"}, told)  # type: ignore[union-attr]
    return Kept(dict(row._mapping) if row is not None else None, tables, set_up)


async def groups_of(store: Store, numbers: Iterable[int]) -> tuple[Record, ...]:
    """What the study groups of these numbers are called."""
    columns = study_groups.c.id, study_groups.c.server, study_groups.c.name
    query = select(*columns).where(study_groups.c.id.in_(set(numbers))).order_by(study_groups.c.id)
    return await _read(store, query)


async def servers_with_exclusions(store: Store) -> tuple[int, ...]:
    """The servers that exclude anyone."""
    query = select(exclusions.c.server).distinct().order_by(exclusions.c.server)
    return await store.read(lambda connection: tuple(connection.execute(query).scalars()))


async def exclusions_of(store: Store, marks: Collection[str]) -> tuple[Record, ...]:
    """The exclusions with these marks, by server."""
    return await _read(store, select(exclusions).where(exclusions.c.mark.in_(marks)).order_by(exclusions.c.server))


def _about_learners() -> list[Table]:
    return [table for table in metadata.sorted_tables if "learner" in table.c]


async def _pages(
    store: Store, table: Table, whose: ColumnElement[bool], but: Collection[str], told: Callable[[Sequence[Record]], T]
) -> tuple[T, ...]:
    """What is told of the rows, by their key; nothing where there are none."""
    keys = [column for column in table.primary_key if column.name not in but]
    columns = [column for column in table.c if column.name not in but]
    query: Select[Any] = select(*columns).where(whose).order_by(*keys).limit(PAGE)
    if table in (answers, tries):
        query = query.add_columns(*ASKED).select_from(table.join(rounds, rounds.c.id == table.c.round))
    found: list[T] = []
    rows = await _read(store, query)
    while rows:
        found.append(await asyncio.to_thread(told, rows))
        if len(rows) < PAGE:
            break
        rows = await _read(store, query.where(tuple_(*keys) > tuple_(*(rows[-1][key.name] for key in keys))))
    return tuple(found)


async def _read(store: Store, query: Select[Any]) -> tuple[Record, ...]:
    def read(connection: Connection) -> tuple[Record, ...]:
        return tuple(dict(row._mapping) for row in connection.execute(query))

    return await store.read(read)
