"""Many rows of a table, to be inserted or added to what stands there -> one statement in the driver's own words.

SQLAlchemy would prepare the statement for each batch (2 ms) and each row of it (10 µs) anew: with a thousand answers at once,
each of which changes five rows, that took longer than the database itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table, case

from bot.store.engine import insert

Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """`order`: for each place of the statement, which value of a row it takes, and what makes it the driver's."""

    statement: str
    order: tuple[tuple[int, Callable[[Any], Any] | None], ...]

    def filled(self, rows: Rows) -> list[tuple[Any, ...]]:
        return [tuple(row[at] if made is None else made(row[at]) for at, made in self.order) for row in rows]


def upsert(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Rows, summed: frozenset[str] = frozenset()
) -> None:
    """Insert rows, given as values of these columns. Where one stands there: `summed` columns are added to, others replaced.

    A column `last` keeps the later of both. No two rows may have the same primary key.
    """
    if not rows:
        return
    key = connection.dialect, table.name, names, summed
    prepared = _KEPT.get(key)
    if prepared is None:
        if len(_KEPT) >= MOST:
            _KEPT.clear()
        prepared = _KEPT[key] = _prepare(connection, table, names, summed)
    connection.exec_driver_sql(prepared.statement, prepared.filled(rows))


MOST = 64
"""Statements kept: a handful for each database that is open."""
_KEPT: dict[tuple[Dialect, str, tuple[str, ...], frozenset[str]], _Prepared] = {}


def _prepare(connection: Connection, table: Table, names: tuple[str, ...], summed: frozenset[str]) -> _Prepared:
    change = insert(connection, table)
    keys = [column.name for column in table.primary_key]
    old, new = table.c, change.excluded
    changes = {name: old[name] + new[name] if name in summed else new[name] for name in names if name not in keys}
    if "last" in changes:
        changes["last"] = case((old.last > new.last, old.last), else_=new.last)
    whole = change.on_conflict_do_update(index_elements=keys, set_=changes)
    compiled = whole.compile(dialect=connection.dialect, column_keys=list(names))
    made = {name: table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for name in names}
    return _Prepared(str(compiled), tuple((names.index(name), made[name]) for name in compiled.positiontup or names))
