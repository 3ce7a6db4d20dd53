"""The store itself: an open database, to read from and to write to."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Engine, Row, Select

from bot.store.address import Address
from bot.store.engine import inside
from bot.store.gathering import Gatherer, Together

A = TypeVar("A")
R = TypeVar("R")

PAGE = 100
"""Rows that are made into values in one turn of the event loop."""


class Store:
    """An open database. `opening.open_store` makes one; the functions of the other modules take it.

    Its writer and its reader have a connection each; no transaction outlives one turn of either.
    """

    def __init__(self, where: Address, engine: Engine) -> None:
        self.where = where
        self._engine = engine
        self._writer = Gatherer(engine, writes=True)
        self._reader = Gatherer(engine, writes=False)

    async def read(self, ask: Callable[[Connection], R]) -> R:
        """What `ask` reads, all of it as of one moment. NotRead when the database does not let it."""
        return await self._reader.ask(_each, ask)

    async def read_pages(self, query: Select[Any], key: Column[int], make: Callable[[Row[Any]], R]) -> list[R]:
        """All rows of a query that may have many, ordered by `key`, a selected number that no two of them share.

        They come a page at a time, so that making values of them never holds the event loop; not all as of one moment.
        """
        found: list[R] = []
        after: int | None = None
        while True:
            page = query if after is None else query.where(key > after)
            rows = await self.read(lambda connection, page=page: connection.execute(page.order_by(key).limit(PAGE)).all())  # type: ignore[misc]
            found += map(make, rows)
            if len(rows) < PAGE:
                return found
            after = getattr(rows[-1], key.name)

    async def read_together(self, kind: Together[A, R], argument: A) -> R:
        """The same where many ask alike at once: `kind` gets all that wait, and returns a result for each."""
        return await self._reader.ask(kind, argument)

    async def write(self, work: Callable[[Connection], R]) -> R:
        """The result of `work` once it is on the disk; NotRecorded when it is not."""
        return await self._writer.ask(_each, work)

    async def write_together(self, kind: Together[A, R], argument: A) -> R:
        """The same where many write alike at once."""
        return await self._writer.ask(kind, argument)

    async def close(self) -> None:
        """Commit what waits and close the database."""
        await self._writer.close()
        await self._reader.close()
        await inside(self._engine.dispose)


def _each(connection: Connection, works: Sequence[Callable[[Connection], R]]) -> list[R]:
    return [work(connection) for work in works]
