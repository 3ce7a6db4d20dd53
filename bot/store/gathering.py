"""Requests that arrive together -> one transaction, one wait for the disk. Each caller hears after the commit."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.store.engine import WRITES, inside
from bot.store.errors import NotRead, NotRecorded, Trouble

log = logging.getLogger(__name__)

A = TypeVar("A")
R = TypeVar("R")

Together = Callable[[Connection, Sequence[A]], Sequence[R]]
"""Many requests of a kind, in few statements: one result for each argument, in order."""

MOST = 100
"""Requests in one transaction: with more, preparing their statements would hold the event loop too long."""

AT_ONCE = 10
"""Callers that are told in one turn of the event loop: each has something to do with what it hears."""


@dataclass(frozen=True, slots=True)
class _Request:
    kind: Together[Any, Any]
    argument: Any
    result: asyncio.Future[Any]


class Gatherer:
    """A task with a database connection of its own that serves whatever has arrived since it last looked."""

    def __init__(self, engine: Engine, *, writes: bool) -> None:
        self._engine = engine
        self._writes = writes
        self._connection: Connection | None = None
        self._waiting: deque[_Request] = deque()
        self._arrived = asyncio.Event()
        self._closing = False
        self._task = asyncio.create_task(self._work(), name="the store's writer" if writes else "the store's reader")

    async def ask(self, kind: Together[A, R], argument: A) -> R:
        """The result of a request, a write's once it is on the disk. Who is cancelled while waiting takes nothing back.

        Raises NotRecorded or NotRead where the database did not do it.
        """
        if self._closing:
            raise NotRecorded("closed") if self._writes else NotRead("the store is closed")
        result: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Request(kind, argument, result))
        self._arrived.set()
        return await result

    async def close(self) -> None:
        """Serve those who wait, take nothing more, let go of the database."""
        self._closing = True
        self._arrived.set()
        await self._task
        if self._connection is not None:
            await inside(self._connection.close)

    async def _work(self) -> None:
        try:
            while self._waiting or not self._closing:
                await self._arrived.wait()
                self._arrived.clear()
                while self._waiting:
                    await self._serve([self._waiting.popleft() for _ in range(min(len(self._waiting), MOST))])
        finally:
            self._closing = True
            _fail(self._waiting, NotRecorded("closed") if self._writes else NotRead("the store is closed"))

    async def _serve(self, batch: Sequence[_Request]) -> None:
        """Do all of it; where one request spoils it for the others, each by itself."""
        try:
            results = await inside(self._together, batch)
        except asyncio.CancelledError:
            _fail(batch, NotRecorded("closed") if self._writes else NotRead("the store is closed"))
            raise
        except Exception as error:
            if len(batch) > 1 and trouble(error) != "locked":  # the lock would keep each of them waiting in turn
                for request in batch:
                    await self._serve([request])
                return
            _fail(batch, self._refused(error, len(batch)))
            return
        for number, (request, result) in enumerate(zip(batch, results, strict=True), start=1):
            if not request.result.done():
                request.result.set_result(result)
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)

    def _together(self, batch: Sequence[_Request]) -> list[Any]:
        connection = self._connected()
        try:
            with connection.begin():
                results: list[Any] = []
                for kind, requests in groupby(batch, key=lambda request: request.kind):
                    arguments = [request.argument for request in requests]
                    results += [result for _, result in zip(arguments, kind(connection, arguments), strict=True)]
                return results
        except BaseException:
            self._let_go_if_broken()
            raise

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(**WRITES if self._writes else {})
        return self._connection

    def _let_go_if_broken(self) -> None:
        """After a failure: a connection that cannot begin anew is replaced for the next request."""
        connection = self._connection
        if connection is not None and (connection.invalidated or connection.in_transaction()):
            self._connection = None
            connection.invalidate()
            connection.close()

    def _refused(self, error: Exception, count: int) -> Exception:
        """What the callers are told; a fault that is not the database's stays as it is.

        The driver's own error goes no further than its name: PostgreSQL's quote what a row was to hold.
        """
        if not isinstance(error, SQLAlchemyError):
            return error
        told = NotRecorded(trouble(error)) if self._writes else NotRead(_name(error))
        log.error("%d request(s): %s (%s) in: %s", count, told, _name(error), getattr(error, "statement", None))
        return told


def trouble(error: Exception) -> Trouble:
    """What a driver's error means to whoever wanted to write."""
    name = _name(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "locked"
    return "full" if name in {"SQLITE_FULL", "DiskFullError"} else "refused"


def _name(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    cause = original.__cause__ or original  # SQLAlchemy wraps asyncpg's
    return str(getattr(original, "sqlite_errorname", type(cause).__name__))


def _fail(requests: Iterable[_Request], error: Exception) -> None:
    for request in requests:
        if not request.result.done():
            request.result.set_exception(error)
