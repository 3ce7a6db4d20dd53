"""Everything that is kept of a Discord user, table by table: whatever refers to them or names them, in a table to come too."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, select, tuple_

from bot.store.schema import answers, dailies, exclusions, learners, metadata, rounds, study_groups, tries
from bot.store.store import PAGE, Store

Record = Mapping[str, Any]
"""A row: column -> value, as the store has it."""

ASKED = (
    *(rounds.c.server, rounds.c.channel, rounds.c.local_date, rounds.c.question, rounds.c.frozen, rounds.c.closed_at),
    rounds.c.withheld,
)
"""What of its round comes with an answer or a try, to make sense of it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All of a user. `learner` is None for one who is none; `tables`: name -> the rows about them, without the learner's number.

    `dailies` are those they set up.
    """

    learner: Record | None
    tables: Mapping[str, tuple[Record, ...]]
    dailies: tuple[Record, ...]


async def everything(store: Store, user: int, told: Callable[[Record], Record]) -> Kept:
    """All there is; not all of it as of one moment. `told` makes of an answer or a try and its round what is told of both."""
    row = await store.read(lambda connection: connection.execute(select(learners).where(learners.c.user == user)).first())
    set_up = await _rows(store, dailies, dailies.c.created_by == user, {"created_by"})
    tables: dict[str, tuple[Record, ...]] = {table.name: () for table in _about_learners()}
    for table in _about_learners() if row is not None else ():
        make = told if table in (answers, tries) else dict[str, Any]
        tables[table.name] = await _rows(store, table, table.c.learner == row.id, {"learner"}, make)  # type: ignore[union-attr]
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


async def _rows(
    store: Store, table: Table, whose: ColumnElement[bool], but: Collection[str], make: Callable[[Record], Record] = dict
) -> tuple[Record, ...]:
    """Rows by their key, a page at a time: making values of thousands would hold the event loop."""
    keys = [column for column in table.primary_key if column.name not in but]
    columns = [column for column in table.c if column.name not in but]
    query: Select[Any] = select(*columns).where(whose).order_by(*keys).limit(PAGE)
    if table in (answers, tries):
        query = query.add_columns(*ASKED).select_from(table.join(rounds, rounds.c.id == table.c.round))
    found: list[Record] = []
    while True:
        page = query.where(tuple_(*keys) > tuple_(*(found[-1][key.name] for key in keys))) if found else query
        rows = await _read(store, page)
        found += map(make, rows)
        if len(rows) < PAGE:
            return tuple(found)


async def _read(store: Store, query: Select[Any]) -> tuple[Record, ...]:
    def read(connection: Connection) -> tuple[Record, ...]:
        return tuple(dict(row._mapping) for row in connection.execute(query))

    return await store.read(read)
