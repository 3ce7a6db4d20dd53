"""Many rows of a table, to be inserted or added to what stands there -> one statement in the driver's own words.

SQLAlchemy would prepare the statement for each batch (2 ms) and each row of it (10 µs) anew: with a thousand answers at once,
each of which changes five rows, that took longer than the database itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, Connection, Dialect, Table, case

from bot.store.engine import insert

Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """`made`: the places of values that are not the driver's own kind, and what makes them so."""

    statement: str
    made: tuple[tuple[int, Callable[[Any], Any]], ...]

    def filled(self, rows: Rows) -> Rows:
        for at, make in self.made:
            rows = [(*row[:at], make(row[at]), *row[at + 1 :]) for row in rows]
        return rows


def upsert(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Rows, summed: frozenset[str] = frozenset()
) -> None:
    """Insert rows, given as values of these columns, which are in the table's order.

    Where a row stands there, `summed` columns are added to, a column `last` keeps the later of both, others are replaced.
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
    dialect = connection.dialect
    compiled = whole.compile(dialect=dialect, column_keys=list(names))
    if compiled.positiontup is not None and tuple(compiled.positiontup) != names:
        raise ValueError(f"{names} are not in the order of {table.name}")
    kinds = ((at, table.c[name].type) for at, name in enumerate(names))
    made = ((at, kind.dialect_impl(dialect).bind_processor(dialect)) for at, kind in kinds if not isinstance(kind, Boolean))
    return _Prepared(str(compiled), tuple((at, make) for at, make in made if make is not None))
